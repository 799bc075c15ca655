package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An address of a point as a site file holds it, written key by key.
final class Where {
  private final Map<String, Object> keys = new LinkedHashMap<>();
  private final List<Map<String, Object>> also = new ArrayList<>();
  private final List<Map<String, Object>> availability = new ArrayList<>();

  private Where(String topic) {
    keys.put("topic", topic);
  }

  static Where topic(String topic) {
    return new Where(topic);
  }

  /// In every message of the topic that holds it.
  static Where partial(String topic, String pointer) {
    return new Where(topic).key("pointer", pointer).key("partial", true);
  }

  /// In every message of the topic that holds the leaf under its label, if it has one: in a list
  /// that stands in another order the same place is another's.
  static Where partial(String topic, Leaf leaf) {
    Where where = partial(topic, leaf.pointer());
    return leaf.when().isEmpty() ? where : where.key("when", leaf.when());
  }

  /// A pointer one level deeper.
  static String child(String pointer, String name) {
    return pointer + JsonPointer.SEPARATOR + name.replace("~", "~0").replace("/", "~1");
  }

  Where key(String key, Object value) {
    keys.put(key, value);
    return this;
  }

  Where words(String on, String off) {
    return key("on", on).key("off", off);
  }

  /// Another place where the same value is said.
  Where also(Where other) {
    also.add(other.map());
    return this;
  }

  Where available(String topic, String available, String unavailable) {
    availability.add(Map.of("topic", topic, "available", available, "unavailable", unavailable));
    return this;
  }

  /// Where it is written to.
  Where set(String topic, String template) {
    keys.put("set-topic", topic);
    if (!template.equals("{value}")) {
      keys.put("set-template", template);
    }
    return this;
  }

  Where setWords(String on, String off) {
    return key("set-on", on).key("set-off", off);
  }

  Map<String, Object> map() {
    if (!also.isEmpty()) {
      keys.put("also", List.copyOf(also));
    }
    if (!availability.isEmpty()) {
      keys.put("availability", List.copyOf(availability));
      if (availability.size() > 1) {
        keys.put("availability-mode", "all");
      }
    }
    return Map.copyOf(keys);
  }
}
