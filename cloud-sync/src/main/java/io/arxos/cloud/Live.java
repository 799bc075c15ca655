package io.arxos.cloud;

import io.arxos.cloud.access.Signer;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.live.KafkaLiveLog;
import io.arxos.cloud.live.LiveEngine;
import io.arxos.cloud.live.StoredPicture;
import io.arxos.cloud.rpc.HistoryServiceWire;
import io.arxos.cloud.rpc.StreamServiceWire;
import io.grpc.BindableService;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Puts the subscription engine and the services for others together.
final class Live {
  private Live() {}

  /// @param closing takes what must be closed after the engine
  static LiveEngine open(
      Backing backing, Signer signer, InstantSource clock, Consumer<AutoCloseable> closing) {
    KafkaLiveLog log = new KafkaLiveLog(backing.log());
    closing.accept(log);
    return new LiveEngine(log, new StoredPicture(backing.store(), backing.log()), signer, clock);
  }

  static BindableService service(
      LiveEngine live, Fleet fleet, Executor waiting, InstantSource clock) {
    return new StreamServiceWire(live, fleet, waiting, clock);
  }

  static BindableService history(HistoryReader reader, Executor waiting, InstantSource clock) {
    return new HistoryServiceWire(reader, waiting, clock);
  }
}
