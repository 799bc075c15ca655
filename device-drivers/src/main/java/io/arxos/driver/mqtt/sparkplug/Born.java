package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Value;
import org.jspecify.annotations.Nullable;

/// A metric as its birth describes it.
///
/// @param alias null when it has none
/// @param inTemplate a member of a template's instance, which no command can name
record Born(String name, @Nullable Long alias, int type, boolean readOnly, boolean inTemplate) {
  /// What it costs to remember.
  int cost() {
    return 100 + 2 * name.length();
  }

  /// The value in this metric's type; null when it cannot hold it.
  @Nullable Raw raw(Value value) {
    DataType of = DataType.of(type);
    return switch (of) {
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> whole(of, value);
      case FLOAT, DOUBLE -> real(of, value);
      case BOOLEAN -> flag(value);
      case STRING, TEXT, UUID ->
          value instanceof Value.Text(String text) ? new Raw.Words(text) : null;
      default -> null;
    };
  }

  private static @Nullable Raw whole(DataType of, Value value) {
    long number;
    switch (value) {
      case Value.Int(long whole) -> number = whole;
      case Value.Num(double real) -> {
        number = (long) real;
        if (number != real) {
          return null;
        }
      }
      case Value.Bool _, Value.Text _ -> {
        return null;
      }
    }
    int bits = of.bits();
    boolean fits =
        of.signed()
            ? number << 64 - bits >> 64 - bits == number
            : number >= 0 && (bits == 64 || number >>> bits == 0);
    return fits ? new Raw.Whole(number) : null;
  }

  private static @Nullable Raw real(DataType of, Value value) {
    double number = value.number();
    boolean single = of == DataType.FLOAT;
    boolean fits = Double.isFinite(number) && (!single || Float.isFinite((float) number));
    return fits && !(value instanceof Value.Bool) ? new Raw.Real(number, single) : null;
  }

  private static @Nullable Raw flag(Value value) {
    return switch (value) {
      case Value.Bool(boolean flag) -> new Raw.Flag(flag);
      case Value.Int(long number) when number == 0 || number == 1 -> new Raw.Flag(number == 1);
      case Value.Num(double number) when number == 0 || number == 1 -> new Raw.Flag(number == 1);
      case Value.Int _, Value.Num _, Value.Text _ -> null;
    };
  }
}
