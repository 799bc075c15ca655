package io.arxos.cloud.ingest;

import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.time.Clock;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the store how far it has come, and answers the gateways. One thread.
final class AnswerPoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerPoller.class);
  private static final long POLL_MILLIS = 100;
  private static final long REST_MILLIS = 10;
  private static final long IDLE_NANOS = 1_000_000_000L;
  private static final long LOG_CHECK_NANOS = 2_000_000_000L;

  private final Ledger ledger;
  private final BlockLog log;
  private final SessionTable sessions;
  private final Round round;
  private final IngestMetrics metrics;
  private final Clock clock;
  private final Semaphore woken = new Semaphore(0);
  private final CountDownLatch pause = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean ended;
  private volatile BlockLog.Identity identity;
  private long polledNanos;

  // A newer backup counts: what is safe has moved for lanes, too, that wait for nothing.
  private long newestBackup;
  private boolean allLanes;
  private long checkedNanos;

  AnswerPoller(
      Ingest.Backing backing,
      SessionTable sessions,
      Round round,
      IngestMetrics metrics,
      Clock clock)
      throws LogUnavailable {
    this.ledger = backing.ledger();
    this.clock = clock;
    this.round = round;
    this.log = backing.log();
    this.sessions = sessions;
    this.metrics = metrics;
    this.identity = log.identity();
    this.thread = Thread.ofPlatform().name("answers").daemon().unstarted(this::run);
    this.polledNanos = clock.nanos() - IDLE_NANOS;
    this.checkedNanos = polledNanos;
  }

  /// What else is looked after now and then.
  interface Round {
    void work() throws SQLException;
  }

  void start() {
    thread.start();
  }

  /// The store has committed something: the next poll comes at once. Any thread. Polls come without
  /// it too; it only makes them earlier.
  void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  /// The log that blocks go to now.
  BlockLog.Identity log() {
    return identity;
  }

  /// One poll of the store.
  ///
  /// @return how many answers were sent
  int work() throws SQLException, LogUnavailable {
    round.work();
    long nowNanos = clock.nanos();
    List<Session> live = sessions.all();
    Map<Session, List<LaneKey>> asked = new HashMap<>();
    for (var session : live) {
      asked.put(session, allLanes ? session.lanes() : session.waiting());
    }
    var lanes = asked.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    if (live.isEmpty() || lanes.isEmpty() && nowNanos - polledNanos < IDLE_NANOS) {
      return 0;
    }
    polledNanos = nowNanos;
    var view = viewOfLog(live, nowNanos);
    // A lane of two sessions is asked for once; each session hears of the lanes it waited for.
    var current = identity;
    var progress = ledger.progress(current, lanes);
    allLanes = progress.newestBackup() != newestBackup;
    newestBackup = progress.newestBackup();
    int answers = 0;
    for (var session : live) {
      var of = asked.getOrDefault(session, List.of());
      answers += session.answer(of, progress, current, view, nowNanos);
    }
    metrics.answered(answers);
    return answers;
  }

  /// Looks at the log itself when something has been waiting for long: it may have lost the block.
  private LaneState.@Nullable LogView viewOfLog(List<Session> live, long nowNanos)
      throws LogUnavailable {
    if (nowNanos - checkedNanos < LOG_CHECK_NANOS
        || live.stream().noneMatch(s -> s.waitsSince(nowNanos - LOG_CHECK_NANOS))) {
      return null;
    }
    checkedNanos = nowNanos;
    var found = log.identity();
    identity = found;
    return new LaneState.LogView(found, log.ends(log.partitions()), nowNanos);
  }

  @Override
  public void close() {
    ended = true;
    pause.countDown();
    wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!ended) {
        woken.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
        // However often the store commits: what comes within this time is answered together.
        pause.await(REST_MILLIS, TimeUnit.MILLISECONDS);
        woken.drainPermits();
        try {
          work();
        } catch (SQLException | LogUnavailable e) {
          metrics.pollFailed();
          LOG.warn("no answers now: {}", e.getMessage());
        } catch (RuntimeException e) {
          metrics.pollFailed();
          LOG.error("no answers now", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
