package io.arxos.gateway.control;

import java.time.Duration;

/// How long a level is held. The monotonic clock decides; a lease that was carried over a restart
/// also ends when the wall clock says so, because nobody knows how long the power was off until the
/// wall clock is right again.
///
/// @param endNanos on the monotonic clock of this process
/// @param untilMicros UTC, for people and for the next process
/// @param carriedOver read from the store at start
record Lease(long endNanos, long untilMicros, boolean carriedOver) {
  static Lease from(Moment now, Duration length) {
    return new Lease(
        now.nanos() + length.toNanos(), now.wallMicros() + length.toNanos() / 1_000, false);
  }

  /// What is left of a saved lease: by the wall clock, and never more than was left when it was
  /// saved, however wrong the wall clock is after a power cut.
  static Lease carriedOver(Moment now, long untilMicros, long leftWhenSavedMicros) {
    long left = Math.min(untilMicros - now.wallMicros(), leftWhenSavedMicros);
    return new Lease(now.nanos() + Math.max(left, 0) * 1_000, untilMicros, true);
  }

  boolean expired(Moment now) {
    return now.nanos() - endNanos >= 0 || (carriedOver && now.wallMicros() >= untilMicros);
  }

  long leftMicros(Moment now) {
    return Math.max(endNanos - now.nanos(), 0) / 1_000;
  }
}
