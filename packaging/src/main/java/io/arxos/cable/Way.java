package io.arxos.cable;

/// One direction of a cable.
public enum Way {
  /// From the side that has connected.
  UP,
  /// To it.
  DOWN
}
