package io.arxos.driver;

import java.nio.charset.StandardCharsets;

/// A value of a point. Numbers carry no unit of their own: the point's description says it.
public sealed interface Value {
  /// A measured or commanded number; finite (a driver that receives NaN or infinity delivers
  /// [Reading.Bad]).
  record Num(double value) implements Value {
    public Num {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("not a finite number: " + value);
      }
    }
  }

  /// A count or a multi-state value.
  record Int(long value) implements Value {}

  record Bool(boolean value) implements Value {}

  /// @param value at most [#TEXT_BYTES_MAX] bytes of UTF-8
  record Text(String value) implements Value {
    public Text {
      if (value.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX) {
        throw new IllegalArgumentException("text longer than " + TEXT_BYTES_MAX + " bytes");
      }
    }
  }

  int TEXT_BYTES_MAX = 1024;

  /// The value as a number: booleans are 0 and 1, text is NaN.
  default double number() {
    return switch (this) {
      case Num(double value) -> value;
      case Int(long value) -> value;
      case Bool(boolean value) -> value ? 1 : 0;
      case Text _ -> Double.NaN;
    };
  }
}
