package io.arxos.cloud.history;

import io.arxos.block.BadBlock;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the consumer of the log on a thread of its own, and begins anew when log or store have
/// failed.
public final class History implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);
  private static final long AGAIN_MILLIS = 1_000;
  private static final long PACK_SECONDS = 30;
  private static final long END_MILLIS_MAX = 10_000;

  private final InstantSource clock = InstantSource.system();
  private final Store store;
  private final BlockLog log;
  private final HistoryConsumer.Membership membership;
  private final HistoryMetrics metrics;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private final Thread packing;
  private volatile @Nullable HistoryConsumer consumer;
  private volatile boolean healthy;

  /// @param member name within the group; the same name takes over at once after a crash
  public History(Store store, BlockLog log, String member, MeterRegistry registry) {
    this.store = store;
    this.log = log;
    this.membership = new HistoryConsumer.Membership("history", member);
    this.metrics = new HistoryMetrics(registry);
    this.thread = Thread.ofPlatform().name("history").daemon().unstarted(this::run);
    this.packing = Thread.ofPlatform().name("packer").daemon().unstarted(this::pack);
  }

  public void start() {
    thread.start();
    packing.start();
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
      packing.join(END_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (ended.getCount() > 0) {
      try (var current = new HistoryConsumer(store, log, membership, metrics)) {
        consumer = current;
        while (ended.getCount() > 0) {
          current.work();
          healthy = current.assigned();
        }
      } catch (WakeupException e) {
        LOG.debug("woken to end", e);
      } catch (BadBlock e) {
        failed("the log holds blocks of a newer version; waiting for a newer program", e);
      } catch (SQLException | LogUnavailable | KafkaException e) {
        failed("history cannot go on and begins anew", e);
      } catch (RuntimeException e) {
        LOG.error("internal error", e);
        failed("history cannot go on and begins anew", e);
      } finally {
        consumer = null;
      }
    }
    healthy = false;
  }

  private void pack() {
    var packer = new Packer(store);
    try {
      while (!ended.await(PACK_SECONDS, TimeUnit.SECONDS)) {
        try {
          int packed = 1;
          while (packed > 0 && ended.getCount() > 0) {
            packed = packer.work(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
          }
        } catch (SQLException e) {
          LOG.warn("rows are not packed now: {}", e.getMessage());
        } catch (IllegalStateException e) {
          LOG.error("rows cannot be packed", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
