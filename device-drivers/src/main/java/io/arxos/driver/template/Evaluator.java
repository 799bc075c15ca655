package io.arxos.driver.template;

import io.arxos.driver.template.Expr.Arguments;
import io.arxos.driver.template.Nothing.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes expressions.
final class Evaluator {
  private final Run run;

  Evaluator(Run run) {
    this.run = run;
  }

  Object value(Expr expr) {
    run.enter();
    Object value = compute(expr);
    run.leave();
    return value;
  }

  private Object compute(Expr expr) {
    return switch (expr) {
      case Expr.Literal(Object value) -> value;
      case Expr.Name(String name) -> named(name);
      case Expr.Many(List<Expr> items, boolean tuple) ->
          tuple ? new Tuple(values(items)) : values(items);
      case Expr.Dict dict -> dict(dict);
      case Expr.Attribute(Expr of, String name) -> attribute(value(of), name, show(of));
      case Expr.Index(Expr of, Expr index) -> item(value(of), value(index), show(of));
      case Expr.Slice slice -> slice(slice);
      case Expr.Call(Expr function, Arguments arguments) -> call(function, arguments);
      case Expr.Filter(Expr of, String name, Arguments arguments) ->
          Filters.apply(run, name, value(of), arguments(arguments));
      case Expr.Test(Expr of, String name, Arguments arguments, boolean negated) ->
          Tests.holds(run, name, value(of), arguments(arguments)) != negated;
      case Expr.Unary(String operator, Expr of) -> unary(operator, value(of));
      case Expr.Binary(String operator, Expr left, Expr right) -> binary(operator, left, right);
      case Expr.Chain chain -> chain(chain);
      case Expr.Join(List<Expr> parts) -> {
        var joined = new StringBuilder();
        for (Expr part : parts) {
          joined.append(Texts.of(run, value(part)));
          run.pay(joined.length());
        }
        yield joined.toString();
      }
      case Expr.Choice(Expr condition, Expr yes, Expr no) -> {
        if (Python.truth(value(condition))) {
          yield value(yes);
        }
        yield no == null ? new Undefined("a choice has no else") : value(no);
      }
    };
  }

  private Object named(String name) {
    Object value = run.variable(name);
    return value != null ? value : new Undefined(name + " is not known");
  }

  private List<Object> values(List<Expr> items) {
    run.payItems(items.size());
    var values = new ArrayList<Object>(items.size());
    items.forEach(item -> values.add(value(item)));
    return values;
  }

