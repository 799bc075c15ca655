package io.arxos.gateway.journal;

import io.arxos.driver.Clock;
import java.time.Duration;

/// Time that stands still until it is moved.
public final class ManualClock implements Clock {
  private static final long WALL_START_MICROS = 1_767_600_000_000_000L;

  private long nanos;

  public void advance(Duration by) {
    nanos += by.toNanos();
  }

  /// As a machine that was booted a while ago.
  void restart(Duration ago) {
    nanos = ago.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long wallMicros() {
    return WALL_START_MICROS + nanos / 1000;
  }
}
