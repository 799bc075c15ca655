package io.arxos.driver.template;

import io.arxos.driver.template.Nothing.Undefined;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Filters and functions of numbers, as Home Assistant has them: what cannot be read as a number
/// fails unless a default is given.
final class Numbers {
  private static final Pattern REAL =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,4})?");
  private static final double DIGITS_MAX = 300;

  private Numbers() {}

  /// Null when the name is none of these.
  static @Nullable Object apply(Run run, String name, Object value, Args args) {
    return switch (name) {
      case "float" -> otherwise(real(value), value, args.find(0, "default"), name);
      case "int" -> otherwise(whole(value, args), value, args.find(0, "default"), name);
      case "is_number" -> readable(value);
      case "round" -> round(value, args);
      case "abs" -> Python.number(value) < 0 ? Arithmetic.negate(value) : Arithmetic.plus(value);
      case "multiply" -> linear(run, "*", value, args);
      case "add" -> linear(run, "+", value, args);
      case "bitwise_and" -> Python.whole(value) & Python.whole(args.need(0, "second_value"));
      case "bitwise_or" -> Python.whole(value) | Python.whole(args.need(0, "second_value"));
      case "bitwise_xor" -> Python.whole(value) ^ Python.whole(args.need(0, "second_value"));
      case "log" -> logarithm(value, args);
      case "sqrt", "sin", "cos", "tan", "asin", "acos", "atan" -> function(name, value, args);
      case "atan2" -> Math.atan2(needed(value), needed(args.need(0, "x")));
      case "clamp" ->
          Math.min(
              Math.max(needed(value), Python.number(args.need(0, "min"))),
              Python.number(args.need(1, "max")));
      case "bool" -> bool(value, args.find(0, "default"));
      case "ord" -> {
        if (!(value instanceof String text) || text.codePointCount(0, text.length()) != 1) {
          throw Refusal.of("ord needs one character");
        }
        yield (long) text.codePointAt(0);
      }
      default -> null;
    };
  }

  private static Object otherwise(
      @Nullable Object read, Object value, @Nullable Object otherwise, String name) {
    if (read != null) {
      return read;
    }
    if (value instanceof Undefined undefined) {
      throw undefined.refusal(); // a default is for what cannot be read, not for what is missing
    }
    if (otherwise != null) {
      return otherwise;
    }
    throw Refusal.of(name + " got " + Python.type(value) + " that is not a number");
  }

  /// Python's `float(value)`; null when it cannot.
  static @Nullable Double real(Object value) {
    if (Python.isNumber(value)) {
      return Python.number(value);
    }
    if (!(value instanceof String text)) {
      return null;
    }
    String plain = text.strip().replaceAll("(?<=\\d)_(?=\\d)", "");
    if (REAL.matcher(plain).matches()) {
      return Double.parseDouble(plain);
    }
    return switch (plain.toLowerCase(java.util.Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  /// `"42.9" | int` is 42, `"0x1F" | int(base=16)` is 31.
  private static @Nullable Object whole(Object value, Args args) {
    long base = args.whole(1, "base", 10);
    if (value instanceof String text) {
      Object read = integer(text.strip().replace("_", ""), base);
      if (read != null) {
        return read;
      }
    } else if (value instanceof Long || value instanceof Boolean) {
      return Python.whole(value);
    }
    Double real = real(value);
    return real == null || !Double.isFinite(real) ? null : Python.truncated(real);
  }

  private static @Nullable Object integer(String text, long base) {
    if (text.length() > DIGITS_MAX || (base != 0 && (base < 2 || base > 36))) {
      return null;
    }
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    String prefix =
        digits.length() > 2 ? digits.substring(0, 2).toLowerCase(java.util.Locale.ROOT) : "";
    int prefixed = prefix.equals("0x") ? 16 : prefix.equals("0b") ? 2 : prefix.equals("0o") ? 8 : 0;
    if (prefixed != 0 && (base == prefixed || base == 0)) {
      digits = digits.substring(2);
    }
    int radix = base == 0 ? (prefixed == 0 ? 10 : prefixed) : (int) base;
    if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
      return null;
    }
    try {
      var number = new BigInteger(negative ? "-" + digits : digits, radix);
      return number.bitLength() < 64 ? (Object) number.longValue() : (Object) number.doubleValue();
    } catch (NumberFormatException _) {
      return null;
    }
  }

  static boolean readable(Object value) {
    Double real = real(value);
    return real != null && Double.isFinite(real);
  }

  private static double needed(Object value) {
    Double real = real(value);
    if (real == null) {
      throw value instanceof Undefined undefined
          ? undefined.refusal()
          : Refusal.of(Python.type(value) + " is not a number");
    }
    return real;
  }

  private static Object round(Object value, Args args) {
    Double real = real(value);
    if (real == null) {
      return otherwise(null, value, args.find(2, "default"), "round");
    }
    int precision = (int) Math.clamp(args.whole(0, "precision", 0), -300, 300);
    double scale = Math.pow(10, precision);
    double rounded =
        switch (args.text(1, "method", "common")) {
          case "ceil" -> Math.ceil(real * scale) / scale;
          case "floor" -> Math.floor(real * scale) / scale;
          case "half" -> Math.rint(real * 2) / 2;
          default -> Python.round(real, precision);
        };
    return precision == 0 ? Python.truncated(rounded) : (Object) rounded;
  }

  /// Home Assistant's `multiply` and `add`: both read as floating point.
  private static Object linear(Run run, String operator, Object value, Args args) {
    Object amount = args.need(0, "amount");
    Double real = real(value);
    if (real == null) {
      return otherwise(null, value, args.find(1, "default"), operator);
    }
    return Arithmetic.apply(run, operator, real, amount);
  }

  private static Object logarithm(Object value, Args args) {
    Double real = real(value);
    Object base = args.find(0, "base");
    if (real == null || real <= 0) {
      return otherwise(null, value, args.find(1, "default"), "log");
    }
    return base == null ? Math.log(real) : Math.log(real) / Math.log(needed(base));
  }

  private static Object function(String name, Object value, Args args) {
    Double real = real(value);
    double result =
        real == null
            ? Double.NaN
            : switch (name) {
              case "sqrt" -> Math.sqrt(real);
              case "sin" -> Math.sin(real);
              case "cos" -> Math.cos(real);
              case "tan" -> Math.tan(real);
              case "asin" -> Math.asin(real);
              case "acos" -> Math.acos(real);
              default -> Math.atan(real);
            };
    return Double.isNaN(result)
        ? otherwise(null, value, args.find(0, "default"), name)
        : (Object) result;
  }

  /// As `cv.boolean` of Home Assistant.
  private static Object bool(Object value, @Nullable Object otherwise) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof String text) {
      switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
        case "1", "true", "yes", "on", "enable" -> {
          return true;
        }
        case "0", "false", "no", "off", "disable" -> {
          return false;
        }
        default -> {}
      }
    } else if (Python.isNumber(value)) {
      return Python.number(value) != 0;
    }
    return otherwise(null, value, otherwise, "bool");
  }

  /// `min`, `max`, `sum`, `average`, `median` of several values.
  static Object of(Run run, String name, List<Object> items) {
    if (items.isEmpty()) {
      throw Refusal.of(name + " of nothing");
    }
    return switch (name) {
      case "min", "max" -> {
        Object best = items.getFirst();
        for (Object item : items) {
          int order = Python.compare(run, item, best);
          best = name.equals("min") == order < 0 && order != 0 ? item : best;
        }
        yield best;
      }
      case "average" -> sum(items) / items.size();
      default -> {
        double[] sorted = items.stream().mapToDouble(Numbers::needed).sorted().toArray();
        int middle = sorted.length / 2;
        yield sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      }
    };
  }

  private static double sum(List<Object> items) {
    return items.stream().mapToDouble(Numbers::needed).sum();
  }
}
