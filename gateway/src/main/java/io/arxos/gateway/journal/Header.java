package io.arxos.gateway.journal;

import org.jspecify.annotations.Nullable;

/// What is synced about an incarnation before its first sample.
///
/// @param startCounter 1 for the first of a journal; one more for each opening; orders incarnations
/// @param parent the incarnation with samples that was open before; null for the first
/// @param birth when and on what it began
public record Header(
    IncarnationId incarnation, long startCounter, @Nullable Parent parent, Birth birth) {
  /// The form in which headers and keys are written.
  public static final int FORMAT_VERSION = 1;

  /// @param lastAlarm its last synced sequence of the alarm lane, 0 for none
  /// @param lastTelemetry its last synced sequence of the telemetry lane, 0 for none
  public record Parent(IncarnationId incarnation, long lastAlarm, long lastTelemetry) {
    public long last(Lane lane) {
      return lane == Lane.ALARM ? lastAlarm : lastTelemetry;
    }
  }

  /// @param bootId of the machine: monotonic times of one boot can be compared
  /// @param monoMicros monotonic time when it began
  /// @param wallMicros UTC when it began, by the machine's clock
  /// @param clockSynchronised whether that clock was known to be right
  public record Birth(String bootId, long monoMicros, long wallMicros, boolean clockSynchronised) {}
}
