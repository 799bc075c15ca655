package io.arxos.driver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: exponential with full jitter, so that a hundred
/// gateways do not come back to a restarted broker in the same instant. Each pause is uniform in
/// `[1 ms, min(max, first × 2^attempt)]`. For one thread.
///
/// Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
public final class Backoff {
  private static final int DOUBLINGS_MAX = 20;

  private final long firstMillis;
  private final long maxMillis;
  private final RandomGenerator random;
  private int attempts;

  public Backoff(Duration first, Duration max, RandomGenerator random) {
    if (first.toMillis() < 1 || max.compareTo(first) < 0) {
      throw new IllegalArgumentException("not a back-off: " + first + " to " + max);
    }
    this.firstMillis = first.toMillis();
    this.maxMillis = max.toMillis();
    this.random = random;
  }

  /// The pause before the next attempt; the one after it may be twice as long.
  public Duration next() {
    long ceiling = Math.min(maxMillis, firstMillis << Math.min(attempts, DOUBLINGS_MAX));
    attempts++;
    return Duration.ofMillis(random.nextLong(1, ceiling + 1));
  }

  /// It worked: begin anew.
  public void reset() {
    attempts = 0;
  }

  /// Attempts since the last success.
  public int attempts() {
    return attempts;
  }
}
