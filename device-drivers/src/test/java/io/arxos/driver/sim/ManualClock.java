package io.arxos.driver.sim;

import io.arxos.driver.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Moves when told to.
final class ManualClock implements Clock {
  private long nanos;
  private final long wallMicros;

  ManualClock(Instant wall) {
    wallMicros = ChronoUnit.MICROS.between(Instant.EPOCH, wall);
  }

  void advanceSeconds(double seconds) {
    nanos += Math.round(seconds * 1e9);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long wallMicros() {
    return wallMicros + nanos / 1_000;
  }
}
