package io.arxos.driver.template;

import io.arxos.driver.template.Nothing.None;
import io.arxos.driver.template.Nothing.Undefined;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/// How Python writes values: `str()` and `repr()`.
final class Texts {
  private static final int PLAIN_EXPONENT_MIN = -4;
  private static final int PLAIN_EXPONENT_MAX = 15;

  private Texts() {}

  /// As printed.
  static String of(Run run, Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag ? "True" : "False";
      case Long number -> Long.toString(number);
      case Double number -> of(number);
      case None _ -> "None";
      case Undefined _ -> "";
      case ZonedDateTime time -> Times.text(time, " ");
      case Duration span -> Times.text(span);
      default -> {
        var out = new StringBuilder();
        represent(run, value, out);
        yield run.paid(out.toString());
      }
    };
  }

  /// As written inside a list.
  static void represent(Run run, Object value, StringBuilder out) {
    run.enter();
    switch (value) {
      case String text -> quote(text, out);
      case List<?> items -> items(run, items, out);
      case Map<?, ?> map -> map(run, map, out);
      case Undefined _ -> out.append("Undefined");
      case ZonedDateTime time -> out.append(Times.represent(time));
      case Namespace _ -> out.append("<Namespace>");
      case Boolean _, Long _, Double _, None _, Duration _ -> out.append(of(run, value));
      default -> out.append("<object>");
    }
    if (out.length() > Run.TEXT_CHARACTERS_MAX) {
      throw Refusal.of("template makes a text longer than 64 KiB");
    }
    run.leave();
  }

  private static void items(Run run, List<?> items, StringBuilder out) {
    boolean tuple = items instanceof Tuple;
    out.append(tuple ? '(' : '[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      represent(run, Nothing.of(items.get(i)), out);
    }
    out.append(tuple && items.size() == 1 ? ",)" : tuple ? ")" : "]");
  }

  private static void map(Run run, Map<?, ?> map, StringBuilder out) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(first ? "" : ", ");
      first = false;
      represent(run, Nothing.of(entry.getKey()), out);
      out.append(": ");
      represent(run, Nothing.of(entry.getValue()), out);
    }
    out.append('}');
  }

  private static void quote(String text, StringBuilder out) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c == quote) {
            out.append('\\').append(c);
          } else if (c < ' ' || c == 0x7f) {
            out.append("\\x%02x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append(quote);
  }

  /// Shortest decimal that reads back, with an exponent below 1e-4 and from 1e16 on.
  static String of(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= PLAIN_EXPONENT_MIN && exponent <= PLAIN_EXPONENT_MAX) {
      String plain = exact.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = exact.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return (number < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + size;
  }
}
