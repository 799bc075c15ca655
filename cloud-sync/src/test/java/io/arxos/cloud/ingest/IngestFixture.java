package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.fleet.StoredLineage;
import io.arxos.cloud.history.Audit;
import io.arxos.cloud.history.History;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.history.PostgresLedger;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.time.Clock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// Streams of gateways into a real log and a real store, which must be whole after each test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IngestFixture {
  final Fleet fleet = new Fleet(Backend.store());
  final StoredLineage lineage = new StoredLineage(Backend.store());
  private SyncServer server;
  Ingest ingest;
  private History history;

  @BeforeAll
  void start() throws Exception {
    var registry = new SimpleMeterRegistry();
    var ledger = new PostgresLedger(Backend.store());
    ingest =
        new Ingest(
            new Ingest.Backing(ledger, Backend.log(), fleet, lineage), registry, Clock.SYSTEM);
    history =
        new History(ledger, Backend.log(), getClass().getSimpleName(), registry, Clock.SYSTEM);
    server = new SyncServer(ingest.service());
    ingest.start();
    history.start();
  }

  @AfterAll
  void stop() {
    ingest.close();
    server.close();
    history.close();
  }

  @AfterEach
  void everythingIsWhole() throws Exception {
    var said = new ByteArrayOutputStream();
    assertEquals(0, Audit.run(Backend.store(), new PrintStream(said), true), said::toString);
  }

  /// A gateway with a building of its own, admitted, its model sent.
  final class Site {
    final String building = "b-" + UUID.randomUUID();
    final String id = "gw-" + building;
    final String point = building + "/room/temp";
    final LaneKey lane = Blocks.telemetry(id);

    FakeGatewayWire connect() {
      return new FakeGatewayWire(server.channel(id));
    }

    FakeGatewayWire enter() throws Exception {
      var gateway = connect();
      gateway.hello(lane);
      gateway.model(building, point);
      return gateway;
    }

    long stored() throws Exception {
      var reader = new HistoryReader(Backend.store(), fleet, InstantSource.system());
      return reader
          .read(point, 0, Blocks.START_US + 10_000_000_000L)
          .orElseThrow()
          .samples()
          .size();
    }
  }

  static Command.Order order(Site site, String id) {
    return new Command.Order(
        id, site.id, site.point, new PointValue.Num(21.5), 9, "test", "because", 60_000);
  }
}
