package io.arxos.cloud.history;

import io.arxos.cloud.store.Store;
import io.arxos.cloud.time.Clock;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes few long rows of many short ones, now and then, on a thread of its own.
public final class Packing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Packing.class);
  private static final long PACK_SECONDS = 30;
  private static final long END_MILLIS_MAX = 10_000;

  private final Packer packer;
  private final Clock clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  public Packing(Store store, Clock clock) {
    this.packer = new Packer(store);
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("packer").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join(END_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!ended.await(PACK_SECONDS, TimeUnit.SECONDS)) {
        try {
          int packed = 1;
          while (packed > 0 && ended.getCount() > 0) {
            packed = packer.work(clock.micros());
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
}
