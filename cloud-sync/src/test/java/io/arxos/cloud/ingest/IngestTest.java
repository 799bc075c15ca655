package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Await;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.fleet.StoredLineage;
import io.arxos.cloud.history.Audit;
import io.arxos.cloud.history.History;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.history.PostgresLedger;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.time.Clock;
import io.arxos.edge.v1.CommandResult;
import io.arxos.edge.v1.CommandState;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// From a gateway's stream to the store and back, over a real log and a real store.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngestTest {
  private final Fleet fleet = new Fleet(Backend.store());
  private final StoredLineage lineage = new StoredLineage(Backend.store());
  private SyncServer server;
  private Ingest ingest;
  private History history;

  @BeforeAll
  void start() throws Exception {
    var registry = new SimpleMeterRegistry();
    var ledger = new PostgresLedger(Backend.store());
    ingest =
        new Ingest(
            new Ingest.Backing(ledger, Backend.log(), fleet, lineage), registry, Clock.SYSTEM);
    history = new History(ledger, Backend.log(), "ingest-test", registry, Clock.SYSTEM);
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
  private final class Site {
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

  @Test
  void whatIsAcknowledgedIsStoredOnce() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    gateway.samples(site.lane, site.point, 1, 100);
    gateway.samples(site.lane, site.point, 101, 150);
    gateway.samples(site.lane, site.point, 101, 150);
    gateway.awaitAck(150);
    assertEquals(150, site.stored());
    gateway.samples(site.lane, site.point, 140, 160);
    gateway.awaitAck(160);
    assertEquals(160, site.stored());
    assertEquals(0, gateway.nacks());
  }

  @Test
  void theNextSessionGoesOnWhereTheStoreStands() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    gateway.samples(site.lane, site.point, 1, 10);
    gateway.awaitAck(10);
    gateway.leave();
    var again = site.connect();
    var welcome = again.hello(site.lane);
    var position =
        welcome.getPositionsList().stream()
            .filter(p -> p.getLaneValue() == LaneKey.TELEMETRY)
            .findFirst()
            .orElseThrow();
    assertEquals(11, position.getNextExpected());
    assertEquals(10, position.getSafe());
    assertEquals(2, welcome.getSession());
    assertTrue(welcome.getSafeIsCommitted());
  }

  @Test
  void severalBlocksInOneMessageAreOneRecordAndStoredOnce() throws Exception {
    var site = new Site();
    var gateway = site.connect();
    assertEquals(Session.BLOCKS_PER_MESSAGE, gateway.hello(site.lane).getBlocksPerMessage());
    gateway.model(site.building, site.point);
    gateway.several(site.lane, site.point, 1, 7);
    gateway.several(site.lane, site.point, 61, 3);
    gateway.awaitAck(90);
    assertEquals(90, site.stored());
    assertEquals(0, gateway.nacks());
  }

  @Test
  void whatIsBeforeADamagedBlockOfAMessageIsTaken() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    var payloads = new ArrayList<>(Blocks.payloads(site.point, 1, 5));
    payloads.get(2)[20] ^= 1;
    gateway.send(gateway.message(site.lane, 1, 5, payloads));
    var nack = gateway.await("Nack", SyncResponse::hasNack).getNack();
    assertEquals(21, nack.getNext());
    assertTrue(nack.getReason().contains("damaged"), nack.getReason());
    gateway.awaitAck(20);
    assertEquals(20, site.stored());
    gateway.several(site.lane, site.point, 21, 3);
    gateway.awaitAck(50);
  }

  @Test
  void messageWithAHoleBetweenItsBlocksBreaksTheRules() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    var payloads = new ArrayList<>(Blocks.payloads(site.point, 1, 3));
    payloads.remove(1);
    gateway.send(gateway.message(site.lane, 1, 3, payloads));
    assertTrue(String.valueOf(gateway.awaitEnd().getDescription()).contains("is said to hold"));
    var short1 = site.enter();
    short1.send(short1.message(site.lane, 1, 3, Blocks.payloads(site.point, 1, 2)));
    assertTrue(String.valueOf(short1.awaitEnd().getDescription()).contains("is said to hold"));
  }

  @Test
  void blockOfAnUnknownVersionWithinAStreamIsRefusedAndNeverListedAsLost() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    gateway.block(site.lane, 1, 10, Blocks.ofVersion(9, Blocks.payload(site.point, 1, 10)));
    var later =
        gateway.await(
            "later", said -> said.hasWelcome() && said.getWelcome().getRetryAfterMs() > 0);
    assertTrue(later.getWelcome().getRetryReason().contains("version 9"));
    assertEquals(Status.Code.UNAVAILABLE, gateway.awaitEnd().getCode());
    assertEquals(0, gateway.nacks());
    var again = site.enter();
    again.samples(site.lane, site.point, 1, 10);
    again.awaitAck(10);
    assertEquals(10, site.stored());
  }

  @Test
  void behindAGapIsRefusedWithTheNextExpected() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    gateway.samples(site.lane, site.point, 1, 10);
    gateway.samples(site.lane, site.point, 21, 30);
    var nack = gateway.await("Nack", SyncResponse::hasNack).getNack();
    assertEquals(11, nack.getNext());
    gateway.samples(site.lane, site.point, 11, 30);
    gateway.awaitAck(30);
    assertEquals(30, site.stored());
  }

  @Test
  void aGapRecordEntersTheLedger() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    gateway.gap(site.lane, 1, 50, "evicted");
    gateway.samples(site.lane, site.point, 51, 60);
    gateway.awaitAck(60);
    assertEquals(10, site.stored());
  }

  @Test
  void aDamagedBlockIsAnsweredAndTheStreamGoesOn() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    var payload = Blocks.payload(site.point, 1, 10);
    payload[payload.length / 2] ^= 4;
    gateway.block(site.lane, 1, 10, payload);
    var nack = gateway.await("Nack", SyncResponse::hasNack).getNack();
    assertEquals(1, nack.getNext());
    assertTrue(nack.getReason().contains("damaged"), nack.getReason());
    gateway.samples(site.lane, site.point, 1, 10);
    gateway.awaitAck(10);
  }

  @Test
  void blocksBeforeTheFirstModelHaveToComeAgain() throws Exception {
    var site = new Site();
    var gateway = site.connect();
    assertTrue(gateway.hello(site.lane).getSendModel());
    gateway.samples(site.lane, site.point, 1, 10);
    assertTrue(
        gateway.await("Nack", SyncResponse::hasNack).getNack().getReason().contains("model"));
    gateway.model(site.building, site.point);
    gateway.samples(site.lane, site.point, 1, 10);
    gateway.awaitAck(10);
  }

  @Test
  void theSameCardStartedAgainEndsItsOldSessionAndAnotherCardDoesNot() throws Exception {
    var site = new Site();
    var old = site.enter();
    var newer = Blocks.telemetry(site.id);
    var restarted = site.connect();
    restarted.hello(site.lane, newer);
    assertEquals(Status.Code.ABORTED, old.awaitEnd().getCode());
    // Another machine with the same identity, which has never heard of these incarnations.
    var clone = site.connect();
    clone.hello(Blocks.telemetry(site.id));
    restarted.samples(newer, site.point, 1, 5);
    restarted.awaitAck(5);
    assertTrue(restarted.live() && clone.live());
    assertTrue(ingest.route().send(order(site, "to-a-clone")).contains("Two machines"));
  }

  @Test
  void ofTwoMachinesWithOneIdentityThePersonsChoiceStaysAndTheOtherIsRefused() throws Exception {
    var site = new Site();
    var one = site.enter();
    var otherLane = Blocks.telemetry(site.id);
    var other = site.connect();
    other.hello(otherLane);
    assertEquals(0, notices(site).size(), "not before the first one answers");
    one.status();
    Await.until("both are told of", () -> notices(site).size() == 2);
    one.samples(site.lane, site.point, 1, 10);
    other.model(site.building, site.point);
    other.samples(otherLane, site.point, 1, 20);
    one.awaitAck(10);
    other.awaitAck(20);
    // One leaves: the gateway is not gone, and still nobody is commanded.
    other.leave();
    Await.until("commands are refused", () -> !ingest.route().send(order(site, "x")).isEmpty());
    assertTrue(fleet.gateway(site.id).orElseThrow().connected());
    var again = site.connect();
    again.hello(otherLane);
    assertEquals(0, lineage.keep(site.id, "no such", "test", 1));
    assertEquals(1, lineage.keep(site.id, site.lane.incarnation().toString(), "test", 1));
    var said = again.await("refused", r -> r.hasWelcome() && r.getWelcome().getRetryAfterMs() > 0);
    assertTrue(said.getWelcome().getRetryReason().contains("another machine"));
    Await.until("the other is commanded", () -> ingest.route().send(order(site, "y")).isEmpty());
    assertTrue(one.live());
    assertEquals(0, notices(site).size());
    // Its next start is refused at once, and the chosen one's is not.
    var child = Blocks.telemetry(site.id);
    assertTrue(site.connect().helloOf(child, otherLane).getRetryAfterMs() > 0);
    var restarted = site.connect();
    assertEquals(0, restarted.helloOf(Blocks.telemetry(site.id), site.lane).getRetryAfterMs());
    restarted.leave();
    Await.until("it has left", () -> !fleet.gateway(site.id).orElseThrow().connected());
  }

  @Test
  void cardThatWasPutBackIsToldOfAndADiskThatLostWhatItHadSyncedToo() throws Exception {
    var site = new Site();
    var first = site.enter();
    first.samples(site.lane, site.point, 1, 10);
    first.awaitAck(10);
    first.leave();
    var second = Blocks.telemetry(site.id);
    var honest = site.connect();
    honest.helloOf(second, site.lane, 10);
    honest.samples(second, site.point, 1, 10);
    honest.awaitAck(10);
    honest.leave();
    assertEquals(0, notices(site).size(), "the control: an ordinary restart");
    // The card of before the second start, at a time when it had 4 samples.
    site.connect().helloOf(Blocks.telemetry(site.id), site.lane, 4);
    Await.until("it is told of", () -> notices(site).size() == 1);
    assertEquals(Notice.Kind.ROLLED_BACK, notices(site).getFirst().kind());
    var liar = new Site();
    var synced = liar.enter();
    synced.samples(liar.lane, liar.point, 1, 10);
    synced.awaitAck(10);
    synced.leave();
    liar.connect().helloOf(Blocks.telemetry(liar.id), liar.lane, 7);
    var notice = notices(liar).getFirst();
    assertEquals(Notice.Kind.DISK_LOST_DATA, notice.kind());
    assertTrue(notice.detail().contains("has 3 samples"), notice.detail());
    assertEquals(10, liar.stored(), "what is here stays");
    assertEquals(1, lineage.seen(liar.id, "test", 1));
    liar.connect().helloOf(Blocks.telemetry(liar.id), liar.lane, 7);
    Await.until("again", () -> notices(liar).size() == 1);
  }

  @Test
  void startThatIsWholeIsClosedAndAcceptsNothingMore() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    gateway.samples(site.lane, site.point, 1, 10);
    gateway.awaitAck(10);
    var later = site.connect();
    later.helloOf(Blocks.telemetry(site.id), site.lane, 20);
    assertFalse(closed(site), "ten more are to come");
    later.samples(site.lane, site.point, 11, 20);
    later.awaitAck(20);
    Await.until("it is closed", () -> closed(site));
    later.samples(site.lane, site.point, 11, 20); // a repeat is harmless
    later.samples(site.lane, site.point, 21, 30);
    assertTrue(String.valueOf(later.awaitEnd().getDescription()).contains("is closed"));
    assertEquals(20, site.stored());
  }

  private static boolean closed(Site site) throws Exception {
    return Backend.store()
        .inTransaction(db -> {
          try (var sql =
              db.prepareStatement("select closed_us from incarnation where incarnation = ?")) {
            sql.setBytes(1, site.lane.incarnation().bytes());
            try (var rows = sql.executeQuery()) {
              return rows.next() && rows.getLong(1) > 0;
            }
          }
        });
  }

  private List<Notice> notices(Site site) throws Exception {
    return lineage.notices().stream().filter(one -> one.gateway().equals(site.id)).toList();
  }

  @Test
  void aNewerCodecIsAskedToWait() throws Exception {
    var site = new Site();
    var gateway = site.connect();
    var welcome = gateway.hello(99, site.lane);
    assertTrue(welcome.getRetryAfterMs() > 0);
    assertEquals(Status.Code.UNAVAILABLE, gateway.awaitEnd().getCode());
  }

  @Test
  void rulesThatAreBrokenEndTheStreamWithTheReason() throws Exception {
    var site = new Site();
    var stranger = site.enter();
    stranger.samples(Blocks.telemetry(site.id), site.point, 1, 2);
    assertTrue(String.valueOf(stranger.awaitEnd().getDescription()).contains("unannounced"));
    var liar = site.enter();
    liar.block(site.lane, 1, 9, Blocks.payload(site.point, 1, 8));
    assertTrue(String.valueOf(liar.awaitEnd().getDescription()).contains("is said to hold"));
    var moved = site.enter();
    moved.model("elsewhere");
    assertTrue(String.valueOf(moved.awaitEnd().getDescription()).contains("another building"));
  }

  @Test
  void aRestoredStoreEndsEveryStream() throws Exception {
    var site = new Site();
    var gateway = site.enter();
    Backend.store()
        .inTransaction(db -> {
          try (var sql = db.createStatement()) {
            return sql.execute("update meta set value = value + 1 where name = 'db_generation'");
          }
        });
    assertTrue(String.valueOf(gateway.awaitEnd().getDescription()).contains("restored"));
    Await.until(
        "it is not there any more", () -> !fleet.gateway(site.id).orElseThrow().connected());
    var again = site.connect();
    again.hello(site.lane);
    again.samples(site.lane, site.point, 1, 3);
    again.awaitAck(3);
  }

  @Test
  void anOrderGoesDownAndItsResultsComeBack() throws Exception {
    var site = new Site();
    assertTrue(ingest.route().send(order(site, "nobody-there")).contains("is not connected"));
    var gateway = site.enter();
    var order = order(site, UUID.randomUUID().toString());
    assertTrue(fleet.commands().create(order, 1));
    assertFalse(fleet.commands().create(order, 1), "a repeated id");
    assertEquals("", ingest.route().send(order));
    var command = gateway.await("the order", SyncResponse::hasCommand).getCommand();
    assertEquals(21.5, command.getValue().getNumber());
    for (var state :
        new CommandState[] {
          CommandState.COMMAND_STATE_ACCEPTED, CommandState.COMMAND_STATE_VERIFIED
        }) {
      gateway.send(
          SyncRequest.newBuilder()
              .setCommandResult(
                  CommandResult.newBuilder().setId(order.id()).setState(state).setTimeUs(2))
              .build());
    }
    Await.until(
        "verified",
        () -> fleet.commands().get(order.id()).orElseThrow().state() == Command.State.VERIFIED);
    assertEquals(3, fleet.commands().get(order.id()).orElseThrow().steps().size());
    gateway.leave();
    Await.until("it has left", () -> !fleet.gateway(site.id).orElseThrow().connected());
  }

  private static Command.Order order(Site site, String id) {
    return new Command.Order(
        id, site.id, site.point, new PointValue.Num(21.5), 9, "test", "because", 60_000);
  }
}
