package io.arxos.driver.mqtt.homeassistant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an announcement says of availability, as an address has it.
final class Reach {
  private static final int SOURCES_MAX = 16;
  private static final Set<String> MODES = Set.of("all", "any", "latest");

  private Reach() {}

  static Map<String, Object> of(Config config) throws Rejection {
    var sources = new ArrayList<Map<String, Object>>();
    if (config.has("availability")) {
      for (Config one : config.sections("availability")) {
        add(sources, one, "topic", "value_template");
      }
    } else if (config.has("availability_topic")) {
      add(sources, config, "availability_topic", "availability_template");
    }
    if (sources.size() > SOURCES_MAX) {
      throw new Rejection("availability has more than " + SOURCES_MAX + " topics");
    }
    if (sources.isEmpty()) {
      return Map.of();
    }
    String mode = config.text("availability_mode", "latest");
    return sources.size() == 1 || !MODES.contains(mode)
        ? Map.of("availability", List.copyOf(sources))
        : Map.of("availability", List.copyOf(sources), "availability-mode", mode);
  }

  private static void add(
      List<Map<String, Object>> sources, Config config, String topicKey, String templateKey)
      throws Rejection {
    String topic = config.needed("availability", topicKey);
    if (topic.contains("+") || topic.contains("#")) {
      return; // which of several devices speaks cannot be told
    }
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("topic", topic);
    source.put("available", config.text("payload_available", "online"));
    source.put("unavailable", config.text("payload_not_available", "offline"));
    String template = config.text(templateKey);
    if (!Templates.givesValue(template)) {
      source.put("template", Templates.checked(templateKey, template));
    }
    sources.add(source);
  }
}
