package io.arxos.gateway.config;

/// What an output does in each kind of failure. Required for every command point: there is no
/// silent default.
///
/// @param powerUp from the first cycle after start
/// @param beforeFirstInput until its loop has had one valid input
/// @param inputStale while an input of its loop is not `ok`
/// @param stopped when the process ends in order
/// @param journalFailed while nothing can be journaled
/// @param cloudLost while there is no connection to the cloud
/// @param update when the process ends for an update
public record OutputTable(
    Action powerUp,
    Action beforeFirstInput,
    Action inputStale,
    Action stopped,
    Action journalFailed,
    Action cloudLost,
    Action update) {
  /// One cell of the table.
  public sealed interface Action {
    /// Goes to this value, in the point's unit.
    record Go(double value) implements Action {}

    /// Stays where it is.
    record Hold() implements Action {}

    /// The loops go on as if nothing had happened.
    record CarryOn() implements Action {}
  }
}
