package io.arxos.driver.template;

import io.arxos.driver.template.Nothing.Undefined;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters of lists and mappings.
final class Lists {
  private Lists() {}

  /// Null when the name is none of these.
  static @Nullable Object apply(Run run, String name, Object value, Args args) {
    return switch (name) {
      case "length", "count" -> Python.length(value);
      case "first" -> end(Python.items(run, value), true);
      case "last" -> end(Python.items(run, value), false);
      case "random" -> throw Refusal.of("filter random is not understood");
      case "join" -> join(run, value, args);
      case "list" -> Python.items(run, value);
      case "sort" -> sort(run, value, args);
      case "unique", "set" -> unique(run, Python.items(run, value));
      case "reverse" -> reverse(run, value);
      case "sum" -> sum(run, value, args);
      case "min", "max" -> Numbers.of(run, name, keyed(run, value, args, 1));
      case "average", "median" -> Numbers.of(run, name, Python.items(run, value));
      case "map" -> map(run, value, args);
      case "select", "reject" -> chosen(run, name.equals("select"), "", value, args);
      case "selectattr", "rejectattr" -> {
        String attribute = Texts.of(run, args.need(0, "attribute"));
        yield chosen(run, name.equals("selectattr"), attribute, value, args.rest());
      }
      case "items" -> value instanceof Undefined ? List.of() : Methods.items(run, value);
      case "dictsort" -> sorted(run, Methods.items(run, value));
      case "batch", "slice" -> batch(run, value, args);
      case "flatten" -> flat(run, value, 0, new ArrayList<>());
      case "combine" -> combined(value, args);
      default -> null;
    };
  }

  private static Object end(List<Object> items, boolean first) {
    if (items.isEmpty()) {
      return new Undefined("an empty list has no " + (first ? "first" : "last") + " item");
    }
    return first ? items.getFirst() : items.getLast();
  }

  private static String join(Run run, Object value, Args args) {
    var out = new StringBuilder();
    String separator = Texts.of(run, args.find(0, "d") instanceof Object d ? d : "");
    String between = "";
    for (Object item : keyed(run, value, args, 1)) {
      out.append(between).append(Texts.of(run, item));
      between = separator;
      run.pay(out.length());
    }
    return out.toString();
  }

  /// The items, or one attribute of each.
  private static List<Object> keyed(Run run, Object value, Args args, int index) {
    List<Object> items = Python.items(run, value);
    Object attribute = args.find(index, "attribute");
    if (attribute == null || attribute instanceof Nothing) {
      return items;
    }
    var keyed = new ArrayList<Object>();
    items.forEach(item -> keyed.add(attribute(run, item, attribute)));
    return keyed;
  }

  private static Object attribute(Run run, Object item, Object attribute) {
    var evaluator = new Evaluator(run);
    Object value = item;
    for (String part : Texts.of(run, attribute).split("\\.", -1)) {
      Object key = part.matches("\\d{1,9}") ? (Object) Long.parseLong(part) : part;
      value = evaluator.item(value, key, "an item");
    }
    return value;
  }

  private static List<Object> sort(Run run, Object value, Args args) {
    List<Object> items = Python.items(run, value);
    Object attribute = args.find(2, "attribute");
    var keyed = new ArrayList<Map.Entry<Object, Object>>();
    for (Object item : items) {
      Object key = attribute == null ? item : attribute(run, item, attribute);
      boolean folded = key instanceof String && !args.flag(1, "case_sensitive", false);
      keyed.add(Map.entry(folded ? lower(key) : key, item));
    }
    order(run, keyed);
    var sorted = new ArrayList<Object>();
    keyed.forEach(entry -> sorted.add(entry.getValue()));
    if (args.flag(0, "reverse", false)) {
      Collections.reverse(sorted);
    }
    return sorted;
  }

  private static Object lower(Object text) {
    return String.valueOf(text).toLowerCase(java.util.Locale.ROOT);
  }

