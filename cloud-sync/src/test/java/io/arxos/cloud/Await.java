package io.arxos.cloud;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for something that another thread brings about.
public final class Await {
  private static final long MILLIS_MAX = 60_000;

  private Await() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + MILLIS_MAX * 1_000_000;
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not in " + MILLIS_MAX + " ms: " + what);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
