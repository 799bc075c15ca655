package io.arxos.gateway.rehearsal;

import io.arxos.driver.Clock;

/// Time that passes step by step. Used by one thread.
final class SteppedClock implements Clock {
  private long nanos;
  private long wallMicros;

  SteppedClock(long nanos, long wallMicros) {
    this.nanos = nanos;
    this.wallMicros = wallMicros;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long wallMicros() {
    return wallMicros;
  }

  void advance(long byNanos, long byWallMicros) {
    nanos += byNanos;
    wallMicros += byWallMicros;
  }
}
