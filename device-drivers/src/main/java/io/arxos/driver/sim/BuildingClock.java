package io.arxos.driver.sim;

import io.arxos.driver.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The building's own time: equal to real time at one instant, faster ever since.
final class BuildingClock {
  private final Clock clock;
  private final double speed;
  private final Instant began;
  private final long beganNanos;

  /// @param agreed when building time and real time were the same
  /// @param speed building seconds per real second
  BuildingClock(Clock clock, Instant agreed, double speed) {
    this.clock = clock;
    this.speed = speed;
    long realMicros = clock.wallMicros() - ChronoUnit.MICROS.between(Instant.EPOCH, agreed);
    this.began = agreed.plus(Math.round(realMicros * speed), ChronoUnit.MICROS);
    this.beganNanos = clock.nanos();
  }

  Instant now() {
    return began.plus(Duration.ofNanos(Math.round((clock.nanos() - beganNanos) * speed)));
  }

  /// Real time, UTC.
  Instant wall() {
    return Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
  }

  /// Real time that only goes forward.
  long nanos() {
    return clock.nanos();
  }
}
