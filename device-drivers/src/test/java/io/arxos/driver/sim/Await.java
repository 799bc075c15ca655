package io.arxos.driver.sim;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for what other threads do, generously: a loaded machine is slow, not wrong.
final class Await {
  private static final int SECONDS_MAX = 40;
  private static final int LOOK_MILLIS = 50;

  /// May fail while what it looks at is still coming.
  interface Condition {
    boolean holds() throws Exception;
  }

  private Await() {}

  static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        fail("not within " + SECONDS_MAX + " s: " + what);
      }
      new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
