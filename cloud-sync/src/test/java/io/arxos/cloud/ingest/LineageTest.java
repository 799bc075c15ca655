package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Await;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.live.LiveSample;
import io.arxos.edge.v1.SyncResponse;
import io.grpc.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whose stream it is: restarts, clones, cards that were put back, and what is shown of a gateway
/// that has a backlog.
@Timeout(180)
final class LineageTest extends IngestFixture {
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
  void gatewayHearsWhatIsWatchedAndWhatItTellsIsShownAndNotStored() throws Exception {
    var site = new Site();
    var shown = new java.util.concurrent.ConcurrentLinkedQueue<LiveSample>();
    ingest.audience(
        new Audience() {
          @Override
          public long version() {
            return 1;
          }

          @Override
          public Map<String, Watched> of(Collection<String> gateways) {
            return Map.of(site.id, new Watched(false, List.of(site.point)));
          }

          @Override
          public void show(String gateway, String building, List<LiveSample> values) {
            if (gateway.equals(site.id)) {
              shown.addAll(values);
            }
          }
        });
    var gateway = site.enter();
    var interest = gateway.await("Interest", SyncResponse::hasInterest).getInterest();
    assertEquals(List.of(site.point), interest.getPointsList());
    gateway.live(site.point, 21.5);
    gateway.live("elsewhere/room/temp", 1);
    gateway.samples(site.lane, site.point, 1, 3);
    gateway.awaitAck(3);
    assertEquals(1, shown.size(), "a gateway speaks of its own building alone");
    assertEquals(new PointValue.Num(21.5), shown.element().value());
    assertEquals(3, site.stored(), "a latest value is no sample");
    ingest.audience(Audience.NOBODY);
  }
}
