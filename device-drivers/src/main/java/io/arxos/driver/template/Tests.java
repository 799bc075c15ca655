package io.arxos.driver.template;

import io.arxos.driver.template.Nothing.None;
import io.arxos.driver.template.Nothing.Undefined;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What stands after `is`.
final class Tests {
  private Tests() {}

  static boolean holds(Run run, String name, Object value, Args args) {
    return switch (name) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value instanceof None;
      case "string" -> value instanceof String;
      case "string_like" -> value instanceof String;
      case "number" -> Python.isNumber(value);
      case "integer" -> value instanceof Long;
      case "float" -> value instanceof Double;
      case "boolean" -> value instanceof Boolean;
      case "true" -> value.equals(true);
      case "false" -> value.equals(false);
      case "mapping" -> value instanceof Map;
      case "list" -> value instanceof List && !(value instanceof Tuple);
      case "tuple" -> value instanceof Tuple;
      case "sequence" -> value instanceof String || value instanceof List || value instanceof Map;
      case "iterable" ->
          value instanceof String
              || value instanceof List
              || value instanceof Map
              || value instanceof Undefined;
      case "datetime" -> value instanceof ZonedDateTime;
      case "callable", "set", "escaped" -> false;
      case "is_number" -> Numbers.readable(value);
      default -> compared(run, name, value, args);
    };
  }

  private static boolean compared(Run run, String name, Object value, Args args) {
    return switch (name) {
      case "eq", "equalto", "==" -> Python.equal(run, value, args.need(0, "other"));
      case "ne", "!=" -> !Python.equal(run, value, args.need(0, "other"));
      case "lt", "lessthan", "<" -> ordered(run, "<", value, args.need(0, "other"));
      case "le", "<=" -> ordered(run, "<=", value, args.need(0, "other"));
      case "gt", "greaterthan", ">" -> ordered(run, ">", value, args.need(0, "other"));
      case "ge", ">=" -> ordered(run, ">=", value, args.need(0, "other"));
      case "in" -> Python.contains(run, args.need(0, "seq"), value);
      case "contains" -> Python.contains(run, value, args.need(0, "value"));
      case "sameas" -> same(value, args.need(0, "other"));
      case "odd" -> Arithmetic.apply(run, "%", value, 2L).equals(1L);
      case "even" -> Arithmetic.apply(run, "%", value, 2L).equals(0L);
      case "divisibleby" ->
          Python.number(Arithmetic.apply(run, "%", value, args.need(0, "num"))) == 0;
      case "lower" -> value instanceof String text && text.equals(text.toLowerCase(Locale.ROOT));
      case "upper" -> value instanceof String text && text.equals(text.toUpperCase(Locale.ROOT));
      case "match" -> Regexes.at(run, Texts.of(run, value), args, true);
      case "search" -> Regexes.at(run, Texts.of(run, value), args, false);
      default -> throw Refusal.of("test " + name + " is not known");
    };
  }

  /// Lists and mappings are the same only as themselves.
  private static boolean same(Object a, Object b) {
    boolean shallow = !(a instanceof List) && !(a instanceof Map);
    return shallow ? a.equals(b) : System.identityHashCode(a) == System.identityHashCode(b);
  }

  static boolean ordered(Run run, String operator, Object left, Object right) {
    int order = Python.compare(run, left, right);
    boolean unordered =
        (left instanceof Double a && Double.isNaN(a))
            || (right instanceof Double b && Double.isNaN(b));
    return !unordered
        && switch (operator) {
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        };
  }
}
