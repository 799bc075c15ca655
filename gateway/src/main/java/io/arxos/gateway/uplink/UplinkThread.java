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
  private final long lookMillis;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean stopping;
  private @Nullable Thread thread;

  UplinkThread(IntSupplier work, Runnable end) {
    this(work, end, LOOK_MILLIS);
  }

  /// @param lookMillis how long it sleeps when nobody wakes it
  UplinkThread(IntSupplier work, Runnable end, long lookMillis) {
    this.work = work;
    this.end = end;
    this.lookMillis = lookMillis;
  }

  /// Does nothing when it has begun, or was closed before.
  synchronized void start() {
    if (thread == null && !stopping) {
      thread = Thread.ofPlatform().name("uplink").daemon().start(this::run);
    }
  }

  void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  /// Returns when `end` has run: once, however often this is called.
  void close() {
    Thread ending;
    synchronized (this) {
      ending = thread;
      if (ending == null && !stopping) {
        end.run();
      }
      stopping = true;
    }
    wake();
    if (ending == null) {
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
        if (work.getAsInt() == 0 && woken.tryAcquire(lookMillis, TimeUnit.MILLISECONDS)) {
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
