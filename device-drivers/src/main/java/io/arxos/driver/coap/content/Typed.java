package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Bad;
import io.arxos.driver.Reading.Good;
import io.arxos.driver.Reading.Kind;
import io.arxos.driver.Value;
import io.arxos.driver.coap.content.ObjectTable.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values of resources by the type of their definition (OMA-TS-LightweightM2M_Core-V1_2, C).
final class Typed {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
  private static final Pattern LINK = Pattern.compile("\\d{1,5}:\\d{1,5}");
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int HEX_BYTES_MAX = Value.TEXT_BYTES_MAX / 2;

  private Typed() {}

  static Reading reading(Type type, Raw.Form form, Origin origin) {
    Object value =
        switch (form) {
          case Raw.Wrong(String reason) -> new Reason(reason);
          case Raw.Binary(byte[] bytes) -> binary(type, bytes);
          case Raw.Opaque(byte[] bytes) -> type == Type.UNKNOWN ? hex(bytes) : binary(type, bytes);
          case Raw.Plain(String text) -> plain(type, text.strip());
          case Raw.Text(String text) -> text(type, text);
          case Raw.Flag(boolean flag) -> flag(type, flag);
          case Raw.Numeric(BigDecimal number) -> number(type, number);
        };
    return value instanceof Value good
        ? new Good(good, origin)
        : new Bad(Kind.FAULT, ((Reason) value).text(), origin);
  }

  /// Why there is no value.
  private record Reason(String text) {}

  private static Object binary(Type type, byte[] bytes) {
    return switch (type) {
      case INTEGER, TIME -> integer(bytes, true);
      case UNSIGNED -> integer(bytes, false);
      case FLOAT -> real(bytes);
      case BOOLEAN -> bytes.length == 1 ? truth(bytes[0]) : new Reason("boolean is not one byte");
      case TEXT, CORE_LINK -> utf8(bytes);
      case LINK -> link(bytes);
      case OPAQUE -> hex(bytes);
      case NONE, UNKNOWN -> guess(bytes);
    };
  }

  private static Object integer(byte[] bytes, boolean signed) {
    int length = bytes.length;
    if (length != 1 && length != 2 && length != 4 && length != 8) {
      return new Reason("integer is not 1, 2, 4 or 8 bytes long");
    }
    var number = signed ? new BigInteger(bytes) : new BigInteger(1, bytes);
    return whole(new BigDecimal(number));
  }

  private static Object real(byte[] bytes) {
    return switch (bytes.length) {
      case 4 -> finite(Cbor.shortest(ByteBuffer.wrap(bytes).getFloat()));
      case 8 -> finite(ByteBuffer.wrap(bytes).getDouble());
      default -> new Reason("float is not 4 or 8 bytes long");
    };
  }

  private static Object finite(double number) {
    return Double.isFinite(number)
        ? new Value.Num(number)
        : new Reason("value is not a finite number");
  }

  private static Object truth(byte value) {
    return value == 0 || value == 1
        ? new Value.Bool(value == 1)
        : new Reason("boolean is neither 0 nor 1");
  }

  private static Object utf8(byte[] bytes) {
    String text = decoded(bytes);
    return text == null ? new Reason("text is not UTF-8") : shortText(text);
  }

