package io.arxos.driver.mqtt.vendor;

import io.arxos.driver.Settings;
import io.arxos.driver.Settings.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One rule of a profile: a topic with names in it, and points.
///
/// @param topic as written, such as `sensors/{room}/data`
/// @param levels what a topic must look like
/// @param names in the order of the groups of `levels`
/// @param device as written, with names in braces; empty for the topic itself
record ProfileRule(
    String topic, Pattern levels, List<String> names, Maker device, List<Point> points) {
  private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9_]{0,30})\\}");
  private static final int POINTS_MAX = 200;

  /// @param device its id, with names in braces; empty for the topic itself
  record Maker(String device, String vendor, String model) {}

  /// @param address keys of an address, with names in braces in its texts
  record Point(
      String name, String quantity, String unit, String brickClass, Map<String, Object> address) {
    boolean writable() {
      return address.containsKey("set-topic");
    }
  }

  static ProfileRule of(Settings rule) {
    String topic = rule.text("topic");
    var names = new ArrayList<String>();
    Pattern levels = pattern(topic, names);
    var maker = new Maker(rule.text("device", ""), rule.text("vendor", ""), rule.text("model", ""));
    var points = new ArrayList<Point>();
    for (Settings section : rule.sections("points")) {
      var point =
          new Point(
              section.text("name"),
              section.text("quantity", ""),
              section.text("unit", ""),
              section.text("class", ""),
              plain(section.rest()));
      if (points.size() < POINTS_MAX) {
        points.add(point);
      }
      if (!point.unit().isEmpty()
          && Sense.of(point.quantity(), point.unit(), "").unit().isEmpty()) {
        section.problem("unit", "unit is \"" + point.unit() + "\", which is not known");
      }
    }
    if (points.isEmpty()) {
      rule.problem("points", "a rule needs points");
    }
    rule.done();
    return new ProfileRule(topic, levels, List.copyOf(names), maker, List.copyOf(points));
  }

  /// What is subscribed to.
  String filter() {
    var filter = new ArrayList<String>();
    for (String level : topic.split("/", -1)) {
      filter.add(NAME.matcher(level).find() ? "+" : level);
    }
    return String.join("/", filter);
  }

  /// The names in a topic; null when it is not of this rule.
  @Nullable Map<String, String> match(String heard) {
    Matcher matcher = levels.matcher(heard);
    if (!matcher.matches()) {
      return null;
    }
    var found = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      found.put(names.get(i), matcher.group(i + 1));
    }
    return found;
  }

  String device(String heard, Map<String, String> found) {
    return device.device().isEmpty() ? heard : filled(device.device(), found);
  }

  String vendor() {
    return device.vendor();
  }

  String model() {
    return device.model();
  }

  Map<String, Object> address(Point point, String heard, Map<String, String> found) {
    var address = new LinkedHashMap<String, Object>();
    address.put("topic", heard);
    point.address().forEach((key, value) -> address.put(key, filledAny(value, found)));
    return address;
  }

  /// An address for each point, with `x` for every name.
  List<Map<String, Object>> samples() {
    var stand = new LinkedHashMap<String, String>();
    names.forEach(name -> stand.put(name, "x"));
    String heard = filter().replace("+", "x").replace("#", "x");
    return points.stream().map(point -> address(point, heard, stand)).toList();
  }

  /// A text with the names that are known filled in; other braces stay.
  static String filled(String text, Map<String, String> found) {
    return NAME.matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(found.getOrDefault(name.group(1), name.group())));
  }

  private static Object filledAny(Object value, Map<String, String> found) {
    return switch (value) {
      case String text -> filled(text, found);
      case List<?> list -> list.stream().map(one -> filledAny(one, found)).toList();
      case Map<?, ?> map -> {
        var filled = new LinkedHashMap<String, Object>();
        map.forEach((key, one) -> filled.put(String.valueOf(key), filledAny(one, found)));
        yield filled;
      }
      default -> value;
    };
  }

  private static Pattern pattern(String topic, List<String> names) {
    var regex = new StringBuilder();
    Matcher matcher = Pattern.compile(NAME.pattern() + "|\\+|#").matcher(topic);
    int from = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote(topic.substring(from, matcher.start())));
      if (matcher.group().equals("#")) {
        regex.append(".*");
      } else if (matcher.group().equals("+")) {
        regex.append("[^/]*");
      } else {
        names.add(matcher.group(1));
        regex.append("([^/]+)");
      }
      from = matcher.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(topic.substring(from))).toString());
  }

  private static Map<String, Object> plain(Map<String, Entry> entries) {
    var plain = new LinkedHashMap<String, Object>();
    entries.forEach((key, entry) -> plain.put(key, plain(entry.value())));
    return plain;
  }

  @SuppressWarnings("unchecked") // an entry's maps and lists hold entries, by its contract
  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> plain((Map<String, Entry>) map);
      case List<?> list -> ((List<Entry>) list).stream().map(one -> plain(one.value())).toList();
      default -> value;
    };
  }
}
