package io.arxos.gateway.uplink;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread of the uplink: works while there is work, sleeps until it is woken, and looks up
/// by itself now and then, because time is a reason too.
final class UplinkThread {
  private static final Logger LOG = LoggerFactory.getLogger(UplinkThread.class);
  private static final long LOOK_MILLIS = 50;

  private final IntSupplier work;
  private final Runnable end;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean stopping;
  private @Nullable Thread thread;

  UplinkThread(IntSupplier work, Runnable end) {
    this.work = work;
    this.end = end;
  }

  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("uplink").daemon().start(this::run);
    }
  }

  void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  void close() {
    Thread ending;
    synchronized (this) {
      ending = thread;
    }
    stopping = true;
    wake();
    if (ending == null) {
      end.run();
      return;
    }
    try {
      ending.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      try {
        if (work.getAsInt() == 0 && woken.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          woken.drainPermits();
        }
      } catch (InterruptedException e) {
        stopping = true;
      } catch (RuntimeException e) {
        // The building must go on; the log and the missing data in the cloud tell of it.
        LOG.error("the uplink failed and ends: restart the gateway", e);
        stopping = true;
      }
    }
    end.run();
  }
}
