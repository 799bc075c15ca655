package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
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
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CommitterTest {
  private static final BlockLog.Identity LOG = new BlockLog.Identity("cluster", "topic");
  private static final Instant NOW = Instant.ofEpochSecond(Blocks.START_US / 1_000_000 + 3_600);
  private static final String POINT = "house/room/temp";

  private final LaneKey lane = Blocks.telemetry("gw");
  private Store store;
  private Committer committer;
  private long place;

  @BeforeEach
  void open() throws SQLException {
    store = Backend.freshStore();
    committer = new Committer(new PostgresLedger(store), InstantSource.fixed(NOW));
  }

  @AfterEach
  void everythingIsWhole() throws SQLException {
    try (var used = store) {
      assertTrue(used == store);
      assertEquals(0, audit(), this::report);
    }
  }

  @Test
  void storesDenseBlocksInOneRow() throws Exception {
    var intake = take(samples(1, 10), samples(11, 20), samples(21, 21));
    assertEquals(21, intake.samples());
    assertEquals(22, next());
    assertEquals(1, count("select count(*) from block"));
    assertEquals(21, count("select seq from point_latest where point = '" + POINT + "'"));
  }

  @Test
  void aRepeatChangesNothing() throws Exception {
    take(samples(1, 10));
    var again = take(samples(1, 10), samples(3, 5));
    assertEquals(2, again.repeats());
    assertEquals(0, again.samples());
    assertEquals(11, next());
  }

  @Test
  void ofABlockThatIsPartlyThereOnlyTheRestCounts() throws Exception {
    take(samples(1, 10));
    assertEquals(5, take(samples(6, 15)).samples());
    assertEquals(16, next());
    // In one transaction, too, where both end up in one row.
    assertEquals(10, take(samples(16, 20), samples(18, 25)).samples());
    assertEquals(26, next());
  }

  @Test
  void whatStandsBehindAGapIsRefusedAndThePlaceGoesOn() throws Exception {
    var intake = take(samples(1, 10), samples(12, 20), samples(11, 11));
    assertEquals(1, intake.refused());
    assertEquals(12, next());
    assertEquals(3, count("select next_offset from log_position"));
  }

  @Test
  void aLossEntersTheLedgerAndTheLaneGoesOn() throws Exception {
    take(samples(1, 10), loss(11, 14, "evicted"), samples(15, 20), loss(15, 30, "evicted"));
    assertEquals(31, next());
    assertEquals(2, count("select count(*) from block"));
    assertEquals(14, count("select sum(last - first + 1) from loss"));
  }

  @Test
  void theLossLedgerOnlyGrows() throws Exception {
    take(loss(1, 3, "evicted"));
    for (var crime : List.of("delete from loss", "update loss set last = 4")) {
      var refused = assertThrows(SQLException.class, () -> execute(crime));
      assertTrue(String.valueOf(refused.getMessage()).contains("only grows"));
    }
  }

  @Test
  void anUnreadableBlockIsKeptAsideAndListedAsLost() throws Exception {
    var block = Blocks.samples(lane, POINT, 1, 5);
    take(new Incoming.Parked(block, "no sense"), samples(6, 7));
    assertEquals(8, next());
    assertEquals(1, count("select count(*) from parked"));
    assertEquals(5, count("select sum(last - first + 1) from loss"));
  }

  @Test
  void somebodyElsesPlaceFencesTheBatch() throws Exception {
    take(samples(1, 10));
    var fenced = committer.commit(LOG, new TreeMap<>(Map.of(0, 0L)), entries(0, samples(11, 20)));
    assertInstanceOf(Committer.Result.Fenced.class, fenced);
    assertEquals(11, next());
  }

  @Test
  void aPlaceThatTheStoreDoesNotKnowFencesTheBatch() throws Exception {
    var fenced = committer.commit(LOG, new TreeMap<>(Map.of(3, 7L)), entries(7, samples(1, 2)));
    assertInstanceOf(Committer.Result.Fenced.class, fenced);
    assertEquals(0, count("select count(*) from block"));
  }

  @Test
  void theLatestSampleMovesOnlyForward() throws Exception {
    take(loss(1, 99, "evicted"), samples(100, 110));
    assertEquals(110, count("select seq from point_latest"));
    // An older incarnation of the gateway is uploaded late.
    var older = Blocks.telemetry("gw");
    var late = Blocks.samples(older, POINT, 1, 5);
    take(new Incoming.Samples(late, BlockCodec.decode(late.content())));
    assertEquals(110, count("select seq from point_latest"));
  }

  @Test
  void aGatewayWhoseClockWasAheadDoesNotKeepItsRightSamplesOut() throws Exception {
    long tomorrow = Blocks.START_US + 86_400_000_000L;
    take(one(1, tomorrow));
    assertEquals(NOW.getEpochSecond(), count("select complete_us / 1000000 from cursor"));
    var afterwards = Blocks.START_US + 3_601_000_000L;
    take(one(2, afterwards));
    assertEquals(afterwards, count("select time_us from point_latest"));
  }

  @Test
  void aRowSpansNoStepOfTheClockBack() throws Exception {
    take(one(1, Blocks.START_US + 3_000_000_000L), one(2, Blocks.START_US));
    assertEquals(2, count("select count(*) from block"));
  }

  private Incoming.Samples one(long sequence, long timeUs) {
    var columns = new Columns();
    columns.addNumber(new Columns.Stamp(POINT, timeUs, sequence, 1, ""), sequence);
    var place = new LoggedBlock.Place(lane, sequence, sequence);
    return new Incoming.Samples(
        LoggedBlock.samples(place, BlockCodec.encode(sequence, columns), 0), columns);
  }

  @Test
  void aTextThatTheStoreCannotHoldDoesNotStopTheLane() throws Exception {
    var columns = new Columns();
    columns.addText(new Columns.Stamp(POINT, Blocks.START_US, 0, 1, "a\0b"), "x\0y");
    var payload = BlockCodec.encode(1, columns);
    var block = LoggedBlock.samples(new LoggedBlock.Place(lane, 1, 1), payload, 0);
    take(new Incoming.Samples(block, columns));
    assertEquals(2, next());
  }

  @Test
  void wrongClocksNeedNoPartitionOfTheirOwn() throws Exception {
    var columns = new Columns();
    columns.addNumber(new Columns.Stamp(POINT, 0, 0, 1, ""), 1);
    columns.addNumber(new Columns.Stamp(POINT, 4_000_000_000_000_000L, 1, 1, ""), 2);
    var payload = BlockCodec.encode(1, columns);
    var block = LoggedBlock.samples(new LoggedBlock.Place(lane, 1, 2), payload, 0);
    take(new Incoming.Samples(block, columns));
    assertEquals(1, count("select count(*) from block_other_days"));
  }

  @Test
  void manyShortRowsBecomeFewLongOnesWithTheSameSamples() throws Exception {
    for (long first = 1; first <= 700; first += 5) {
      take(samples(first, first + 4));
    }
    take(loss(701, 710, "evicted"));
    for (long first = 711; first <= 1500; first += 10) {
      take(samples(first, first + 9));
    }
    long afterwards = Blocks.START_US + 3_600_000_000L;
    assertEquals(0, new Packer(store).work(Blocks.START_US), "too young");
    assertEquals(140 + 79, new Packer(store).work(afterwards));
    assertEquals(2, count("select count(*) from block"));
    assertEquals(1490, count("select sum(last - first + 1) from block"));
    assertEquals(0, audit(), this::report);
    assertEquals(0, new Packer(store).work(afterwards));
  }

  // Otherwise they would be written anew for ever.
  @Test
  void rowsThatCannotBecomeFewerAreLeftAlone() throws Exception {
    for (long sequence = 1; sequence <= 150; sequence++) {
      take(one(sequence, Blocks.START_US + sequence * 120_000_000L));
    }
    assertEquals(150, count("select count(*) from block"));
    assertEquals(0, new Packer(store).work(Blocks.START_US + 86_400_000_000L));
  }

  @Test
  void aRowSpansNoSilence() throws Exception {
    var columns = new Columns();
    columns.addNumber(new Columns.Stamp(POINT, Blocks.START_US + 500_000_000L, 0, 1, ""), 1);
    var block =
        LoggedBlock.samples(new LoggedBlock.Place(lane, 6, 6), BlockCodec.encode(6, columns), 0);
    take(samples(1, 5), new Incoming.Samples(block, columns));
    assertEquals(2, count("select count(*) from block"));
  }

  // ---- the audit finds what is not whole; each of these repairs it again ----

  @Test
  void theAuditFindsAMissingRow() throws Exception {
    take(samples(1, 10), loss(11, 11, "x"), samples(12, 20));
    execute("create table kept as select * from block where first = 12");
    execute("delete from block where first = 12");
    assertFound("missing 12 to 20");
    execute("insert into block select * from kept");
  }

  @Test
  void theAuditFindsASampleStoredTwice() throws Exception {
    take(samples(1, 10), samples(11, 20));
    execute(
        "insert into block select day, gateway, incarnation, lane, 6, last, from_us, to_us, points,"
            + " payload from block");
    assertFound("repeated 6 to 20");
    execute("delete from block where first = 6");
  }

  @Test
  void theAuditFindsDamagedBytesAndAWrongCursor() throws Exception {
    take(samples(1, 10));
    execute("update block set payload = set_byte(payload, 20, 255 - get_byte(payload, 20))");
    assertFound("unreadable 1 to 10");
    execute("update block set payload = set_byte(payload, 20, 255 - get_byte(payload, 20))");
    execute("update cursor set next = 9");
    assertFound("beyond-cursor 9 to 10");
    execute("update cursor set next = 12");
    assertFound("missing 11 to 11");
    execute("update cursor set next = 11");
  }

  @Test
  void aRowStoredTwiceIsRefusedByTheStore() throws Exception {
    take(samples(1, 10));
    var refused =
        assertThrows(SQLException.class, () -> execute("insert into block select * from block"));
    assertEquals("23505", refused.getSQLState());
  }

  private void assertFound(String what) throws SQLException {
    assertEquals(3, audit(), this::report);
    assertTrue(report().contains(what), this::report);
  }

  private int audit() throws SQLException {
    return Audit.run(store, new PrintStream(new ByteArrayOutputStream()), true);
  }

  private String report() {
    var bytes = new ByteArrayOutputStream();
    try {
      Audit.run(store, new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
    } catch (SQLException e) {
      return e.toString();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Incoming samples(long first, long last) {
    try {
      var block = Blocks.samples(lane, POINT, first, last);
      return new Incoming.Samples(block, BlockCodec.decode(block.content()));
    } catch (BadBlock e) {
      throw new AssertionError(e);
    }
  }

  private Incoming loss(long first, long last, String reason) {
    return new Incoming.Loss(Blocks.gap(lane, first, last, reason));
  }

  private Intake take(Incoming... incoming) throws SQLException {
    var result = committer.commit(LOG, new TreeMap<>(Map.of(0, place)), entries(place, incoming));
    var done = assertInstanceOf(Committer.Result.Done.class, result);
    place = done.places().getOrDefault(0, -1L);
    return done.intake();
  }

  private static List<Committer.Entry> entries(long from, Incoming... incoming) {
    var entries = new ArrayList<Committer.Entry>();
    for (int i = 0; i < incoming.length; i++) {
      entries.add(new Committer.Entry(0, from + i, Optional.of(1), incoming[i]));
    }
    return entries;
  }

  private long next() throws SQLException {
    return count("select max(next) from cursor where gateway = 'gw'");
  }

  private long count(String text) throws SQLException {
    return store.inTransaction(db -> {
      try (var sql = db.createStatement();
          var rows = sql.executeQuery(text)) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }

  private void execute(String text) throws SQLException {
    store.inTransaction(db -> {
      try (var sql = db.createStatement()) {
        return sql.execute(text);
      }
    });
  }
}
