package io.arxos.driver.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Reading.Bad;
import io.arxos.driver.Reading.Good;
import io.arxos.driver.Reading.Kind;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import io.arxos.driver.Value;
import io.arxos.driver.payload.TruthWords.Type;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values written as text.
///
/// A comma is understood where it can mean one thing only: `1,234.5` and `1,234,567` group
/// thousands, `21,5` is a decimal comma; `1,234` may be either and stays text.
public final class Scalars {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
  private static final Pattern GROUPED =
      Pattern.compile("[+-]?\\d{1,3}((,\\d{3}){1,12}\\.\\d{1,20}|(,\\d{3}){2,12})");
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[+-]?\\d{1,20},(\\d{1,2}|\\d{4,20})");
  private static final Pattern WITH_UNIT =
      Pattern.compile("([+-]?[\\d.,]{1,60}(?:[eE][+-]?\\d{1,3})?)\\s*([^\\d\\s.,+-].{0,15})");

  private Scalars() {}

  /// A number that is followed by its unit.
  public record WithUnit(double number, Unit unit) {}

  /// The reading of a text.
  ///
  /// @param place for the reason why it is none
  static Reading read(String text, TruthWords words, String place, Origin origin) {
    if (words.nothing(text)) {
      return new Bad(Kind.FAULT, place + " is a word for no value", origin);
    }
    if (words.own()) {
      Value truth = words.truth(text);
      return truth == null
          ? new Bad(Kind.FAULT, place + " is neither the word for on nor for off", origin)
          : new Good(truth, origin);
    }
    if (words.type() == Type.TEXT && !text.isEmpty()) {
      return text(text, place, origin);
    }
    Double number = number(text);
    if (number != null) {
      return number(number, place, origin);
    }
    if (words.type() == Type.NUMBER && !text.isEmpty()) {
      Optional<WithUnit> withUnit = withUnit(text);
      return withUnit.isPresent()
          ? number(withUnit.get().number(), place, origin)
          : new Bad(Kind.FAULT, place + " is not a number", origin);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "" -> new Bad(Kind.FAULT, place + " is empty", origin);
      case "true", "on" -> new Good(new Value.Bool(true), origin);
      case "false", "off" -> new Good(new Value.Bool(false), origin);
      case "nan", "inf", "-inf", "infinity", "-infinity" -> notFinite(place, origin);
      default -> other(text, place, origin);
    };
  }

  /// Null when the text is no number, or one that may be read in two ways.
  public static @Nullable Double number(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    if (text.indexOf(',') < 0) {
      return null;
    }
    if (GROUPED.matcher(text).matches()) {
      return Double.valueOf(text.replace(",", ""));
    }
    return DECIMAL_COMMA.matcher(text).matches() ? Double.valueOf(text.replace(',', '.')) : null;
  }

  /// Such as `21.5 °C`; empty when it is no number, or what follows is no unit.
  public static Optional<WithUnit> withUnit(String text) {
    Matcher matcher = WITH_UNIT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Double number = number(matcher.group(1));
    return number == null
        ? Optional.empty()
        : Units.named(matcher.group(2)).map(unit -> new WithUnit(number, unit));
  }

  static Reading number(double number, String place, Origin origin) {
    return Double.isFinite(number)
        ? new Good(new Value.Num(number), origin)
        : notFinite(place, origin);
  }

  private static Reading other(String text, String place, Origin origin) {
    Optional<WithUnit> withUnit = withUnit(text);
    if (withUnit.isPresent()) {
      return number(withUnit.get().number(), place, origin);
    }
    return text(text, place, origin);
  }

  private static Reading text(String text, String place, Origin origin) {
    return text.getBytes(UTF_8).length > Value.TEXT_BYTES_MAX
        ? new Bad(Kind.FAULT, place + " is longer than 1 KiB of text", origin)
        : new Good(new Value.Text(text), origin);
  }

  private static Reading notFinite(String place, Origin origin) {
    return new Bad(Kind.FAULT, place + " is not a finite number", origin);
  }
}
