package io.arxos.gateway.uplink;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: anything between nothing and a limit that doubles, so
/// that a thousand gateways do not come back together ("full jitter").
final class Backoff {
  static final long MILLIS_MAX = 30_000;
  private static final long MILLIS_START = 500;

  private final RandomGenerator random;
  private long limitMillis = MILLIS_START;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// @param retryAfterMillis what the cloud asked for; comes on top
  long nextMillis(long retryAfterMillis) {
    long millis = retryAfterMillis + random.nextLong(limitMillis + 1);
    limitMillis = Math.min(MILLIS_MAX, limitMillis * 2);
    return millis;
  }

  void reset() {
    limitMillis = MILLIS_START;
  }
}
