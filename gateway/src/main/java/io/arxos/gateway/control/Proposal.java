package io.arxos.gateway.control;

import io.arxos.driver.Value;

/// What a loop wants.
sealed interface Proposal {
  record Drive(Value value) implements Proposal {}

  /// It cannot decide; the output table does.
  ///
  /// @param why for people: which input is missing
  record NoInput(String why) implements Proposal {}
}