  private static void order(Run run, List<Map.Entry<Object, Object>> keyed) {
    try {
      keyed.sort((a, b) -> Python.compare(run, a.getKey(), b.getKey()));
    } catch (IllegalArgumentException _) {
      throw Refusal.of("a list cannot be sorted"); // NaN has no place in an order
    }
  }

  private static List<Object> sorted(Run run, List<Object> pairs) {
    var keyed = new ArrayList<Map.Entry<Object, Object>>();
    for (Object pair : pairs) {
      Object key = ((List<?>) pair).getFirst();
      keyed.add(Map.entry(key instanceof String ? lower(key) : Nothing.of(key), pair));
    }
    order(run, keyed);
    var sorted = new ArrayList<Object>();
    keyed.forEach(entry -> sorted.add(entry.getValue()));
    return sorted;
  }

  static List<Object> unique(Run run, List<Object> items) {
    var unique = new ArrayList<Object>();
    for (Object item : items) {
      if (!Python.contains(run, unique, item)) {
        unique.add(item);
      }
    }
    return unique;
  }

  private static Object reverse(Run run, Object value) {
    if (value instanceof String text) {
      return run.paid(new StringBuilder(text).reverse().toString());
    }
    return Python.items(run, value).reversed();
  }

  private static Object sum(Run run, Object value, Args args) {
    Object sum = args.find(1, "start") instanceof Object start ? start : 0L;
    for (Object item : keyed(run, value, args, 0)) {
      sum = Arithmetic.add(run, sum, item);
    }
    return sum;
  }

  private static List<Object> map(Run run, Object value, Args args) {
    Object attribute = args.named().get("attribute");
    var mapped = new ArrayList<Object>();
    for (Object item : Python.items(run, value)) {
      if (attribute != null) {
        Object found = attribute(run, item, attribute);
        Object otherwise = args.named().get("default");
        mapped.add(found instanceof Undefined && otherwise != null ? otherwise : found);
      } else {
        mapped.add(Filters.apply(run, args.text(0, "filter"), item, args.rest()));
      }
    }
    return mapped;
  }

  private static List<Object> chosen(
      Run run, boolean wanted, String attribute, Object value, Args args) {
    var chosen = new ArrayList<Object>();
    for (Object item : Python.items(run, value)) {
      Object asked = attribute.isEmpty() ? item : attribute(run, item, attribute);
      boolean holds =
          args.positional().isEmpty()
              ? Python.truth(asked)
              : Tests.holds(run, args.text(0, "test"), asked, args.rest());
      if (holds == wanted) {
        chosen.add(item);
      }
    }
    return chosen;
  }

  private static List<Object> batch(Run run, Object value, Args args) {
    int size = (int) Math.clamp(args.whole(0, "linecount", 1), 1, Run.ITEMS_MAX);
    List<Object> items = Python.items(run, value);
    var batches = new ArrayList<Object>();
    for (int i = 0; i < items.size(); i += size) {
      batches.add(new ArrayList<>(items.subList(i, Math.min(items.size(), i + size))));
    }
    return batches;
  }

  private static List<Object> flat(Run run, Object value, int depth, List<Object> into) {
    run.enter();
    for (Object item : Python.items(run, value)) {
      if (item instanceof List<?> && depth < 20) {
        flat(run, item, depth + 1, into);
      } else {
        into.add(item);
        run.payItems(into.size());
      }
    }
    run.leave();
    return into;
  }

  private static Object combined(Object value, Args args) {
    Map<Object, Object> all = new LinkedHashMap<>();
    var parts = new ArrayList<>(List.of(value));
    parts.addAll(args.positional());
    for (Object part : parts) {
      if (!(part instanceof Map<?, ?> map)) {
        throw Refusal.of("combine needs mappings");
      }
      map.forEach((key, item) -> all.put(Nothing.of(key), Nothing.of(item)));
    }
    return all;
  }
}
