package io.arxos.gateway.uplink;

/// How the uplink is doing, for the status page and the metrics.
///
/// @param connected whether the cloud has welcomed this gateway
/// @param sinceMicros UTC of the last change of `connected`
/// @param lastError why it is not connected, or was not the last time; one sentence, "" for never
/// @param attempts since it was last connected
/// @param session 0 before the first
/// @param safeIsCommitted the cloud has no backup behind its store
/// @param alarm not yet committed
/// @param telemetry not yet committed
/// @param committedSamples in the cloud, of what the journal holds
public record UplinkState(
    boolean connected,
    long sinceMicros,
    String lastError,
    long attempts,
    long session,
    boolean safeIsCommitted,
    Backlog alarm,
    Backlog telemetry,
    long committedSamples) {
  static UplinkState begin(long wallMicros) {
    return new UplinkState(false, wallMicros, "", 0, 0, false, Backlog.NONE, Backlog.NONE, 0);
  }

  UplinkState welcomed(Down.Welcome welcome) {
    return new UplinkState(
        connected,
        sinceMicros,
        lastError,
        0,
        welcome.session(),
        welcome.safeIsCommitted(),
        alarm,
        telemetry,
        committedSamples);
  }

  UplinkState failed(String because) {
    return new UplinkState(
        connected,
        sinceMicros,
        because,
        attempts,
        session,
        safeIsCommitted,
        alarm,
        telemetry,
        committedSamples);
  }

  UplinkState now(boolean isConnected, long wallMicros, long attemptsNow) {
    return new UplinkState(
        isConnected,
        isConnected == connected ? sinceMicros : wallMicros,
        lastError,
        attemptsNow,
        session,
        safeIsCommitted,
        alarm,
        telemetry,
        committedSamples);
  }

  UplinkState with(Backlog alarmNow, Backlog telemetryNow, long committedNow) {
    return new UplinkState(
        connected,
        sinceMicros,
        lastError,
        attempts,
        session,
        safeIsCommitted,
        alarmNow,
        telemetryNow,
        committedNow);
  }
}
