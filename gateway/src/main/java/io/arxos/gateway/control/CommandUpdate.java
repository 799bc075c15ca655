package io.arxos.gateway.control;

/// How far a command has come.
///
/// @param detail for people: why it was refused, or what was read back
public record CommandUpdate(String id, String point, State state, String detail, long wallMicros) {
  /// Accepted → applied → verified is the way of a command that works.
  public enum State {
    ACCEPTED,
    APPLIED,
    VERIFIED,
    APPLIED_UNVERIFIABLE,
    EXPIRED,
    REFUSED
  }
}
