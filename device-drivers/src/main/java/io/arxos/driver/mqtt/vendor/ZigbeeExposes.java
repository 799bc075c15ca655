package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Points of what a device of Zigbee2MQTT exposes
/// (https://www.zigbee2mqtt.io/guide/usage/exposes.html).
final class ZigbeeExposes {
  private static final int DEPTH_MAX = 6;
  private static final int PUBLISHED = 1;
  private static final int SETTABLE = 2;

  private final String base;
  private final String topic;
  private final Sheet sheet;

  ZigbeeExposes(String base, String topic, Sheet sheet) {
    this.base = base;
    this.topic = topic;
    this.sheet = sheet;
  }

  void all(JsonNode exposes) {
    exposes.forEach(expose -> one(expose, List.of(), 0));
  }

  /// @param above properties of the composites that it is part of
  private void one(JsonNode expose, List<String> above, int depth) {
    if (depth > DEPTH_MAX) {
      return;
    }
    String property = expose.path("property").asText("");
    switch (expose.path("type").asText("")) {
      case "numeric", "binary", "enum", "text" -> {
        if (!property.isEmpty()) {
          value(expose, longer(above, property));
        }
      }
      case "composite" -> {
        List<String> inside = property.isEmpty() ? above : longer(above, property);
        expose.path("features").forEach(feature -> one(feature, inside, depth + 1));
      }
      case "list" -> {}
      default -> expose.path("features").forEach(feature -> one(feature, above, depth + 1));
    }
  }

  private void value(JsonNode expose, List<String> path) {
    int access = expose.path("access").asInt(PUBLISHED);
    if ((access & PUBLISHED) == 0) {
      return;
    }
    String pointer = path.stream().reduce("", Where::child);
    Where where = at(base, topic, pointer);
    JsonNode on = expose.path("value_on");
    JsonNode off = expose.path("value_off");
    boolean words = expose.path("type").asText().equals("binary") && !on.isBoolean();
    if (words && on.isValueNode() && off.isValueNode()) {
      where.words(on.asText(), off.asText());
    }
    String kind = expose.path("type").asText("");
    if (kind.equals("enum") || kind.equals("text")) {
      where.key("type", "text"); // the mode off is not false
    }
    String name = String.join("_", path);
    Meaning meaning = meaning(expose);
    if ((access & SETTABLE) == 0) {
      sheet.put(name, meaning, where);
      return;
    }
    boolean quoted = !expose.path("type").asText().equals("numeric") && !on.isBoolean();
    where.set(topic + "/set", template(path, quoted && !on.isNumber()));
    if (words && on.isValueNode() && off.isValueNode()) {
      where.setWords(on.asText(), off.asText());
    }
    sheet.put(name, meaning, where, more(expose));
  }

  /// A key of a device's state.
  static Where at(String base, String topic, String pointer) {
    return Where.partial(topic, pointer)
        .key("time-pointer", "/last_seen")
        .available(base + "/bridge/state", "online", "offline")
        .available(topic + "/availability", "online", "offline");
  }

  private static Meaning meaning(JsonNode expose) {
    String name = expose.path("name").asText("");
    if (expose.path("type").asText("").equals("binary")) {
      return Sense.truth(ZigbeeState.truth(name), name);
    }
    String unit = expose.path("unit").asText("");
    boolean raw = name.equals("illuminance") && unit.isEmpty(); // its lux are a point of their own
    if (raw) {
      return Sense.of("", "", "");
    }
    Meaning meaning = Sense.of(ZigbeeState.quantity(name), unit, name);
    boolean invented = unit.isEmpty() && !meaning.unit().isEmpty() && !meaning.unit().equals("1");
    return invented // what has a unit names it here
        ? new Meaning("", "", 0, List.of("it is said to have no unit"))
        : meaning;
  }

  private static Map<String, Object> more(JsonNode expose) {
    JsonNode min = expose.path("value_min");
    JsonNode max = expose.path("value_max");
    if (min.isNumber() && max.isNumber()) {
      return Map.of("write", Map.of("min", min.doubleValue(), "max", max.doubleValue()));
    }
    return expose.path("type").asText().equals("binary")
        ? Map.of("states", List.of("off", "on"))
        : Map.of();
  }

  /// `{"color":{"x":{value}}}`.
  private static String template(List<String> path, boolean quoted) {
    String inner = quoted ? "\"{value}\"" : "{value}";
    for (String property : path.reversed()) {
      inner = "{\"" + property.replace("\"", "\\\"") + "\":" + inner + "}";
    }
    return inner;
  }

  private static List<String> longer(List<String> path, String property) {
    var longer = new ArrayList<>(path);
    longer.add(property);
    return longer;
  }
}
