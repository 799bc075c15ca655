package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.BlockCodec;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.SiteWire;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.cloud.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class HistoryReaderTest {
  private static final String POINT = "house/room/temp";
  private static final long HOUR_US = 3_600_000_000L;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond((Blocks.START_US + 3 * HOUR_US) / 1_000_000));

  private LaneKey lane = Blocks.telemetry("house-1");
  private Store store;
  private Fleet fleet;
  private HistoryReader reader;

  @BeforeEach
  void open() throws Exception {
    store = Backend.freshStore();
    fleet = new Fleet(store);
    reader = new HistoryReader(store, fleet, CLOCK);
    SiteWire.makeKnown(fleet, "house", Blocks.START_US);
    // One sample a second; then nothing for an hour; then some again.
    store(1, 600);
    store(1 + 3_600, 600 + 3_600);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aSpanThatEndsInAGapDoesNotCallItOpenWhenMoreCameLater() throws Exception {
    var gaps = gaps(0, HOUR_US / 2);
    assertEquals(1, gaps.size());
    assertFalse(gaps.getFirst().open());
    assertTrue(gaps(0, 2 * HOUR_US).getLast().open());
  }

  @Test
  void theStateOfAnotherGatewayExplainsNothing() throws Exception {
    fleet.beginSession("house-0", new byte[16], Blocks.START_US);
    fleet.model("house-0", SiteWire.model("house"), Blocks.START_US);
    fleet.allDisconnected(Blocks.START_US);
    fleet.beginSession("house-1", lane.incarnation().bytes(), Blocks.START_US);
    assertEquals("nothing was reported", gaps(0, 3 * HOUR_US).getLast().reason());
  }

  @Test
  void aGatewayIsCompleteButForTheTimeInWhichNothingCame() throws Exception {
    var gateway = fleet.gateway("house-1").orElseThrow();
    long end = Blocks.START_US + 4_200_000_000L;
    var share = new Completeness(store).of(gateway, second(1), end);
    assertEquals(
        List.of(second(600) + " to " + second(3_601) + ": nothing was reported"),
        share.gaps().stream()
            .map(g -> g.fromUs() + " to " + g.toUs() + ": " + g.reason())
            .toList());
    assertEquals(1 - 3_001.0 / 4_199, share.share(), 1e-9);
  }

  // A restart within the minute, or a past of its own incarnation, is no gap.
  @Test
  void anotherIncarnationThatGoesOnAtOnceLeavesNoGap() throws Exception {
    lane = Blocks.telemetry("house-1");
    next = 1;
    store(601, 3_600);
    var gateway = fleet.gateway("house-1").orElseThrow();
    long end = Blocks.START_US + 4_200_000_000L;
    assertEquals(List.of(), new Completeness(store).of(gateway, second(1), end).gaps());
    assertEquals(List.of(), gaps(0, 4_200_000_000L));
  }

  @Test
  void anExportHasEverySampleOfTheSpanInOrder() throws Exception {
    var out = new ByteArrayOutputStream();
    var span = new Export.Span(second(599), second(3_603));
    assertEquals(0, Export.run(reader, POINT, span, new PrintStream(out)));
    var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(4, lines.size());
    assertTrue(lines.getFirst().contains("\"seq\":599,"), lines.getFirst());
    assertTrue(lines.getLast().contains("\"seq\":602,"), lines.getLast());
    assertEquals(4, Export.run(reader, "house/room/none", span, new PrintStream(out)));
  }

  private static long second(long second) {
    return Blocks.START_US + second * 1_000_000;
  }

  private List<Gap> gaps(long fromUs, long toUs) throws SQLException {
    return reader
        .read(POINT, Blocks.START_US + 1_000_000 + fromUs, Blocks.START_US + toUs)
        .orElseThrow()
        .gaps();
  }

  private long next = 1;
  private long offset;

  /// Samples of these seconds.
  private void store(int fromSecond, int toSecond) throws Exception {
    var entries = new ArrayList<Committer.Entry>();
    for (int from = fromSecond; from <= toSecond; from += 300) {
      var columns = BlockCodec.decode(Blocks.payload(POINT, from, from + 299));
      var place = new LoggedBlock.Place(lane, next, next + 299);
      var block = LoggedBlock.samples(place, BlockCodec.encode(next, columns), 0);
      entries.add(
          new Committer.Entry(
              0,
              offset + entries.size(),
              java.util.Optional.empty(),
              new Incoming.Samples(block, columns)));
      next += 300;
    }
    var log = new BlockLog.Identity("cluster", "topic");
    var done =
        new Committer(new PostgresLedger(store), CLOCK)
            .commit(log, new TreeMap<>(Map.of(0, offset)), entries);
    assertTrue(done instanceof Committer.Result.Done);
    offset += entries.size();
  }
}