  static @Nullable String decoded(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  private static Object shortText(String text) {
    return text.getBytes(UTF_8).length > Value.TEXT_BYTES_MAX
        ? new Reason("text is longer than 1 KiB")
        : new Value.Text(text);
  }

  private static Object link(byte[] bytes) {
    if (bytes.length != 4) {
      return new Reason("object link is not 4 bytes long");
    }
    ByteBuffer ids = ByteBuffer.wrap(bytes);
    return new Value.Text((ids.getShort() & 0xFFFF) + ":" + (ids.getShort() & 0xFFFF));
  }

  private static Object hex(byte[] bytes) {
    return bytes.length > HEX_BYTES_MAX
        ? new Reason("opaque value is longer than " + HEX_BYTES_MAX + " bytes")
        : new Value.Text(HexFormat.of().formatHex(bytes));
  }

  /// Without a definition: text where it can be, else a number of the usual length.
  private static Object guess(byte[] bytes) {
    String text = decoded(bytes);
    if (bytes.length > 0 && text != null && isPrintable(text)) {
      return shortText(text);
    }
    return switch (bytes.length) {
      case 1, 2 -> integer(bytes, true);
      case 4 -> {
        float number = ByteBuffer.wrap(bytes).getFloat();
        boolean likely = Math.abs(number) > 1e-6 && Math.abs(number) < 1e9;
        yield likely ? real(bytes) : integer(bytes, true);
      }
      case 8 -> {
        double number = ByteBuffer.wrap(bytes).getDouble();
        boolean likely = Math.abs(number) > 1e-9 && Math.abs(number) < 1e12;
        yield likely ? real(bytes) : integer(bytes, true);
      }
      default -> hex(bytes);
    };
  }

  static boolean isPrintable(String text) {
    return text.chars()
        .allMatch(c -> (c >= ' ' && c != 0x7F) || c == '\t' || c == '\r' || c == '\n');
  }

  private static Object plain(Type type, String text) {
    return switch (type) {
      case FLOAT, INTEGER, UNSIGNED ->
          NUMBER.matcher(text).matches()
              ? number(type, new BigDecimal(text))
              : new Reason("value is not a number");
      case TIME -> NUMBER.matcher(text).matches() ? number(type, new BigDecimal(text)) : date(text);
      case BOOLEAN ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "on" -> new Value.Bool(true);
            case "0", "false", "off" -> new Value.Bool(false);
            default -> new Reason("boolean is neither 0 nor 1");
          };
      case OPAQUE -> base64(text);
      case TEXT, CORE_LINK, LINK -> text(type, text);
      case NONE, UNKNOWN -> loose(text);
    };
  }

  private static Object loose(String text) {
    if (NUMBER.matcher(text).matches()) {
      return number(Type.FLOAT, new BigDecimal(text));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "" -> new Reason("payload is empty");
      case "true", "on" -> new Value.Bool(true);
      case "false", "off" -> new Value.Bool(false);
      default -> shortText(text);
    };
  }

  private static Object date(String text) {
    try {
      return new Value.Int(OffsetDateTime.parse(text).toEpochSecond());
    } catch (DateTimeException _) {
      return new Reason("time is neither seconds since 1970 nor a date");
    }
  }

  private static Object base64(String text) {
    try {
      boolean url = text.contains("-") || text.contains("_");
      return hex((url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
    } catch (IllegalArgumentException _) {
      return new Reason("opaque value is not base64");
    }
  }

  private static Object text(Type type, String text) {
    return switch (type) {
      case TEXT, CORE_LINK, UNKNOWN, NONE -> shortText(text);
      case LINK ->
          LINK.matcher(text).matches()
              ? new Value.Text(text)
              : new Reason("object link is not such as 3303:0");
      case FLOAT, INTEGER, UNSIGNED, TIME, BOOLEAN, OPAQUE -> plain(type, text.strip());
    };
  }

  private static Object flag(Type type, boolean flag) {
    return switch (type) {
      case INTEGER, UNSIGNED, FLOAT, TIME -> new Value.Int(flag ? 1 : 0);
      case TEXT -> new Value.Text(Boolean.toString(flag));
      case BOOLEAN, UNKNOWN, NONE -> new Value.Bool(flag);
      case OPAQUE, LINK, CORE_LINK -> new Reason("value is true or false and should not be");
    };
  }

  private static Object number(Type type, BigDecimal number) {
    return switch (type) {
      case BOOLEAN ->
          number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0
              ? new Value.Bool(number.signum() != 0)
              : new Reason("boolean is neither 0 nor 1");
      case INTEGER, TIME -> whole(number);
      case UNSIGNED -> number.signum() < 0 ? new Reason("count is negative") : whole(number);
      case FLOAT, UNKNOWN, NONE -> finite(number.doubleValue());
      case TEXT, CORE_LINK -> new Value.Text(number.toPlainString());
      case LINK, OPAQUE -> new Reason("value is a number and should not be");
    };
  }

  /// A device that sends a fraction where its definition has an integer is believed.
  private static Object whole(BigDecimal number) {
    boolean fits = number.compareTo(LONG_MIN) >= 0 && number.compareTo(LONG_MAX) <= 0;
    boolean integral = number.stripTrailingZeros().scale() <= 0;
    return fits && integral ? new Value.Int(number.longValue()) : finite(number.doubleValue());
  }
}
