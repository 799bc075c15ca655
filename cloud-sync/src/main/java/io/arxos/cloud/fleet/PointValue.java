package io.arxos.cloud.fleet;

import org.jspecify.annotations.Nullable;

/// A value of a point.
public sealed interface PointValue {
  /// In the UCUM unit of the point.
  record Num(double value) implements PointValue {}

  record Int(long value) implements PointValue {}

  record Bool(boolean value) implements PointValue {}

  record Text(String value) implements PointValue {}

  /// The form in the store: a letter for the kind, then the value.
  static @Nullable String toColumn(@Nullable PointValue value) {
    return switch (value) {
      case null -> null;
      case Num(var number) -> "n" + number;
      case Int(var integer) -> "i" + integer;
      case Bool(var bool) -> "b" + bool;
      case Text(var text) -> "t" + text;
    };
  }

  /// The inverse of [#toColumn].
  static @Nullable PointValue fromColumn(@Nullable String column) {
    if (column == null) {
      return null;
    }
    var rest = column.substring(1);
    return switch (column.charAt(0)) {
      case 'n' -> new Num(Double.parseDouble(rest));
      case 'i' -> new Int(Long.parseLong(rest));
      case 'b' -> new Bool(Boolean.parseBoolean(rest));
      case 't' -> new Text(rest);
      default -> throw new IllegalArgumentException("not a stored value: " + column);
    };
  }

  /// As JSON libraries take it: Double, Long, Boolean, String or null.
  static @Nullable Object toJson(@Nullable PointValue value) {
    return switch (value) {
      case null -> null;
      case Num(var number) -> number;
      case Int(var integer) -> integer;
      case Bool(var bool) -> bool;
      case Text(var text) -> text;
    };
  }
}
