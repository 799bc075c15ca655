package io.arxos.driver.modbus;

/// What became of one request.
sealed interface Answer {
  /// @param bytes registers of two bytes each, or bits packed from the lowest on; empty after a
  ///   write
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Data(byte[] bytes) implements Answer {}

  /// The unit answered with an exception code.
  ///
  /// @param name such as `illegal data address`
  record Refusal(int code, String name) implements Answer {}

  /// The unit did not answer.
  record Silence() implements Answer {}

  /// Bytes came in the time allowed, and no frame among them.
  record Noise() implements Answer {}

  /// Something came that is no answer to the question: a wrong checksum, another unit, half a
  /// frame.
  record Garbled(String reason) implements Answer {}

  /// There is no connection.
  record NoLine(String reason) implements Answer {}
}
