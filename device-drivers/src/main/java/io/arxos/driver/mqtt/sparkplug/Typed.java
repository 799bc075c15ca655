package io.arxos.driver.mqtt.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Value;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A raw value in the light of its data type.
///
/// @param value null when there is none
/// @param wrong why; without changing parts
record Typed(@Nullable Value value, String wrong) {
  private static final int BYTES_MAX = 8 * 1024;
  private static final long MILLIS_MAX = 7_258_118_400_000L; // the year 2200

  static Typed of(DataType type, @Nullable Raw raw) {
    return switch (raw) {
      case null -> wrong("metric has no value");
      case Raw.Whole(long bits) -> whole(type, bits);
      case Raw.Real(double number, boolean _) -> real(type, number);
      case Raw.Flag(boolean flag) ->
          type == DataType.BOOLEAN || type == DataType.UNKNOWN
              ? good(new Value.Bool(flag))
              : otherType();
      case Raw.Words(String text) -> words(type, text);
      case Raw.Data(byte[] bytes) -> data(type, bytes);
      case Raw.Table table -> text(Structures.table(table));
      case Raw.Parts _ -> wrong("value is a template");
      case Raw.Unknown _ -> wrong("value is of a form that is not known");
    };
  }

  private static Typed whole(DataType type, long bits) {
    return switch (type) {
      case UNKNOWN -> good(new Value.Int(bits));
      case BOOLEAN -> bits == 0 || bits == 1 ? good(new Value.Bool(bits == 1)) : otherType();
      case FLOAT, DOUBLE -> good(new Value.Num(bits));
      case DATE_TIME -> time(bits);
      default -> type.bits() == 0 ? otherType() : integer(type, bits);
    };
  }

  /// Smaller types lie in 32 bits, or in 64; a negative number fills what is above it with ones, or
  /// does not: encoders differ.
  private static Typed integer(DataType type, long bits) {
    int unused = 64 - type.bits();
    if (type.signed()) {
      long value = bits << unused >> unused;
      boolean fits =
          bits == value || bits == (value & 0xFFFF_FFFFL) || bits == (bits << unused >>> unused);
      return fits ? good(new Value.Int(value)) : wrong("number does not fit its data type");
    }
    if (bits << unused >>> unused != bits) {
      return wrong("number does not fit its data type");
    }
    return good(bits >= 0 ? new Value.Int(bits) : new Value.Num(unsigned(bits)));
  }

  private static double unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits)).doubleValue();
  }

  private static Typed real(DataType type, double number) {
    if (!Double.isFinite(number)) {
      return wrong("value is not a finite number");
    }
    if (type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.UNKNOWN) {
      return good(new Value.Num(number));
    }
    boolean whole = type.bits() > 0 && number == Math.rint(number) && Math.abs(number) < 1L << 53;
    return whole ? whole(type, (long) number) : otherType();
  }

  private static Typed words(DataType type, String text) {
    return switch (type) {
      case STRING, TEXT, UUID, UNKNOWN -> text(text);
      default -> otherType();
    };
  }

  private static Typed data(DataType type, byte[] bytes) {
    if (bytes.length > BYTES_MAX) {
      return wrong("value is longer than 1 KiB of text");
    }
    if (type.isArray()) {
      String array = Structures.array(type.element(), bytes);
      return array == null ? wrong("array is cut short") : text(array);
    }
    return switch (type) {
      case BYTES, FILE, UNKNOWN -> text(Base64.getEncoder().encodeToString(bytes));
      default -> otherType();
    };
  }

  private static Typed time(long millis) {
    Instant time = instant(millis);
    return time == null ? wrong("time is not one of our age") : text(time.toString());
  }

  /// Null when no clock says so.
  static @Nullable Instant instant(long millis) {
    try {
      return millis <= 0 || millis > MILLIS_MAX ? null : Instant.ofEpochMilli(millis);
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Typed text(String text) {
    return text.length() > Value.TEXT_BYTES_MAX
            || text.getBytes(UTF_8).length > Value.TEXT_BYTES_MAX
        ? wrong("value is longer than 1 KiB of text")
        : good(new Value.Text(text));
  }

  private static Typed otherType() {
    return wrong("value is not of its data type");
  }

  private static Typed good(Value value) {
    return new Typed(value, "");
  }

  private static Typed wrong(String reason) {
    return new Typed(null, reason);
  }
}
