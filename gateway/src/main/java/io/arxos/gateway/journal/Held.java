package io.arxos.gateway.journal;

/// What the journal holds of one incarnation.
///
/// @param header who it is
/// @param alarm what it has in the alarm lane
/// @param telemetry what it has in the telemetry lane
public record Held(Header header, Range alarm, Range telemetry) {
  /// @param first first sequence still there; `last + 1` when all was trimmed, 1 when there never
  ///   was one
  /// @param last last synced sequence, 0 when there never was one
  public record Range(long first, long last) {}

  public Range range(Lane lane) {
    return lane == Lane.ALARM ? alarm : telemetry;
  }

  boolean isEmpty() {
    return alarm.last() == 0 && telemetry.last() == 0;
  }

  boolean isTrimmed() {
    return alarm.first() > alarm.last() && telemetry.first() > telemetry.last();
  }

  Held with(Lane lane, Range range) {
    return lane == Lane.ALARM ? new Held(header, range, telemetry) : new Held(header, alarm, range);
  }
}
