package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Await;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.backup.BackupFolder;
import io.arxos.cloud.backup.Backups;
import io.arxos.cloud.backup.Counted;
import io.arxos.cloud.backup.Restore;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.fleet.StoredLineage;
import io.arxos.cloud.history.Audit;
import io.arxos.cloud.history.History;
import io.arxos.cloud.history.PostgresLedger;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.EmbeddedKafka;
import io.arxos.cloud.log.KafkaLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.store.Store;
import io.arxos.cloud.time.Clock;
import io.arxos.edge.v1.Welcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The store is lost and restored from a backup; the log and the gateway bring the rest, each once.
@Timeout(240)
final class RestoreWayTest {
  @TempDir Path temporary;

  private final String building = "b-" + UUID.randomUUID();
  private final String id = "gw-" + building;
  private final String point = building + "/room/temp";
  private final LaneKey lane = Blocks.telemetry(id);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private BackupFolder folder;
  private EmbeddedKafka kafka;
  private BlockLog log;

  @BeforeEach
  void aLogOfItsOwn() throws Exception {
    folder = new BackupFolder(temporary.resolve("backups"));
    kafka = EmbeddedKafka.start(temporary.resolve("first"));
    log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1));
  }

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    ((AutoCloseable) log).close();
    kafka.close();
  }

  /// The cloud from stream to store.
  private final class Inflow implements AutoCloseable {
    private final Store store;
    private final Ingest ingest;
    private final History history;
    private final SyncServer server;

    Inflow(Store store) throws Exception {
      this.store = store;
      var registry = new SimpleMeterRegistry();
      var ledger = new PostgresLedger(store);
      ingest =
          new Ingest(
              new Ingest.Backing(ledger, log, new Fleet(store), new StoredLineage(store)),
              registry,
              Clock.SYSTEM);
      history = new History(ledger, log, "restore-test", registry, Clock.SYSTEM);
      server = new SyncServer(ingest.service());
      ingest.start();
      history.start();
    }

    FakeGatewayWire connect() {
      return new FakeGatewayWire(server.channel(id));
    }

    @Override
    public void close() {
      ingest.close();
      server.close();
      history.close();
    }
  }

  private void backUp(Store store) throws Exception {
    var plan = new Backups.Plan(folder, 3, "test");
    new Backups(store, plan, InstantSource.system()).take();
  }

  private Store restored() throws Exception {
    var into = Backend.emptyDatabase();
    new Restore(into, folder.newest().orElseThrow(), InstantSource.system()).run();
    var store = Store.connect(into);
    open.push(store);
    new Counted(store).every(3_600_000);
    return store;
  }

  /// Samples 1 to 20 are in the backup, 21 to 40 only in the store that is then lost.
  private void untilTheStoreIsLost() throws Exception {
    var first = Backend.freshStore();
    open.push(first);
    new Counted(first).every(3_600_000);
    try (var inflow = new Inflow(first)) {
      var gateway = inflow.connect();
      assertFalse(gateway.hello(lane).getSafeIsCommitted());
      gateway.model(building, point);
      gateway.samples(lane, point, 1, 20);
      gateway.awaitAck(20);
      backUp(first);
      // Nothing is on its way; the gateway hears of it all the same.
      gateway.await("safe 20", said -> said.hasAck() && said.getAck().getSafe() == 20);
      gateway.samples(lane, point, 21, 40);
      var ack =
          gateway.await("Ack 40", said -> said.hasAck() && said.getAck().getCommitted() == 40);
      assertEquals(20, ack.getAck().getSafe(), "21 to 40 may not be trimmed");
    }
  }

  private static long nextExpected(Welcome welcome) {
    return welcome.getPositionsList().stream()
        .filter(p -> p.getLaneValue() == LaneKey.TELEMETRY)
        .findFirst()
        .orElseThrow()
        .getNextExpected();
  }

  private void assertWhole(Store store, long samples) throws Exception {
    Await.until("all is stored", () -> Audit.find(store).samples() >= samples);
    assertEquals(new Audit.Finding(true, samples, 0, 0), Audit.find(store));
  }

  @Test
  void theLogIsReadAgainFromWhereTheBackupStands() throws Exception {
    untilTheStoreIsLost();
    var store = restored();
    assertEquals(20, Audit.find(store).samples());
    try (var inflow = new Inflow(store)) {
      assertWhole(inflow.store, 40);
      // The gateway comes late and sends again what it still has: each is stored once.
      var gateway = inflow.connect();
      var welcome = gateway.hello(lane);
      assertTrue(welcome.getSession() > 1_000_000, "far behind those that may have been given");
      assertEquals(41, nextExpected(welcome));
      gateway.samples(lane, point, 21, 45);
      gateway.awaitAck(45);
      assertWhole(inflow.store, 45);
    }
  }

  @Test
  void whatTheLogHasLostTooTheGatewaySendsAgain() throws Exception {
    untilTheStoreIsLost();
    loseTheLog();
    var store = restored();
    try (var inflow = new Inflow(store)) {
      var gateway = inflow.connect();
      assertEquals(21, nextExpected(gateway.hello(lane)));
      gateway.samples(lane, point, 21, 40);
      gateway.awaitAck(40);
      assertWhole(inflow.store, 40);
    }
  }

  // The control: had the gateway been told that what is committed is safe, it would have nothing to
  // send, and the samples would be lost.
  @Test
  void hadSafeBeenWhatIsCommittedTheSamplesWouldBeLost() throws Exception {
    untilTheStoreIsLost();
    loseTheLog();
    var store = restored();
    try (var inflow = new Inflow(store)) {
      var gateway = inflow.connect();
      long next = nextExpected(gateway.hello(lane));
      long trimmed = 40;
      assertTrue(next <= trimmed);
      gateway.gap(lane, next, trimmed, "trimmed");
      gateway.awaitAck(40);
      assertEquals(new Audit.Finding(true, 20, 20, 0), Audit.find(store));
    }
  }

  private void loseTheLog() throws Exception {
    ((AutoCloseable) log).close();
    kafka.close();
    kafka = EmbeddedKafka.start(temporary.resolve("second"));
    log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1));
  }
}
