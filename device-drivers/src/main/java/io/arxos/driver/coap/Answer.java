package io.arxos.driver.coap;

/// What a device answered.
sealed interface Answer {
  /// A success.
  ///
  /// @param maxAgeSeconds how long it may be taken for the present state
  /// @param observed whether more will come by itself
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(byte[] payload, long maxAgeSeconds, boolean observed) implements Answer {}

  /// An error the device names.
  ///
  /// @param name such as `4.04 not found`
  record Refusal(String name) implements Answer {}

  /// Nothing came, or nothing that could be understood.
  record Silence() implements Answer {}
}
