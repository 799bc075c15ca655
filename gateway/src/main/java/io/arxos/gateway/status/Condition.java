package io.arxos.gateway.status;

/// How the gateway is, besides its points: what the page, the probes and the metrics show.
///
/// @param journalTrouble why samples do not become durable; "" when they do
/// @param journalBytes on disk
/// @param journalHoursLeft how long it goes on without the cloud, at the present rate
/// @param disk how the disk under the journal wears
/// @param samplesPerSecond journaled, over the last ten seconds
/// @param cloud the way to the cloud
/// @param controlCycles since start
/// @param controlSilentNanos since the last cycle ended
/// @param outputsInAlarm outputs whose device does not do what was written
public record Condition(
    String journalTrouble,
    long journalBytes,
    double journalHoursLeft,
    double samplesPerSecond,
    Disk disk,
    Cloud cloud,
    long controlCycles,
    long controlSilentNanos,
    int outputsInAlarm) {
  /// The disk under the journal.
  ///
  /// @param bytesWritten by all processes, since it was first looked at
  /// @param bytesPerDay 0 while it is not known
  /// @param lifeDays infinite while it is not known
  /// @param trouble for people; "" when there is none
  public record Disk(long bytesWritten, double bytesPerDay, double lifeDays, String trouble) {
    public static final Disk UNKNOWN = new Disk(0, 0, Double.POSITIVE_INFINITY, "");
  }

  /// The way to the cloud.
  ///
  /// @param configured false for a gateway that stands alone
  /// @param detail for people: why it is not connected
  /// @param backlogSamples synced here and not yet stored there
  public record Cloud(boolean configured, boolean connected, String detail, long backlogSamples) {
    public static final Cloud ALONE = new Cloud(false, false, "no cloud is configured", 0);
  }
}
