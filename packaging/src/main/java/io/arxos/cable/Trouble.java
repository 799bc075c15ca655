package io.arxos.cable;

/// What is wrong with a cable while it lasts.
public sealed interface Trouble {
  /// Nothing: bytes pass unchanged.
  record Whole() implements Trouble {}

  /// Bytes stop in both directions and nobody is told.
  record Cut() implements Trouble {}

  /// Every piece is late, and by how much changes from piece to piece; the order stays.
  ///
  /// @param millisMin 0 to 10,000
  /// @param millisMax not below millisMin, to 10,000
  record Late(int millisMin, int millisMax) implements Trouble {
    private static final int MILLIS_MAX = 10_000;

    public Late {
      if (millisMin < 0 || millisMax < millisMin || millisMax > MILLIS_MAX) {
        throw new IllegalArgumentException("late by " + millisMin + " to " + millisMax + " ms");
      }
    }
  }

  /// Every byte travels alone.
  record Sliced() implements Trouble {}

  /// @param bytesPerSecond per connection and direction, at least 100
  record Narrow(int bytesPerSecond) implements Trouble {
    private static final int BYTES_PER_SECOND_MIN = 100;

    public Narrow {
      if (bytesPerSecond < BYTES_PER_SECOND_MIN) {
        throw new IllegalArgumentException(bytesPerSecond + " bytes per second");
      }
    }
  }

  /// Bytes of one direction are taken and never delivered; the other direction and the connection
  /// stay as they are.
  record OneWay(Way swallowed) implements Trouble {}
}
