package io.arxos.cloud.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Await;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.EmbeddedKafka;
import io.arxos.cloud.log.KafkaLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.cloud.store.Store;
import io.arxos.cloud.time.Clock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The consumer against a real log and a real store, with a store of its own per test.
@Timeout(240)
final class HistoryConsumerTest {
  private static final String BUILDING = "house";
  private static final String POINT = "house/room/temp";

  private final LaneKey lane = Blocks.telemetry("gw-" + UUID.randomUUID());
  private final String group = UUID.randomUUID().toString();
  private Store store;

  @BeforeEach
  void open() throws SQLException {
    store = Backend.freshStore();
  }

  @AfterEach
  void everythingIsWhole() throws SQLException {
    try (var used = store) {
      var bytes = new ByteArrayOutputStream();
      int code = Audit.run(used, new PrintStream(bytes), true);
      assertEquals(0, code, bytes::toString);
    }
  }

  @Test
  void duplicatesOnTheLogAreStoredOnce() throws Exception {
    append(Backend.log(), samples(1, 10), samples(1, 10), samples(11, 20), samples(5, 20));
    try (var consumer = consumer("a")) {
      until(consumer, 21);
    }
    assertEquals(20, stored());
  }

  @Test
  void aConsumerThatDiesWithinATransactionLeavesNothingAndTheNextTakesItOnce() throws Exception {
    append(Backend.log(), samples(1, 10));
    try (var consumer = consumer("a")) {
      until(consumer, 11);
      append(Backend.log(), samples(11, 20));
      // Hold the lane's cursor, so that the transaction stands still in its middle.
      try (var holder = store.dataSource().getConnection();
          var hold = holder.createStatement()) {
        hold.execute("select * from cursor for update");
        var working = CompletableFuture.supplyAsync(() -> workUntilItFails(consumer));
        Await.until("the transaction waits", () -> count(WAITING) == 1);
        count(KILL_WAITING);
        assertTrue(working.get(60, TimeUnit.SECONDS) instanceof SQLException);
        holder.rollback();
      }
    }
    assertEquals(10, stored());
    try (var consumer = consumer("a")) {
      until(consumer, 21);
    }
    assertEquals(20, stored());
  }

  private static final String WAITING =
      "select count(*) from pg_stat_activity where datname = current_database()"
          + " and wait_event_type = 'Lock'";
  private static final String KILL_WAITING =
      "select count(pg_terminate_backend(pid)) from pg_stat_activity"
          + " where datname = current_database() and wait_event_type = 'Lock'";

  private static Exception workUntilItFails(HistoryConsumer consumer) {
    try {
      while (consumer.work() >= 0) {
        Thread.onSpinWait();
      }
      throw new AssertionError("it goes on");
    } catch (Exception e) {
      return e;
    }
  }

  @Test
  void aZombieIsFencedAndGoesWhereTheStoreStands() throws Exception {
    append(Backend.log(), samples(1, 10));
    try (var zombie = consumer("a")) {
      until(zombie, 11);
      // Somebody else takes the next block.
      try (var other = consumer("b", group + "-other")) {
        append(Backend.log(), samples(11, 20));
        until(other, 21);
      }
      append(Backend.log(), samples(21, 30));
      until(zombie, 31);
    }
    assertEquals(30, stored());
  }

  // A cursor that stands too low is a fault of the store; what is stored must not become lost by
  // it.
  @Test
  void whatIsThereAlreadyIsNotCalledLost() throws Exception {
    append(Backend.log(), samples(1, 10));
    try (var consumer = consumer("a")) {
      until(consumer, 11);
      cursorTo(1);
      append(Backend.log(), samples(1, 10));
      var failure = (SQLException) workUntilItFails(consumer);
      assertEquals("23505", failure.getSQLState());
      assertEquals(0, count("select count(*) from loss") + count("select count(*) from parked"));
      cursorTo(11);
    }
    append(Backend.log(), samples(11, 20));
    try (var consumer = consumer("a")) {
      until(consumer, 21);
    }
    assertEquals(20, stored());
  }

  private void cursorTo(long next) throws SQLException {
    execute("update cursor set next = " + next + " where gateway = '" + lane.gateway() + "'");
  }

  @Test
  void aStoreThatWasRestoredRewindsTheLogByItself() throws Exception {
    append(Backend.log(), samples(1, 10), samples(11, 20));
    try (var consumer = consumer("a")) {
      until(consumer, 21);
      // As a backup from before knew it: nothing of this.
      execute("truncate block, cursor, log_position, point_latest");
      until(consumer, 21);
    }
    assertEquals(20, stored());
  }

