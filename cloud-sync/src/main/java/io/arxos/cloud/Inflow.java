package io.arxos.cloud;

import io.arxos.cloud.fleet.Register;
import io.arxos.cloud.fleet.StoredLineage;
import io.arxos.cloud.history.History;
import io.arxos.cloud.history.Packing;
import io.arxos.cloud.history.PostgresLedger;
import io.arxos.cloud.ingest.Ingest;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.time.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;

/// The way of samples from gateways' streams through the log into the store.
record Inflow(Ingest ingest, History history, Packing packing) implements AutoCloseable {
  static Inflow open(Backing backing, Register register, MeterRegistry metrics, Clock clock)
      throws LogUnavailable {
    var ledger = new PostgresLedger(backing.store());
    return new Inflow(
        new Ingest(
            new Ingest.Backing(ledger, backing.log(), register, new StoredLineage(backing.store())),
            metrics,
            clock),
        new History(ledger, backing.log(), Metrics.processName(), metrics, clock),
        new Packing(backing.store(), clock));
  }

  void start() throws SQLException {
    history.onCommit(ingest::wake);
    packing.start();
    history.start();
    ingest.start();
  }

  @Override
  public void close() {
    ingest.close();
    history.close();
    packing.close();
  }
}
