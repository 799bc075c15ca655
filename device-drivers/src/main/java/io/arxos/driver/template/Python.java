package io.arxos.driver.template;

import io.arxos.driver.template.Nothing.None;
import io.arxos.driver.template.Nothing.Undefined;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What Python does with values of every type: truth, equality, order, length, items.
final class Python {
  private Python() {}

  static boolean truth(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> items -> !items.isEmpty();
      case Map<?, ?> entries -> !entries.isEmpty();
      case Duration span -> !span.isZero();
      case Nothing _ -> false;
      default -> true;
    };
  }

  static String type(Object value) {
    return switch (value) {
      case Boolean _ -> "true or false";
      case Long _ -> "a whole number";
      case Double _ -> "a number";
      case String _ -> "a text";
      case Tuple _ -> "a tuple";
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "a mapping";
      case None _ -> "none";
      case Undefined _ -> "undefined";
      case ZonedDateTime _ -> "a time";
      case Duration _ -> "a time span";
      default -> "an object";
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  /// Of a number or boolean; undefined and others refuse.
  static double number(Object value) {
    return switch (value) {
      case Long number -> number;
      case Double number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case Undefined undefined -> throw undefined.refusal();
      default -> throw Refusal.of(type(value) + " is not a number");
    };
  }

  static long whole(Object value) {
    return switch (value) {
      case Long number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case Undefined undefined -> throw undefined.refusal();
      default -> throw Refusal.of(type(value) + " is not a whole number");
    };
  }

  /// A whole number of a double, towards zero.
  static Object truncated(double number) {
    if (!Double.isFinite(number)) {
      throw Refusal.of("not a finite number");
    }
    return Math.abs(number) < 9.2e18 ? (Object) (long) number : (Object) number;
  }

  static boolean equal(Run run, Object a, Object b) {
    run.enter();
    boolean equal;
    if (isNumber(a) && isNumber(b)) {
      equal = order(a, b) == 0 && !nan(a) && !nan(b);
    } else if (a instanceof List<?> x && b instanceof List<?> y) {
      equal = a instanceof Tuple == b instanceof Tuple && equal(run, x, y);
    } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      equal = equal(run, x, y);
    } else if (a instanceof Undefined || b instanceof Undefined) {
      equal = a instanceof Undefined && b instanceof Undefined;
    } else if (a instanceof ZonedDateTime x && b instanceof ZonedDateTime y) {
      equal = x.toInstant().equals(y.toInstant());
    } else {
      equal = Objects.equals(a, b);
    }
    run.leave();
    return equal;
  }

  private static boolean nan(Object number) {
    return number instanceof Double real && Double.isNaN(real);
  }

  private static boolean equal(Run run, List<?> x, List<?> y) {
    boolean equal = x.size() == y.size();
    for (int i = 0; equal && i < x.size(); i++) {
      equal = equal(run, Nothing.of(x.get(i)), Nothing.of(y.get(i)));
    }
    return equal;
  }

  private static boolean equal(Run run, Map<?, ?> x, Map<?, ?> y) {
    if (x.size() != y.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : x.entrySet()) {
      Object other = entry(run, y, Nothing.of(entry.getKey()));
      if (other == null || !equal(run, Nothing.of(entry.getValue()), other)) {
        return false;
      }
    }
    return true;
  }

  /// The entry of a key; null when there is none. 1, 1.0 and True are one key.
  static @Nullable Object entry(Run run, Map<?, ?> map, Object key) {
    Object plain = key instanceof None ? null : key;
    if (key instanceof String) {
      return map.containsKey(key) ? Nothing.of(map.get(key)) : null;
    }
    if (key instanceof List || key instanceof Map) {
      throw Refusal.of(type(key) + " cannot be a key");
    }
    run.steps(1 + map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object candidate = entry.getKey();
      if (Objects.equals(candidate, plain)
          || Objects.equals(candidate, key)
          || (candidate != null
              && isNumber(candidate)
              && isNumber(key)
              && order(candidate, key) == 0)) {
        return Nothing.of(entry.getValue());
      }
    }
    return null;
  }

  private static int order(Object a, Object b) {
    return a instanceof Double || b instanceof Double
        ? (number(a) == number(b) ? 0 : Double.compare(number(a), number(b)))
        : Long.compare(whole(a), whole(b));
  }

  /// Negative, zero or positive; NaN is greater than all.
  static int compare(Run run, Object a, Object b) {
    run.enter();
    try {
      if (isNumber(a) && isNumber(b)) {
        return order(a, b);
      }
      if (a instanceof String x && b instanceof String y) {
        return x.compareTo(y);
      }
      if (a instanceof ZonedDateTime x && b instanceof ZonedDateTime y) {
        return x.toInstant().compareTo(y.toInstant());
      }
      if (a instanceof Duration x && b instanceof Duration y) {
        return x.compareTo(y);
      }
      if (a instanceof List<?> x && b instanceof List<?> y) {
        return compare(run, x, y);
      }
      throw misfit("compare", a, b);
    } finally {
      run.leave();
    }
  }

  private static int compare(Run run, List<?> x, List<?> y) {
    for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
      Object a = Nothing.of(x.get(i));
      Object b = Nothing.of(y.get(i));
      if (!equal(run, a, b)) {
        return compare(run, a, b);
      }
    }
    return Integer.compare(x.size(), y.size());
  }

  /// Two types that an operator does not take.
  static Refusal misfit(String verb, Object a, Object b) {
    if (a instanceof Undefined undefined) {
      return undefined.refusal();
    }
    return b instanceof Undefined undefined
        ? undefined.refusal()
        : Refusal.of("cannot " + verb + " " + type(a) + " and " + type(b));
  }

  /// What a loop over it gives.
  static List<Object> items(Run run, Object value) {
    return switch (value) {
      case List<?> items -> copy(run, items);
      case Map<?, ?> map -> copy(run, new ArrayList<>(map.keySet()));
      case String text -> {
        run.payItems(text.length());
        yield text.codePoints().<Object>mapToObj(Character::toString).toList();
      }
      case Undefined _ -> List.of();
      default -> throw Refusal.of(type(value) + " has no items");
    };
  }

  private static List<Object> copy(Run run, List<?> items) {
    run.payItems(items.size());
    var copy = new ArrayList<Object>(items.size());
    items.forEach(item -> copy.add(Nothing.of(item)));
    return copy;
  }

  static long length(Object value) {
    return switch (value) {
      case String text -> text.codePointCount(0, text.length());
      case List<?> items -> items.size();
      case Map<?, ?> map -> map.size();
      case Undefined _ -> 0;
      default -> throw Refusal.of(type(value) + " has no length");
    };
  }

  static boolean contains(Run run, Object container, Object item) {
    return switch (container) {
      case String text -> {
        if (!(item instanceof String part)) {
          throw misfit("look in a text for", item, container);
        }
        run.search(text, part);
        yield text.contains(part);
      }
      case Map<?, ?> map -> entry(run, map, item) != null;
      case List<?> items -> {
        boolean found = false;
        for (int i = 0; !found && i < items.size(); i++) {
          found = equal(run, Nothing.of(items.get(i)), item);
        }
        yield found;
      }
      case Undefined _ -> false;
      default -> throw Refusal.of(type(container) + " has no items");
    };
  }

  /// Python's `round(number, digits)`: exact, half to even.
  static double round(double number, int digits) {
    return !Double.isFinite(number) || digits > 30
        ? number
        : BigDecimal.valueOf(0)
            .add(new BigDecimal(number))
            .setScale(Math.max(digits, -400), RoundingMode.HALF_EVEN)
            .doubleValue();
  }
}
