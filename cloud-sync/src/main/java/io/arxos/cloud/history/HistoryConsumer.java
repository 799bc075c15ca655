package io.arxos.cloud.history;

import io.arxos.block.BadBlock;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogReader;
import io.arxos.cloud.log.LogRecord;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.time.Clock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the log and takes it into the store, a bounded amount per call of [#work]. One thread.
final class HistoryConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryConsumer.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int RECORDS_MAX = 500;

  // Of blocks in one transaction, so that what it holds in memory stays bounded.
  private static final long BYTES_MAX = 4 << 20;

  private static final long GATHER_NANOS_MAX = 150_000_000L;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final long IDLE_CHECK_NANOS = 1_000_000_000L;

  private final BlockLog log;
  private final Committer committer;
  private final Seeker seeker;
  private final LogReader reader;
  private final HistoryMetrics metrics;
  private final Clock clock;

  // Valid between assignment and revocation: where each partition goes on.
  private final TreeMap<Integer, Long> places = new TreeMap<>();
  private BlockLog.Identity identity;
  private int assignments;

  /// Read and not taken yet.
  private final Deque<LogRecord> waiting = new ArrayDeque<>();

  private long checkedNanos;

  /// @param membership the same member of the same group takes over at once after a crash
  HistoryConsumer(
      Ledger ledger, BlockLog log, Membership membership, HistoryMetrics metrics, Clock clock)
      throws LogUnavailable {
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
    this.checkedNanos = clock.nanos();
    this.committer = new Committer(ledger, clock);
    this.identity = log.identity();
    this.reader = log.groupReader(membership.group(), membership.member());
    this.seeker = new Seeker(ledger, reader);
    reader.join(new Assigned());
  }

  record Membership(String group, String member) {}

  /// Takes what the log has: up to 500 records or 4 MiB, or what comes within 150 ms of the first.
  /// Fewer transactions make fewer and longer rows; answers wait for them, live readers do not.
  ///
  /// @return how many it took
  /// @throws BadBlock when a block is of a version that only a newer program knows
  int work() throws SQLException, LogUnavailable, BadBlock {
    var entries = new ArrayList<Committer.Entry>();
    int assignment = assignments;
    try {
      gather(entries);
    } catch (LogReader.TailLost e) {
      LOG.warn("{}", e.getMessage());
      seeker.goBack(identity, e);
      seek(List.copyOf(places.keySet()));
      return 0;
    } catch (LogReader.OutOfRange e) {
      LOG.info("the log does not have the place any more: {}", e.getMessage());
      seek(List.copyOf(places.keySet()));
      return 0;
    }
    if (entries.isEmpty()) {
      checkPlaces();
      return 0;
    }
    if (assignment != assignments) {
      // Read before partitions came or went: their place may not be ours any more.
      seek(List.copyOf(places.keySet()));
      return 0;
    }
    take(entries);
    checkPlaces();
    return entries.size();
  }

  private void gather(List<Committer.Entry> entries)
      throws BadBlock, LogReader.TailLost, LogReader.OutOfRange, LogUnavailable {
    if (waiting.isEmpty()) {
      waiting.addAll(reader.poll(POLL));
    }
    long end = clock.nanos() + GATHER_NANOS_MAX;
    long left = GATHER_NANOS_MAX;
    int records = 0;
    long bytes = 0;
    while (!waiting.isEmpty() && records < RECORDS_MAX && bytes < BYTES_MAX) {
      LogRecord record = waiting.removeFirst();
      add(entries, record);
      records++;
      bytes += record.content().value().length;
      if (waiting.isEmpty() && left > 0) {
        waiting.addAll(reader.poll(Duration.ofNanos(left)));
        left = end - clock.nanos();
      }
    }
  }

  /// Makes a [#work] that waits return. Any thread.
  void wake() {
    reader.wake();
  }

  /// True when every partition that is assigned has a place.
  boolean assigned() {
    return !places.isEmpty();
  }

  @Override
  public void close() {
    reader.close();
  }

  private static void add(List<Committer.Entry> entries, LogRecord record) throws BadBlock {
    var blocks = Incoming.of(record).iterator();
    while (blocks.hasNext()) {
      Incoming block = blocks.next();
      entries.add(
          new Committer.Entry(
              record.partition(), record.offset(), record.epoch(), block, !blocks.hasNext()));
    }
  }

  private void take(List<Committer.Entry> entries) throws SQLException, LogUnavailable {
    try {
      commit(entries);
    } catch (SQLException e) {
      if (!ofTheData(e)) {
        throw e;
      }
      LOG.warn("a batch cannot be stored; its records are tried one by one", e);
      boolean ours = true;
      for (int i = 0; i < entries.size() && ours; i++) {
        ours = takeAlone(entries.get(i));
      }
    }
  }

  private boolean takeAlone(Committer.Entry entry) throws SQLException, LogUnavailable {
    try {
      return commit(List.of(entry));
    } catch (SQLException e) {
      if (!ofTheData(e) || !(entry.incoming() instanceof Incoming.Samples samples)) {
        throw e;
      }
      LOG.warn("a block is kept aside: {}", samples.block().place(), e);
      var parked = new Incoming.Parked(samples.block(), String.valueOf(e.getMessage()));
      return commit(
          List.of(
              new Committer.Entry(
                  entry.partition(), entry.offset(), entry.epoch(), parked, entry.ends())));
    }
  }

  /// @return false when the place is not ours: nothing was taken, and reading goes on elsewhere
  private boolean commit(List<Committer.Entry> entries) throws SQLException, LogUnavailable {
    var involved = new TreeMap<Integer, Long>();
    for (var entry : entries) {
      var place = places.get(entry.partition());
      if (place == null) {
        throw new IllegalStateException("partition " + entry.partition() + " has no place");
      }
      involved.put(entry.partition(), place);
    }
    switch (committer.commit(identity, involved, entries)) {
      case Committer.Result.Done(var after, var intake) -> {
        places.putAll(after);
        metrics.took(intake);
        return true;
      }
      case Committer.Result.Fenced(int partition) -> {
        LOG.info("partition {} stands elsewhere; going there", partition);
        metrics.fenced();
        seek(List.copyOf(places.keySet()));
        return false;
      }
    }
  }

  /// Compares its places with the stored ones: the store may have been restored, or the log
  /// replaced.
  private void checkPlaces() throws SQLException, LogUnavailable {
    long now = clock.nanos();
    if (now - checkedNanos < IDLE_CHECK_NANOS) {
      return;
    }
    checkedNanos = now;
    var current = log.identity();
    if (!current.equals(identity) || !seeker.standsAt(identity, places)) {
      LOG.info("log or store stand elsewhere; reading on from what the store says");
      seek(List.copyOf(places.keySet()));
    }
  }

  /// What was read before is read again: the places of all partitions are sought with it.
  private void seek(Collection<Integer> partitions) throws SQLException, LogUnavailable {
    waiting.clear();
    identity = log.identity();
    places.putAll(seeker.seek(identity, partitions));
  }

  /// Whether the data itself is what the store refuses (SQLSTATE classes 22 and 23), as opposed to
  /// the store's own trouble. What is refused because it is there already is never called lost.
  private static boolean ofTheData(SQLException e) {
    var state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23"))
        && !state.equals(UNIQUE_VIOLATION);
  }

  private final class Assigned implements LogReader.Assignment {
    @Override
    public void assigned(Collection<Integer> partitions) throws LogUnavailable {
      assignments++;
      try {
        seek(partitions);
      } catch (SQLException e) {
        throw new LogUnavailable("cannot find the place to read from: " + e.getMessage(), e);
      }
    }

    @Override
    public void revoked(Collection<Integer> partitions) {
      assignments++;
      partitions.forEach(places::remove);
    }
  }

  SortedMap<Integer, Long> places() {
    return places;
  }
}
