package io.arxos.driver.template;

import io.arxos.driver.template.Nothing.Undefined;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Methods of texts, lists and mappings that change nothing.
final class Methods {
  private Methods() {}

  static Object call(Run run, Object of, String name, Args args) {
    run.step();
    return switch (of) {
      case Undefined undefined -> throw undefined.refusal();
      case String text -> TextMethods.call(run, text, name, args);
      case Map<?, ?> map -> mapping(run, map, name, args);
      case List<?> items -> list(run, items, name, args);
      case Long number when name.equals("bit_length") ->
          64L - Long.numberOfLeadingZeros(Math.abs(number));
      case Double number when name.equals("is_integer") ->
          Double.isFinite(number) && number == Math.rint(number);
      default -> Times.method(run, of, name, args);
    };
  }

  static List<Object> items(Run run, Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.refusal();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw Refusal.of(Python.type(value) + " is not a mapping");
    }
    run.payItems(map.size());
    var items = new ArrayList<Object>();
    map.forEach((key, item) -> items.add(new Tuple(List.of(Nothing.of(key), Nothing.of(item)))));
    return items;
  }

  private static Object mapping(Run run, Map<?, ?> map, String name, Args args) {
    return switch (name) {
      case "get" -> {
        Object found = Python.entry(run, map, args.need(0, "key"));
        Object otherwise = args.find(1, "default");
        yield found != null ? found : otherwise != null ? otherwise : Nothing.NONE;
      }
      case "items" -> items(run, map);
      case "keys" -> Python.items(run, map);
      case "values" -> Python.items(run, new ArrayList<>(map.values()));
      case "copy" -> map;
      default -> throw Refusal.of("method " + name + " is not known");
    };
  }

  private static Object list(Run run, List<?> items, String name, Args args) {
    Object sought = args.need(0, "value");
    long count = 0;
    for (int i = 0; i < items.size(); i++) {
      boolean same = Python.equal(run, Nothing.of(items.get(i)), sought);
      if (same && name.equals("index")) {
        return (long) i;
      }
      count += same ? 1 : 0;
    }
    return switch (name) {
      case "count" -> count;
      case "index" -> throw Refusal.of("a list does not hold what index asks for");
      default -> throw Refusal.of("method " + name + " is not known");
    };
  }

  static List<Object> texts(String... parts) {
    return new ArrayList<>(Arrays.asList(parts));
  }
}
