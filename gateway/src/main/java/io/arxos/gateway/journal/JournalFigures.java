package io.arxos.gateway.journal;

/// How the journal is doing.
///
/// @param samples synced since the start
/// @param blocks synced since the start; each was one fsync
/// @param refused samples that were not taken since the start
/// @param samplesPerSecond synced, over the last ten seconds
/// @param bytesPerSample on the disk, of what was synced since the start; 0 before the first
/// @param bytes on the disk
/// @param freeBytes what it can still take before it gives up something that the cloud has not
public record JournalFigures(
    long samples,
    long blocks,
    long refused,
    double samplesPerSecond,
    double bytesPerSample,
    long bytes,
    long freeBytes,
    JournalState state) {
  private static final double HOURS_MAX = 24 * 365;

  /// How long samples can be kept without the cloud, at the present rate.
  public double hoursLeft() {
    double bytesPerHour = samplesPerSecond * bytesPerSample * 3600;
    if (bytesPerHour <= 0) {
      return HOURS_MAX;
    }
    return Math.min(HOURS_MAX, freeBytes / bytesPerHour);
  }
}
