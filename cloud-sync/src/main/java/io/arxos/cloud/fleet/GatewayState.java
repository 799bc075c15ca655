package io.arxos.cloud.fleet;

import org.jspecify.annotations.Nullable;

/// One gateway as the cloud knows it now.
///
/// @param building null until its first site model
/// @param sinceUs since when `connected` is as it is
/// @param incarnation 16 bytes of its current process start; null before the first Hello
/// @param completeUntilUs up to when the telemetry of its current incarnation is stored; 0: nothing
/// @param report what it last said about itself; null before it did
public record GatewayState(
    String id,
    @Nullable String building,
    boolean connected,
    long sinceUs,
    long lastHeardUs,
    byte @Nullable [] incarnation,
    long completeUntilUs,
    @Nullable Report report) {

  /// What a gateway says about itself about every two seconds.
  ///
  /// @param timeUs by its own clock
  /// @param clock synchronised, unsynchronised or unknown
  /// @param backlogSamples journaled and not yet committed, both lanes
  /// @param backlogOldestUs of the oldest of them; 0 when there is none
  public record Report(
      long timeUs,
      String clock,
      long backlogSamples,
      long backlogOldestUs,
      long journalBytes,
      double journalHoursLeft,
      int devices,
      int devicesDown,
      int points,
      double samplesPerSecond,
      long startedUs,
      String softwareVersion) {}
}