  @Test
  void aStoredPositionBeyondTheEndOfTheLogGoesToItsEnd() throws Exception {
    append(Backend.log(), samples(1, 10));
    int partition = Backend.log().partitionOf(BUILDING);
    try (var consumer = consumer("a")) {
      until(consumer, 11);
    }
    // The log has lost its tail: the store stands at a place that the log does not have.
    execute("update log_position set next_offset = next_offset + 1000, leader_epoch = null");
    try (var consumer = consumer("a")) {
      Await.until(
          "the store stands at the log's end",
          () -> {
            consumer.work();
            long end = Backend.log().ends(Set.of(partition)).getOrDefault(partition, -1L);
            return count("select next_offset from log_position where partition = " + partition)
                == end;
          });
      append(Backend.log(), samples(11, 20));
      until(consumer, 21);
    }
    assertEquals(20, stored());
  }

  @Test
  void aReplacedLogIsReadFromItsBeginning(@TempDir Path first, @TempDir Path second)
      throws Exception {
    try (var kafka = EmbeddedKafka.start(first);
        var log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1));
        var consumer = consumer(log, new HistoryConsumer.Membership(group, "a"))) {
      append(log, samples(1, 10), samples(11, 20));
      until(consumer, 21);
    }
    // What the old log still held and the store did not is sent again by the gateway.
    try (var kafka = EmbeddedKafka.start(second);
        var log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1));
        var consumer = consumer(log, new HistoryConsumer.Membership(group, "a"))) {
      append(log, samples(11, 20), samples(21, 30));
      until(consumer, 31);
    }
    assertEquals(30, stored());
    assertEquals(8, count("select count(*) from log_position"));
  }

  @Test
  void aLogThatLostItsTailAndHasGrownAgainIsReadFromWhereItDiffers(@TempDir Path data)
      throws Exception {
    try (var kafka = EmbeddedKafka.start(data);
        var log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1));
        var consumer = consumer(log, new HistoryConsumer.Membership(group, "a"))) {
      append(log, samples(1, 10), samples(11, 20));
      until(consumer, 21);
    }
    // The store had read two records more, which the log has lost; others stand in their place.
    execute("update log_position set next_offset = next_offset + 2 where next_offset > 0");
    try (var kafka = EmbeddedKafka.start(data);
        var log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1))) {
      append(log, samples(21, 30), samples(31, 40), samples(41, 50));
      try (var consumer = consumer(log, new HistoryConsumer.Membership(group, "a"))) {
        until(consumer, 51);
      }
    }
    assertEquals(50, stored());
  }

  @Test
  void theEmbeddedLogKeepsWhatItHadAndIsTheSameLog(@TempDir Path data) throws Exception {
    BlockLog.Identity before;
    try (var kafka = EmbeddedKafka.start(data);
        var log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1))) {
      append(log, samples(1, 10));
      before = log.identity();
    }
    try (var kafka = EmbeddedKafka.start(data);
        var log = KafkaLog.open(new KafkaLog.Settings(kafka.bootstrap(), (short) 1));
        var consumer = consumer(log, new HistoryConsumer.Membership(group, "a"))) {
      assertEquals(before, log.identity());
      until(consumer, 11);
    }
  }

  private HistoryConsumer consumer(String member) throws Exception {
    return consumer(member, group);
  }

  private HistoryConsumer consumer(String member, String ofGroup) throws Exception {
    return consumer(Backend.log(), new HistoryConsumer.Membership(ofGroup, member));
  }

  private HistoryConsumer consumer(BlockLog log, HistoryConsumer.Membership membership)
      throws Exception {
    return new HistoryConsumer(
        new PostgresLedger(store),
        log,
        membership,
        new HistoryMetrics(new SimpleMeterRegistry()),
        Clock.SYSTEM);
  }

  private void until(HistoryConsumer consumer, long next) throws Exception {
    Await.until(
        "the cursor is at " + next,
        () -> {
          consumer.work();
          return count(
                  "select coalesce(max(next), 0) from cursor where gateway = '"
                      + lane.gateway()
                      + "'")
              == next;
        });
  }

  private LoggedBlock samples(long first, long last) {
    return Blocks.samples(lane, POINT, first, last);
  }

  private static void append(BlockLog log, LoggedBlock... blocks) throws Exception {
    for (var block : blocks) {
      var done = new CompletableFuture<Boolean>();
      log.append(
          BUILDING,
          block,
          became -> {
            switch (became) {
              case BlockLog.Appended.At _ -> done.complete(true);
              case BlockLog.Appended.Refused(Exception why) -> done.completeExceptionally(why);
            }
          });
      assertTrue(done.get(60, TimeUnit.SECONDS));
    }
  }

  private long stored() throws SQLException {
    return count(
        "select coalesce(sum(last - first + 1), 0) from block where gateway = '"
            + lane.gateway()
            + "'");
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