  private Object dict(Expr.Dict dict) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < dict.keys().size(); i++) {
      Object key = value(dict.keys().get(i));
      if (key instanceof List || key instanceof Map) {
        throw Refusal.of(Python.type(key) + " cannot be a key");
      }
      map.put(key, value(dict.values().get(i)));
    }
    return map;
  }

  private Args arguments(Arguments arguments) {
    if (arguments == Arguments.NONE) {
      return Args.NONE;
    }
    Map<String, Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, value(value)));
    return new Args(values(arguments.positional()), named);
  }

  /// How an expression is called in a reason.
  private static String show(Expr expr) {
    return switch (expr) {
      case Expr.Name(String name) -> name;
      case Expr.Attribute(Expr of, String name) -> show(of) + "." + name;
      case Expr.Index(Expr of, Expr.Literal(Object key)) -> show(of) + "[" + key + "]";
      default -> "the value";
    };
  }

  Object attribute(Object of, String name, String shown) {
    Object found =
        switch (of) {
          case Undefined undefined -> throw undefined.refusal();
          case Map<?, ?> map -> Python.entry(run, map, name);
          case Namespace namespace -> namespace.values().get(name);
          default -> Times.attribute(of, name);
        };
    return found != null ? found : new Undefined(shown + " has no " + name);
  }

  Object item(Object of, Object index, String shown) {
    Object found =
        switch (of) {
          case Undefined undefined -> throw undefined.refusal();
          case Map<?, ?> map -> Python.entry(run, map, index);
          case List<?> items -> at(items.size(), index, i -> Nothing.of(items.get(i)));
          case String text -> {
            int[] points = text.codePoints().toArray();
            run.pay(points.length);
            yield at(points.length, index, i -> Character.toString(points[i]));
          }
          case Namespace namespace when index instanceof String name ->
              namespace.values().get(name);
          default -> null;
        };
    return found != null ? found : new Undefined(shown + " has no such item");
  }

  private static @Nullable Object at(
      int size, Object index, java.util.function.IntFunction<Object> get) {
    if (!(index instanceof Long) && !(index instanceof Boolean)) {
      return null;
    }
    long number = Python.whole(index);
    long place = number < 0 ? size + number : number;
    return place >= 0 && place < size ? get.apply((int) place) : null;
  }

  private Object slice(Expr.Slice slice) {
    Object of = value(slice.of());
    if (of instanceof Undefined undefined) {
      throw undefined.refusal();
    }
    if (!(of instanceof String) && !(of instanceof List)) {
      throw Refusal.of(Python.type(of) + " cannot be cut");
    }
    List<Object> items = Python.items(run, of);
    long step = bound(slice.step(), 1);
    if (step == 0) {
      throw Refusal.of("a slice has step 0");
    }
    int size = items.size();
    long from = place(slice.from(), size, step > 0 ? 0 : size - 1, step);
    long to = place(slice.to(), size, step > 0 ? size : -1, step);
    var cut = new ArrayList<Object>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      cut.add(items.get((int) i));
    }
    if (of instanceof String) {
      var text = new StringBuilder();
      cut.forEach(text::append);
      return text.toString();
    }
    return of instanceof Tuple ? new Tuple(cut) : cut;
  }

  private long bound(@Nullable Expr expr, long otherwise) {
    Object value = expr == null ? Nothing.NONE : value(expr);
    return value == Nothing.NONE
        ? otherwise
        : Math.clamp(Python.whole(value), -Run.TEXT_CHARACTERS_MAX * 2L, 1L << 20);
  }

  /// As CPython's `PySlice_AdjustIndices`.
  private long place(@Nullable Expr expr, int size, long otherwise, long step) {
    if (expr == null) {
      return otherwise;
    }
    Object value = value(expr);
    if (value == Nothing.NONE) {
      return otherwise;
    }
    long written = Python.whole(value);
    long place = written < 0 ? size + written : written;
    return Math.clamp(place, step > 0 ? 0L : -1L, step > 0 ? size : size - 1L);
  }

  private Object call(Expr function, Arguments arguments) {
    if (function instanceof Expr.Name(String name) && run.variable(name) == null) {
      return Functions.call(run, name, arguments(arguments));
    }
    if (function instanceof Expr.Attribute(Expr.Name(String type), String name)
        && type.equals("dict")
        && run.variable(type) == null) {
      return Functions.call(run, type + "." + name, arguments(arguments));
    }
    if (function instanceof Expr.Attribute(Expr of, String name)) {
      return Methods.call(run, value(of), name, arguments(arguments));
    }
    throw Refusal.of("only a function can be called");
  }

  private static Object unary(String operator, Object value) {
    return switch (operator) {
      case "not" -> !Python.truth(value);
      case "-" -> Arithmetic.negate(value);
      default -> Arithmetic.plus(value);
    };
  }

  private Object binary(String operator, Expr left, Expr right) {
    Object first = value(left);
    return switch (operator) {
      case "and" -> Python.truth(first) ? value(right) : first;
      case "or" -> Python.truth(first) ? first : value(right);
      default -> Arithmetic.apply(run, operator, first, value(right));
    };
  }

  private Object chain(Expr.Chain chain) {
    Object left = value(chain.first());
    for (int i = 0; i < chain.operators().size(); i++) {
      Object right = value(chain.others().get(i));
      if (!holds(chain.operators().get(i), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private boolean holds(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> Python.equal(run, left, right);
      case "!=" -> !Python.equal(run, left, right);
      case "in" -> Python.contains(run, right, left);
      case "not in" -> !Python.contains(run, right, left);
      default -> Tests.ordered(run, operator, left, right);
    };
  }
}
