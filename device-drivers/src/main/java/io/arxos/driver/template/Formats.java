package io.arxos.driver.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Python's two ways to format: `'%.1f' % x` and `'{:.1f}'.format(x)`.
final class Formats {
  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\((\\w+)\\))?([-+ 0#]*)(\\d{1,3})?(?:\\.(\\d{1,2}))?[hlL]?(.)");
  private static final Pattern FIELD =
      Pattern.compile("\\{\\{|\\}\\}|\\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\\}");
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ]?)(#?)(0?)(\\d{1,3})?([,_]?)(?:\\.(\\d{1,2}))?([a-zA-Z%]?)");

  private Formats() {}

  /// `format % arguments`: a tuple is several arguments.
  static String percent(Run run, String format, Object arguments) {
    List<?> list = arguments instanceof Tuple tuple ? tuple : List.of(arguments);
    return percent(run, format, list, arguments instanceof Map<?, ?> map ? map : Map.of());
  }

  static String percent(Run run, String format, List<?> list, Map<?, ?> named) {
    var out = new StringBuilder();
    Matcher matcher = PERCENT.matcher(format);
    int at = 0;
    int next = 0;
    while (matcher.find(at)) {
      out.append(format, at, matcher.start());
      at = matcher.end();
      if (matcher.group(5).equals("%")) {
        out.append('%');
        continue;
      }
      Object value;
      if (matcher.group(1) != null) {
        value = Python.entry(run, named, matcher.group(1));
      } else {
        value = next < list.size() ? Nothing.of(list.get(next++)) : null;
      }
      if (value == null) {
        throw Refusal.of("too few arguments for a format");
      }
      out.append(percent(run, matcher, value));
      run.pay(out.length());
    }
    return run.paid(out.append(format.substring(at)).toString());
  }

  private static String percent(Run run, Matcher matcher, Object value) {
    String flags = matcher.group(2);
    String type = matcher.group(5);
    String sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    boolean text = "sra".contains(type);
    boolean left = flags.contains("-");
    boolean zero = flags.contains("0") && !left && !text;
    var spec =
        new Spec(
            zero ? '0' : ' ',
            left ? '<' : zero ? '=' : '>',
            sign,
            flags.contains("#"),
            matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)),
            "",
            matcher.group(4) == null ? -1 : Integer.parseInt(matcher.group(4)),
            switch (type) {
              case "i", "u" -> "d";
              case "r", "a" -> "s";
              default -> type;
            });
    if (spec.type.equals("d") && value instanceof Double number) {
      return written(run, spec, Python.truncated(number));
    }
    if (text && !(value instanceof String)) {
      return written(run, spec, Texts.of(run, value));
    }
    return written(run, spec, value);
  }

  /// `format.format(arguments)`.
  static String braces(Run run, String format, Args args) {
    var out = new StringBuilder();
    Matcher matcher = FIELD.matcher(format);
    int at = 0;
    int next = 0;
    while (matcher.find()) {
      out.append(format, at, matcher.start());
      at = matcher.end();
      String whole = matcher.group();
      if (whole.equals("{{") || whole.equals("}}")) {
        out.append(whole.charAt(0));
        continue;
      }
      String name = matcher.group(1);
      Object value =
          name.isEmpty() ? field(run, String.valueOf(next++), args) : field(run, name, args);
      String spec = matcher.group(3) == null ? "" : matcher.group(3);
      if ("r".equals(matcher.group(2))) {
        var represented = new StringBuilder();
        Texts.represent(run, value, represented);
        value = represented.toString();
      }
      out.append(format(run, value, spec));
      run.pay(out.length());
    }
    return run.paid(out.append(format.substring(at)).toString());
  }

  private static Object field(Run run, String name, Args args) {
    String[] parts = name.split("[.\\[]", 2);
    Object value =
        parts[0].matches("\\d{1,4}")
            ? args.find(Integer.parseInt(parts[0]), "")
            : args.named().get(parts[0]);
    if (value == null) {
      throw Refusal.of("too few arguments for a format");
    }
    if (parts.length == 1) {
      return value;
    }
    String key = parts[1].replace("]", "");
    var evaluator = new Evaluator(run);
    return key.matches("\\d{1,9}")
        ? evaluator.item(value, Long.parseLong(key), "the value")
        : evaluator.item(value, key, "the value");
  }

  static String format(Run run, Object value, String spec) {
    if (spec.isEmpty()) {
      return Texts.of(run, value);
    }
    Matcher matcher = SPEC.matcher(spec);
    if (!matcher.matches()) {
      throw Refusal.of("a format cannot be read");
    }
    boolean zero = !matcher.group(5).isEmpty();
    String align = matcher.group(2);
    String fill = matcher.group(1);
    boolean number = Python.isNumber(value);
    char alignment = align != null ? align.charAt(0) : zero && number ? '=' : number ? '>' : '<';
    return written(
        run,
        new Spec(
            fill != null ? fill.charAt(0) : zero ? '0' : ' ',
            alignment,
            matcher.group(3),
            !matcher.group(4).isEmpty(),
            matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6)),
            matcher.group(7),
            matcher.group(8) == null ? -1 : Integer.parseInt(matcher.group(8)),
            matcher.group(9)),
        value);
  }

  /// @param precision -1 when it is not given
  private record Spec(
      char fill,
      char align,
      String sign,
      boolean marked,
      int width,
      String group,
      int precision,
      String type) {}

  private static String written(Run run, Spec spec, Object value) {
    String type = spec.type;
    if (type.isEmpty()) {
      type =
          value instanceof Double
              ? (spec.precision >= 0 ? "g" : "r")
              : value instanceof Long ? "d" : "s";
    }
    if (type.equals("s") || !Python.isNumber(value)) {
      if (!"s".equals(type) || !(value instanceof String || Python.isNumber(value))) {
        throw value instanceof Nothing.Undefined undefined
            ? undefined.refusal()
            : Refusal.of("a format for a number got " + Python.type(value));
      }
      String text = Texts.of(run, value);
      int cut = spec.precision < 0 ? text.length() : Math.min(text.length(), spec.precision);
      return aligned(spec, "", text.substring(0, cut));
    }
    double number = Python.number(value);
    boolean negative = number < 0 || (number == 0 && 1 / number < 0);
    String digits = digits(spec, type, value);
    return aligned(spec, negative ? "-" : spec.sign.equals("-") ? "" : spec.sign, digits);
  }

  private static String digits(Spec spec, String type, Object value) {
    double size = Math.abs(Python.number(value));
    if ("fFeEgGr%".contains(type) && !Double.isFinite(size)) {
      return Texts.of(size);
    }
    int precision = spec.precision < 0 ? 6 : spec.precision;
    return switch (type) {
      case "d" -> grouped(Long.toUnsignedString(Math.abs(Python.whole(value))), spec.group);
      case "x" -> (spec.marked ? "0x" : "") + Long.toHexString(Math.abs(Python.whole(value)));
      case "X" ->
          (spec.marked ? "0X" : "")
              + Long.toHexString(Math.abs(Python.whole(value))).toUpperCase(java.util.Locale.ROOT);
      case "o" -> (spec.marked ? "0o" : "") + Long.toOctalString(Math.abs(Python.whole(value)));
      case "b" -> (spec.marked ? "0b" : "") + Long.toBinaryString(Math.abs(Python.whole(value)));
      case "c" -> Character.toString((int) Math.clamp(Python.whole(value), 0, 0x10ffff));
      case "f", "F" -> grouped(fixed(size, precision), spec.group);
      case "%" -> fixed(size * 100, precision) + "%";
      case "e" -> scientific(size, precision);
      case "E" -> scientific(size, precision).replace('e', 'E');
      case "g", "G" -> general(size, Math.max(1, precision));
      case "r" -> Texts.of(size);
      default -> throw Refusal.of("format " + type + " is not known");
    };
  }

  private static String fixed(double number, int decimals) {
    return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String scientific(double number, int decimals) {
    BigDecimal exact = new BigDecimal(number);
    int exponent = number == 0 ? 0 : exact.precision() - exact.scale() - 1;
    BigDecimal mantissa = exact.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN);
    if (mantissa.compareTo(BigDecimal.TEN) >= 0) {
      exponent++;
      mantissa = exact.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN);
    }
    return mantissa.toPlainString()
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String general(double number, int digits) {
    String scientific = scientific(number, digits - 1);
    int mark = scientific.indexOf('e');
    int exponent = Integer.parseInt(scientific.substring(mark + 1));
    if (exponent < -4 || exponent >= digits) {
      return trimmed(scientific.substring(0, mark)) + scientific.substring(mark);
    }
    return trimmed(fixed(number, digits - 1 - exponent));
  }

  private static String trimmed(String number) {
    return number.indexOf('.') < 0 ? number : number.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  private static String grouped(String number, String separator) {
    if (separator.isEmpty()) {
      return number;
    }
    int point = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
    var out = new StringBuilder(number);
    for (int i = point - 3; i > 0; i -= 3) {
      out.insert(i, separator);
    }
    return out.toString();
  }

  private static String aligned(Spec spec, String sign, String digits) {
    int missing = spec.width - sign.length() - digits.length();
    if (missing <= 0) {
      return sign + digits;
    }
    String fill = String.valueOf(spec.fill).repeat(missing);
    return switch (spec.align) {
      case '<' -> sign + digits + fill;
      case '=' -> sign + fill + digits;
      case '^' -> fill.substring(0, missing / 2) + sign + digits + fill.substring(missing / 2);
      default -> fill + sign + digits;
    };
  }
}
