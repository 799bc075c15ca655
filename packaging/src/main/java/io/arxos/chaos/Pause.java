package io.arxos.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waiting, with a limit.
final class Pause {
  private static final int LOOK_MILLIS = 100;

  private Pause() {}

  interface Check {
    boolean holds() throws IOException, InterruptedException;
  }

  static void millis(long millis) throws InterruptedException {
    if (millis > 0) {
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }
  }

  /// @return false when it does not hold within the limit
  static boolean within(Duration limit, Check check) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!check.holds()) {
      if (System.nanoTime() > end) {
        return false;
      }
      millis(LOOK_MILLIS);
    }
    return true;
  }

  /// @throws IOException when it does not hold within the limit
  static void until(Duration limit, String what, Check check)
      throws IOException, InterruptedException {
    if (!within(limit, check)) {
      throw new IOException("gave up after " + limit.toSeconds() + " s: " + what);
    }
  }
}
