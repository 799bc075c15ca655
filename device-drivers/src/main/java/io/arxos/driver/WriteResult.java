package io.arxos.driver;

/// What became of a write.
public sealed interface WriteResult {
  /// The device has confirmed it, as far as its protocol can.
  record Written() implements WriteResult {}

  /// The driver will not do it: unknown point, read-only, wrong type, out of the register's range.
  record Refused(String reason) implements WriteResult {}

  /// It was tried, and the device did not answer or answered with an error.
  record Failed(String reason) implements WriteResult {}
}
