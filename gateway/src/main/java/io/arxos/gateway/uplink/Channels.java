package io.arxos.gateway.uplink;

import io.grpc.ManagedChannel;
import java.io.IOException;

/// Opens ways to the cloud, one per connection.
public interface Channels {
  /// @throws IOException with a line for people, when it cannot even be tried
  ManagedChannel open() throws IOException;

  /// Where they lead, for people.
  String address();
}
