package io.arxos.driver;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what another thread brings about; generous, because machines are busy.
public final class Await {
  public static final Duration LIMIT = Duration.ofSeconds(40);

  private Await() {}

  /// Returns when the condition holds, and fails after [#LIMIT].
  ///
  /// @param what for the failure's message, such as "the broker has the message"
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
