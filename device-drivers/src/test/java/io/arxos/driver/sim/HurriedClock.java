package io.arxos.driver.sim;

import io.arxos.driver.Clock;

/// Ten times as fast as time, so that no test waits for a sensor's five seconds.
final class HurriedClock implements Clock {
  private static final int TIMES = 10;

  private final Clock system = Clock.system();
  private final long beganNanos = system.nanos();
  private final long beganMicros = system.wallMicros();

  @Override
  public long nanos() {
    return beganNanos + (system.nanos() - beganNanos) * TIMES;
  }

  @Override
  public long wallMicros() {
    return beganMicros + (nanos() - beganNanos) / 1_000;
  }
}
