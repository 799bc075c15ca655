package io.arxos.driver.coap;

/// What a device answered.
sealed interface Answer {
  /// A success.
  ///
  /// @param format content format by number; -1 when the device does not say
  /// @param maxAgeSeconds how long it may be taken for the present state
  /// @param observed whether more will come by itself
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(byte[] payload, int format, long maxAgeSeconds, boolean observed)
      implements Answer {}

  /// An error the device names.
  ///
  /// @param name such as `4.04 not found`
  record Refusal(String name) implements Answer {}

  /// Nothing came.
  ///
  /// @param reason for people, such as `device does not answer`
  record Silence(String reason) implements Answer {
    static final Silence PLAIN = new Silence("device does not answer");

    /// It has the question.
    static final Silence LATE = new Silence("device does not answer in time");
  }
}
