package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Await;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.log.LaneKey;
import io.arxos.edge.v1.CommandResult;
import io.arxos.edge.v1.CommandState;
import io.arxos.edge.v1.SyncRequest;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// From a gateway's stream to the store and back, over a real log and a real store.
@Timeout(180)
final class IngestTest extends IngestFixture {
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
}
