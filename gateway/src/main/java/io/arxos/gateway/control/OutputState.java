package io.arxos.gateway.control;

import io.arxos.driver.Value;

/// How far the last write of an output has come.
sealed interface OutputState {
  /// Nothing was written since the start.
  record Untouched() implements OutputState {}

  /// Given to the driver; it has not answered yet.
  record Writing(Value value) implements OutputState {}

  /// The device has taken it and reads something else, so far: it may need time to settle.
  record Settling(Value value, Value read) implements OutputState {}

  record Confirmed(Value value, Value read) implements OutputState {}

  /// The device has taken it and cannot be read back.
  record Unverifiable(Value value, String reason) implements OutputState {}

  /// It reads something else, and has not moved for as long as a device may take to settle.
  record Mismatch(Value value, Value read) implements OutputState {}

  /// The driver would not, or the device did not answer.
  record Failed(Value value, String reason) implements OutputState {}
}
