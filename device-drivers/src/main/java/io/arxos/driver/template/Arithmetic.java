package io.arxos.driver.template;

import java.math.BigInteger;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/// Python's operators. Whole numbers that outgrow 64 bits go on as floating point.
final class Arithmetic {
  private static final int POWER_BITS_MAX = 4_096;

  private Arithmetic() {}

  static Object apply(Run run, String operator, Object a, Object b) {
    return switch (operator) {
      case "+" -> add(run, a, b);
      case "-" -> subtract(a, b);
      case "*" -> multiply(run, a, b);
      case "/" -> divide(a, b);
      case "//" -> floor(a, b);
      case "%" -> a instanceof String format ? Formats.percent(run, format, b) : modulo(a, b);
      case "**" -> power(a, b);
      default -> throw Refusal.of("operator " + operator + " is not understood");
    };
  }

  static Object negate(Object value) {
    if (value instanceof Duration span) {
      return span.negated();
    }
    return value instanceof Double || !Python.isNumber(value)
        ? (Object) (-Python.number(value))
        : subtract(0L, value);
  }

  static Object plus(Object value) {
    return value instanceof Double number ? number : (Object) Python.whole(value);
  }

  static Object add(Run run, Object a, Object b) {
    if (Python.isNumber(a) && Python.isNumber(b)) {
      return whole(a, b) ? of(big(a).add(big(b))) : (Object) (Python.number(a) + Python.number(b));
    }
    if (a instanceof String x && b instanceof String y) {
      run.pay((long) x.length() + y.length());
      return x + y;
    }
    if (a instanceof List<?> x
        && b instanceof List<?> y
        && a instanceof Tuple == b instanceof Tuple) {
      run.payItems((long) x.size() + y.size());
      List<Object> all = new ArrayList<>(Python.items(run, x));
      all.addAll(Python.items(run, y));
      return a instanceof Tuple ? new Tuple(all) : all;
    }
    return Times.add(a, b);
  }

  private static Object subtract(Object a, Object b) {
    if (Python.isNumber(a) && Python.isNumber(b)) {
      return whole(a, b)
          ? of(big(a).subtract(big(b)))
          : (Object) (Python.number(a) - Python.number(b));
    }
    if (a instanceof ZonedDateTime && b instanceof Duration span) {
      return Times.add(a, span.negated());
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return Times.bounded(x.minus(y));
    }
    if (a instanceof ZonedDateTime x && b instanceof ZonedDateTime y) {
      return Duration.between(y, x);
    }
    throw Python.misfit("subtract", a, b);
  }

  private static Object multiply(Run run, Object a, Object b) {
    if (Python.isNumber(a) && Python.isNumber(b)) {
      return whole(a, b)
          ? of(big(a).multiply(big(b)))
          : (Object) (Python.number(a) * Python.number(b));
    }
    if (b instanceof Long times && (a instanceof String || a instanceof List)) {
      return repeat(run, a, Math.clamp(times, 0, Integer.MAX_VALUE));
    }
    if (a instanceof Long times && (b instanceof String || b instanceof List)) {
      return repeat(run, b, Math.clamp(times, 0, Integer.MAX_VALUE));
    }
    throw Python.misfit("multiply", a, b);
  }

  private static Object repeat(Run run, Object value, int times) {
    if (value instanceof String text) {
      run.pay((long) text.length() * times);
      return text.repeat(times);
    }
    List<Object> once = Python.items(run, value);
    run.payItems((long) once.size() * times);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < times && !once.isEmpty(); i++) {
      all.addAll(once);
    }
    return value instanceof Tuple ? new Tuple(all) : all;
  }

  static Object divide(Object a, Object b) {
    if (a instanceof Duration x && b instanceof Duration y && !y.isZero()) {
      return Times.seconds(x) / Times.seconds(y);
    }
    return numbers("divide", a, b) / divisor(b);
  }

  private static Object floor(Object a, Object b) {
    double left = numbers("divide", a, b);
    double right = divisor(b);
    return whole(a, b)
        ? of(BigInteger.valueOf(Math.floorDiv(Python.whole(a), Python.whole(b))))
        : (Object) Math.floor(left / right);
  }

  private static Object modulo(Object a, Object b) {
    double left = numbers("divide", a, b);
    double right = divisor(b);
    if (whole(a, b)) {
      return Math.floorMod(Python.whole(a), Python.whole(b));
    }
    double rest = left % right;
    return rest != 0 && rest < 0 != right < 0 ? rest + right : rest;
  }

  private static Object power(Object a, Object b) {
    double base = numbers("raise", a, b);
    double exponent = Python.number(b);
    if (base == 0 && exponent < 0) {
      throw Refusal.of("division by zero");
    }
    boolean exact = whole(a, b) && exponent >= 0;
    if (exact && exponent * big(a).bitLength() <= POWER_BITS_MAX && exponent <= POWER_BITS_MAX) {
      return of(big(a).pow((int) exponent));
    }
    return Math.pow(base, exponent);
  }

  private static double numbers(String verb, Object a, Object b) {
    if (!Python.isNumber(a) || !Python.isNumber(b)) {
      throw Python.misfit(verb, a, b);
    }
    return Python.number(a);
  }

  private static double divisor(Object b) {
    double divisor = Python.number(b);
    if (divisor == 0) {
      throw Refusal.of("division by zero");
    }
    return divisor;
  }

  private static boolean whole(Object a, Object b) {
    return !(a instanceof Double) && !(b instanceof Double);
  }

  private static BigInteger big(Object whole) {
    return BigInteger.valueOf(Python.whole(whole));
  }

  private static Object of(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : (Object) number.doubleValue();
  }
}
