package io.arxos.gateway.control;

import io.arxos.driver.Value;
import org.jspecify.annotations.Nullable;

/// What is in force for a point, and by whose will.
///
/// @param value the winner's, inside the write range
/// @param winner null when the relinquish default is in force
record Decision(Value value, @Nullable Entry winner) {
  /// A level above the loops wins.
  boolean overridden() {
    return winner != null && winner.inHand();
  }

  boolean wonBy(String commandId) {
    return winner != null && winner.commandId().equals(commandId);
  }

  /// For people: "level 8 (Anna, filter change)".
  String because() {
    return winner == null
        ? "nobody holds it; the default is in force"
        : "level " + winner.level() + " (" + winner.owner() + ", " + winner.reason() + ")";
  }
}
