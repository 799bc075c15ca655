package io.arxos.gateway.uplink;

import io.arxos.edge.v1.SyncResponse;

/// Lets the fuzz target reach [DownWire].
public final class DownWireBridge {
  private DownWireBridge() {}

  /// Whether the message said something that the gateway understands.
  public static boolean understood(SyncResponse response) {
    return DownWire.of(response).isPresent();
  }
}
