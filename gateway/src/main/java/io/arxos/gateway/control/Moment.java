package io.arxos.gateway.control;

import io.arxos.driver.Clock;

/// The time of one control cycle, read once, so that everything in the cycle agrees on it.
///
/// @param nanos monotonic; decides leases, intervals and dt
/// @param wallMicros UTC; for people, and for what a lease has left after a restart
public record Moment(long nanos, long wallMicros) {
  public static Moment of(Clock clock) {
    return new Moment(clock.nanos(), clock.wallMicros());
  }

  /// Seconds since an earlier moment, by the monotonic clock.
  double secondsSince(Moment earlier) {
    return (nanos - earlier.nanos) / 1e9;
  }
}
