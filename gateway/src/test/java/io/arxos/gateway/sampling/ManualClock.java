package io.arxos.gateway.sampling;

import io.arxos.driver.Clock;
import java.time.Duration;

/// Stands still until a test moves it. Begins at 2026-01-05T08:00:00Z.
public final class ManualClock implements Clock {
  private long nanos = 1_000_000_000L;
  private long wallMicros = 1_767_600_000_000_000L;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long wallMicros() {
    return wallMicros;
  }

  public void advance(Duration duration) {
    nanos += duration.toNanos();
    wallMicros += duration.toNanos() / 1_000;
  }

  public void stepWallBack(Duration duration) {
    wallMicros -= duration.toNanos() / 1_000;
  }
}
