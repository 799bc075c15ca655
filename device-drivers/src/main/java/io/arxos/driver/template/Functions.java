package io.arxos.driver.template;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is called by its name alone, such as `float(value)` and `range(3)`.
final class Functions {
  /// Known to Home Assistant, and nothing a gateway could answer: they look at other entities.
  private static final Set<String> OF_ENTITIES =
      Set.of(
          "states",
          "is_state",
          "state_attr",
          "is_state_attr",
          "has_value",
          "expand",
          "closest",
          "distance",
          "device_attr",
          "device_id",
          "area_name",
          "area_id",
          "integration_entities",
          "state_translated",
          "label_id",
          "floor_id");

  private static final Set<String> AS_FILTERS =
      Set.of(
          "float",
          "int",
          "bool",
          "is_number",
          "log",
          "sqrt",
          "sin",
          "cos",
          "tan",
          "asin",
          "acos",
          "atan",
          "atan2",
          "as_timestamp",
          "as_datetime",
          "as_local",
          "as_timedelta",
          "iif",
          "slugify",
          "average",
          "median",
          "clamp",
          "urlencode",
          "ord",
          "base64_decode",
          "base64_encode",
          "flatten",
          "typeof",
          "version");

  private Functions() {}

  static Object call(Run run, String name, Args args) {
    return switch (name) {
      case "range" -> range(run, args);
      case "namespace", "dict" -> {
        Map<String, Object> values = new LinkedHashMap<>();
        if (args.find(0, "mapping") instanceof Map<?, ?> map) {
          map.forEach((key, value) -> values.put(String.valueOf(key), Nothing.of(value)));
        } else if (args.find(0, "mapping") instanceof List<?> list) {
          yield pairs(run, Python.items(run, list));
        }
        values.putAll(args.named());
        yield name.equals("dict") ? values : new Namespace(values);
      }
      case "dict.from_keys" -> pairs(run, items(run, args));
      case "min", "max" ->
          Numbers.of(
              run,
              name,
              args.positional().size() == 1
                  ? Python.items(run, args.need(0, "values"))
                  : args.positional());
      case "now" -> run.now();
      case "utcnow" -> run.now().withZoneSameInstant(ZoneOffset.UTC);
      case "today_at" -> today(run, args);
      case "strptime" -> Times.strptime(run, args);
      case "timedelta" -> Times.span(args);
      case "list" -> args.positional().isEmpty() ? List.of() : items(run, args);
      case "tuple" -> new Tuple(items(run, args));
      case "set" -> Lists.unique(run, items(run, args));
      case "zip" -> zip(run, args);
      case "str" -> Texts.of(run, args.need(0, "object"));
      case "round" -> Filters.apply(run, name, args.need(0, "value"), args.rest());
      case "len" -> Python.length(args.need(0, "value"));
      case "abs" -> Filters.apply(run, name, args.need(0, "value"), args.rest());
      case "pi" -> Math.PI;
      default -> other(run, name, args);
    };
  }

  private static Object other(Run run, String name, Args args) {
    if (OF_ENTITIES.contains(name)) {
      // Mostly in the last branch, for the value that was before: this message holds none.
      throw Refusal.missing(name + "() asks for another entity, which is not known here");
    }
    if (AS_FILTERS.contains(name)) {
      boolean listed = name.equals("average") || name.equals("median");
      return listed && args.positional().size() > 1
          ? Numbers.of(run, name, args.positional())
          : Filters.apply(run, name, args.need(0, "value"), args.rest());
    }
    throw Refusal.of("function " + name + " is not known");
  }

  private static List<Object> items(Run run, Args args) {
    return Python.items(run, args.need(0, "values"));
  }

  private static Object range(Run run, Args args) {
    int given = args.positional().size();
    long from = given < 2 ? 0 : args.whole(0, "start", 0);
    long to = given < 2 ? args.whole(0, "stop", 0) : args.whole(1, "stop", 0);
    long step = args.whole(2, "step", 1);
    if (given == 0 || step == 0) {
      throw Refusal.of("range needs an end and a step that is not 0");
    }
    double count = Math.ceil(((double) to - from) / step);
    run.payItems((long) Math.max(0, Math.min(count, Integer.MAX_VALUE)));
    var items = new ArrayList<Object>();
    for (long i = 0, at = from; i < count; i++, at += step) {
      items.add(at);
    }
    return items;
  }

  private static Object pairs(Run run, List<Object> pairs) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object pair : pairs) {
      List<Object> both = Python.items(run, pair);
      if (both.size() != 2) {
        throw Refusal.of("a mapping is made of pairs");
      }
      map.put(both.getFirst(), both.getLast());
    }
    return map;
  }

  private static Object today(Run run, Args args) {
    var midnight = run.now().toLocalDate().atStartOfDay(run.now().getZone());
    String[] parts = args.text(0, "time_str", "0:00").split(":", -1);
    try {
      return midnight
          .withHour(Integer.parseInt(parts[0]))
          .withMinute(parts.length > 1 ? Integer.parseInt(parts[1]) : 0)
          .withSecond(parts.length > 2 ? Integer.parseInt(parts[2]) : 0);
    } catch (NumberFormatException | java.time.DateTimeException _) {
      throw Refusal.of("today_at needs a time such as 10:30");
    }
  }

  private static Object zip(Run run, Args args) {
    var columns = new ArrayList<List<Object>>();
    args.positional().forEach(column -> columns.add(Python.items(run, column)));
    int size = columns.stream().mapToInt(List::size).min().orElse(0);
    var rows = new ArrayList<Object>();
    for (int i = 0; i < size; i++) {
      int row = i;
      rows.add(new Tuple(columns.stream().map(column -> column.get(row)).toList()));
    }
    return rows;
  }
}
