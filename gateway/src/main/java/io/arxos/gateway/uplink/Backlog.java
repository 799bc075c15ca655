package io.arxos.gateway.uplink;

/// What one lane has not yet brought to the cloud.
///
/// @param samples synced here and not yet committed there
/// @param oldestMicros UTC of the oldest of them; 0 when there is none or it is not known
public record Backlog(long samples, long oldestMicros) {
  public static final Backlog NONE = new Backlog(0, 0);
}
