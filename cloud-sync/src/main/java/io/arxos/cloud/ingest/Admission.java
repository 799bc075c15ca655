package io.arxos.cloud.ingest;

/// How many sessions may begin per second, so that a thousand gateways that come back at once are
/// let in one after the other. Safe for any thread.
final class Admission {
  private static final double PER_SECOND = 50;
  private static final double AT_ONCE_MAX = 100;
  private static final long RETRY_MILLIS_MAX = 60_000;

  private double free = AT_ONCE_MAX;
  private long turnedAway;
  private long lastNanos;

  Admission(long nowNanos) {
    lastNanos = nowNanos;
  }

  /// @return 0: come in; otherwise come again after so many milliseconds
  synchronized long admit(long nowNanos) {
    double passed = (nowNanos - lastNanos) / 1e9;
    lastNanos = nowNanos;
    free = Math.min(AT_ONCE_MAX, free + passed * PER_SECOND);
    turnedAway = Math.max(0, turnedAway - (long) (passed * PER_SECOND));
    if (free >= 1) {
      free -= 1;
      return 0;
    }
    turnedAway++;
    return Math.min(RETRY_MILLIS_MAX, 1_000 + (long) (turnedAway * 1_000 / PER_SECOND));
  }
}
