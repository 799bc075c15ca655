package io.arxos.cloud.history;

import io.arxos.block.BadBlock;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.time.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the consumer of the log on a thread of its own, and begins anew when log or store have
/// failed.
public final class History implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);
  private static final long AGAIN_MILLIS = 1_000;
  private static final long END_MILLIS_MAX = 10_000;

  private final Ledger ledger;
  private final BlockLog log;
  private final HistoryConsumer.Membership membership;
  private final HistoryMetrics metrics;
  private final Clock clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable HistoryConsumer consumer;
  private volatile boolean healthy;
  private volatile Runnable committed = () -> {};

  /// @param member name within the group; the same name takes over at once after a crash
  public History(Ledger ledger, BlockLog log, String member, MeterRegistry registry, Clock clock) {
    this.ledger = ledger;
    this.log = log;
    this.membership = new HistoryConsumer.Membership("history", member);
    this.metrics = new HistoryMetrics(registry);
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("history").daemon().unstarted(this::run);
  }

  /// Starts the thread; without it, somebody calls [#work].
  public void start() {
    thread.start();
  }

  /// Runs after each commit, on the committing thread; must only wake somebody.
  public void onCommit(Runnable wake) {
    committed = wake;
  }

  /// False while log or store do not let it go on.
  public boolean healthy() {
    return healthy;
  }

  @Override
  public void close() {
    ended.countDown();
    var current = consumer;
    if (current != null) {
      current.wake();
    }
    try {
      thread.join(END_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes in what the log has, a bounded amount of it. After a failure the next call begins anew.
  ///
  /// @return how many records it took
  /// @throws BadBlock when a block is of a version that only a newer program knows
  public int work() throws SQLException, LogUnavailable, BadBlock {
    try {
      var current = consumer;
      if (current == null) {
        current = new HistoryConsumer(ledger, log, membership, metrics, clock);
        consumer = current;
      }
      int taken = current.work();
      if (taken > 0) {
        committed.run();
      }
      healthy = current.assigned();
      return taken;
    } catch (SQLException | LogUnavailable | BadBlock | RuntimeException e) {
      leave();
      throw e;
    }
  }

  private void leave() {
    var current = consumer;
    consumer = null;
    if (current != null) {
      current.close();
    }
  }

  private void run() {
    while (ended.getCount() > 0) {
      try {
        work();
      } catch (BadBlock e) {
        failed("the log holds blocks of a newer version; waiting for a newer program", e);
      } catch (SQLException | LogUnavailable e) {
        failed("history cannot go on and begins anew", e);
      } catch (RuntimeException e) {
        LOG.error("internal error", e);
        failed("history cannot go on and begins anew", e);
      }
    }
    leave();
    healthy = false;
  }

  private void failed(String what, Exception why) {
    healthy = false;
    if (ended.getCount() == 0) {
      return;
    }
    LOG.warn("{}: {}", what, why.toString());
    try {
      if (ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("ended while waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended.countDown();
    }
  }
}
