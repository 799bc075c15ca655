package io.arxos.driver.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Bad;
import io.arxos.driver.Reading.Good;
import io.arxos.driver.Reading.Kind;
import io.arxos.driver.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The bytes of one message, read for one point after the other. For one thread.
public final class Payload {
  public static final int BYTES_MAX = 64 * 1024;
  private static final int SAMPLE_CHARACTERS_MAX = 256;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

  /// A number of seconds since 1970 above this is one of milliseconds (the year 5138).
  private static final double SECONDS_MAX = 1e11;

  /// Nothing was measured outside these; a clock that says so is broken, and arithmetic on it would
  /// overflow.
  private static final Instant TIME_MIN = Instant.EPOCH;

  private static final Instant TIME_MAX = Instant.parse("2200-01-01T00:00:00Z");

  private final byte[] bytes;
  private @Nullable Object parsed; // JsonNode, or the reason as String why it is none

  public Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The reading of one point; never throws.
  ///
  /// @param said what the protocol says about the message; the device's own time is added to it
  public Reading read(PayloadForm form, Origin said) {
    String unreadable = bytes.length > BYTES_MAX ? "payload is longer than 64 KiB" : "";
    if (bytes.length == 0) {
      unreadable = "payload is empty";
    }
    if (!unreadable.isEmpty()) {
      return new Bad(Kind.FAULT, unreadable, said);
    }
    if (form.pointer() == null) {
      String text = utf8(bytes);
      return text == null
          ? new Bad(Kind.FAULT, "payload is not UTF-8 text", said)
          : plain(text.strip(), "payload", said);
    }
    Object document = document();
    if (!(document instanceof JsonNode root)) {
      return new Bad(Kind.FAULT, String.valueOf(document), said);
    }
    return node(root.at(form.pointer()), form.pointer(), timed(root, form.timePointer(), said));
  }

  /// What a message says, shortened for people.
  public static String sample(byte[] bytes) {
    String text = bytes.length > BYTES_MAX ? null : utf8(bytes);
    if (text == null) {
      return bytes.length + " bytes";
    }
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= SAMPLE_CHARACTERS_MAX ? line : line.substring(0, SAMPLE_CHARACTERS_MAX);
  }

  /// A number as devices expect it: the shortest decimal, without an exponent.
  public static String text(Value value) {
    return switch (value) {
      case Value.Num(double number) ->
          number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
      case Value.Int(long number) -> Long.toString(number);
      case Value.Bool(boolean flag) -> Boolean.toString(flag);
      case Value.Text(String text) -> text;
    };
  }

  private Object document() {
    if (parsed == null) {
      parsed = parse(bytes);
    }
    return parsed;
  }

  private static Object parse(byte[] bytes) {
    try {
      // Not as bytes: Jackson would guess the encoding, and JSON between systems is UTF-8 (RFC
      // 8259).
      String text = utf8(bytes);
      return text == null ? "payload is not UTF-8 text" : JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return "payload is not JSON";
    }
  }

  private static Reading node(JsonNode node, JsonPointer pointer, Origin origin) {
    String place = "value at " + pointer;
    return switch (node.getNodeType()) {
      case NUMBER -> number(node.doubleValue(), place, origin);
      case BOOLEAN -> new Good(new Value.Bool(node.booleanValue()), origin);
      case STRING -> plain(node.textValue().strip(), place, origin);
      case NULL, MISSING -> new Bad(Kind.FAULT, "no " + place, origin);
      case ARRAY, OBJECT, BINARY, POJO ->
          new Bad(Kind.FAULT, place + " is not a plain value", origin);
    };
  }

  private static Reading plain(String text, String place, Origin origin) {
    if (NUMBER.matcher(text).matches()) {
      return number(Double.parseDouble(text), place, origin);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "" -> new Bad(Kind.FAULT, place + " is empty", origin);
      case "true", "on" -> new Good(new Value.Bool(true), origin);
      case "false", "off" -> new Good(new Value.Bool(false), origin);
      case "nan", "inf", "-inf", "infinity", "-infinity" -> notFinite(place, origin);
      default ->
          text.getBytes(UTF_8).length > Value.TEXT_BYTES_MAX
              ? new Bad(Kind.FAULT, place + " is longer than 1 KiB of text", origin)
              : new Good(new Value.Text(text), origin);
    };
  }

  private static Reading number(double number, String place, Origin origin) {
    return Double.isFinite(number)
        ? new Good(new Value.Num(number), origin)
        : notFinite(place, origin);
  }

  private static Reading notFinite(String place, Origin origin) {
    return new Bad(Kind.FAULT, place + " is not a finite number", origin);
  }

  /// A time that cannot be read leaves the value as it is: without a time of its own.
  private static Origin timed(JsonNode root, @Nullable JsonPointer pointer, Origin said) {
    Instant time = pointer == null ? null : time(root.at(pointer));
    return time == null || time.isBefore(TIME_MIN) || time.isAfter(TIME_MAX)
        ? said
        : new Origin(time, said.sequence(), said.retained(), said.repeat());
  }

  private static @Nullable Instant time(JsonNode node) {
    try {
      if (node.isTextual()) {
        return OffsetDateTime.parse(node.textValue()).toInstant();
      }
      if (!node.isNumber()) {
        return null;
      }
      double number = node.doubleValue();
      double seconds = number > SECONDS_MAX ? number / 1_000 : number;
      return Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS);
    } catch (DateTimeException | ArithmeticException _) {
      return null;
    }
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
