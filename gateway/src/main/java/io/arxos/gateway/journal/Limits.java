package io.arxos.gateway.journal;

/// The most a journal keeps on the disk.
///
/// @param alarmBytes share of the alarm lane, which telemetry never takes
/// @param telemetryBytes share of the telemetry lane; less when alarms need more than theirs
public record Limits(long alarmBytes, long telemetryBytes) {
  private static final int ALARM_PART = 16;

  public Limits {
    if (alarmBytes < 1 || telemetryBytes < 1) {
      throw new IllegalArgumentException("each lane needs a share");
    }
  }

  /// Of a journal, with a sixteenth for alarms.
  public static Limits of(long quotaBytes) {
    long alarms = Math.max(1, quotaBytes / ALARM_PART);
    return new Limits(alarms, Math.max(1, quotaBytes - alarms));
  }

  long bytes(Lane lane) {
    return switch (lane) {
      case ALARM -> alarmBytes;
      case TELEMETRY -> telemetryBytes;
    };
  }

  long bytes() {
    return alarmBytes + telemetryBytes;
  }
}
