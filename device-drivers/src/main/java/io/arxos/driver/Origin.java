package io.arxos.driver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the source itself says about a reading.
///
/// @param time when the device measured, if it has a clock
/// @param sequence the source's own sequence number, if it has one
/// @param retained kept by a broker: it may be old, so the point is stale until a live reading
///   comes
/// @param repeat marked by the protocol as possibly sent before (MQTT DUP)
public record Origin(
    @Nullable Instant time, @Nullable Long sequence, boolean retained, boolean repeat) {
  /// The source says nothing.
  public static final Origin NONE = new Origin(null, null, false, false);
}
