package io.arxos.e2e;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Waiting for something that takes as long as it takes, up to a generous limit.
final class Await {
  private static final int LOOK_MILLIS = 200;

  private Await() {}

  interface Check {
    boolean holds() throws Exception;
  }

  /// @param detail is asked only when the limit has passed
  static void until(Duration limit, String what, Check check, Supplier<String> detail)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!check.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit + ": " + what + "\n" + detail.get());
      }
      pause(Duration.ofMillis(LOOK_MILLIS));
    }
  }

  /// Lets the world go on for a while, where that is the point of a test (a link is cut for a
  /// minute).
  static void pause(Duration duration) throws InterruptedException {
    new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
