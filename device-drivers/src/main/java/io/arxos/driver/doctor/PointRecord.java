package io.arxos.driver.doctor;

import io.arxos.driver.PointId;
import io.arxos.driver.Unit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a point, and what it said lately.
///
/// @param brickClass without prefix; empty when it is not known
/// @param unit that the device is said to speak
/// @param seen its good numbers, oldest first
public record PointRecord(PointId id, String brickClass, Unit unit, List<Seen> seen) {
  /// One reading.
  ///
  /// @param wallMicros UTC when it arrived
  /// @param value as the device said it
  /// @param sourceTime when the device says that it measured
  public record Seen(long wallMicros, double value, @Nullable Instant sourceTime) {}

  public PointRecord {
    seen = List.copyOf(seen);
  }

  /// Between the first and the last that was seen.
  long spanMicros() {
    return seen.isEmpty() ? 0 : seen.getLast().wallMicros() - seen.getFirst().wallMicros();
  }
}
