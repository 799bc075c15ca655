package io.arxos.simulation;

import java.time.Duration;

/// The time that really passes; nobody in the world sees it but through a clock.
final class SimTime {
  private long nanos = 1_000_000_000L;

  long nanos() {
    return nanos;
  }

  void pass(Duration duration) {
    nanos += duration.toNanos();
  }
}
