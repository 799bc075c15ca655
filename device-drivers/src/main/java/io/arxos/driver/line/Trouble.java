package io.arxos.driver.line;

/// How an exchange with a device went wrong.
public enum Trouble {
  /// Nothing came within the time allowed.
  SILENCE("silence"),
  /// The way to the device cannot be opened: connection refused, no route, no such bus.
  UNREACHABLE("unreachable"),
  /// A connection that was open ended by itself.
  LOST("connection lost"),
  /// Another client took our session (MQTT 5 reason code 0x8E).
  TAKEN_OVER("session taken over"),
  /// The answer came whole and its checksum is wrong.
  CHECKSUM("checksum error"),
  /// Bytes came that are no frame of the protocol.
  FRAMING("framing error"),
  /// A well-formed answer came, from somebody else or to another question.
  MISMATCH("answer of another"),
  /// The device answered that it will not: an exception code, an error response.
  REFUSAL("refusal"),
  /// The answer was well-formed and its content makes no sense.
  NONSENSE("nonsense");

  private final String words;

  Trouble(String words) {
    this.words = words;
  }

  /// For people, such as `checksum error`.
  public String words() {
    return words;
  }

  /// Whether bytes came that did not survive the way, or came from two at once.
  public boolean garbled() {
    return this == CHECKSUM || this == FRAMING || this == MISMATCH;
  }
}
