package io.arxos.gateway.journal;

/// Two sequences per incarnation: what a person must learn of goes first and is never evicted for
/// the rest.
public enum Lane {
  /// Alarms, audit, command results.
  ALARM,
  TELEMETRY
}
