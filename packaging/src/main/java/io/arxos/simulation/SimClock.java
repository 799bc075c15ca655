package io.arxos.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The clocks of one machine. The monotonic one is right; the wall clock may be set, run fast or
/// slow, or begin in 1970.
final class SimClock implements io.arxos.driver.Clock, io.arxos.cloud.time.Clock {
  private static final long START_MICROS = 1_767_600_000_000_000L;

  private final SimTime time;
  private long offsetMicros = START_MICROS;
  private long driftPpm;

  SimClock(SimTime time) {
    this.time = time;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public long wallMicros() {
    long micros = time.nanos() / 1_000;
    return offsetMicros + micros + micros * driftPpm / 1_000_000;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plus(wallMicros(), ChronoUnit.MICROS);
  }

  void step(Duration by) {
    offsetMicros += by.toNanos() / 1_000;
  }

  /// As after a start without a battery and without a network.
  void beginIn1970() {
    offsetMicros = 0;
  }

  void drift(long ppm) {
    driftPpm = ppm;
  }

  void beRight() {
    offsetMicros = START_MICROS;
    driftPpm = 0;
  }
}
