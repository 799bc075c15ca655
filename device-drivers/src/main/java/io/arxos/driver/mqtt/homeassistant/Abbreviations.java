package io.arxos.driver.mqtt.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes out what a discovery message abbreviates: its keys, and the base of its topics.
final class Abbreviations {
  private static final String BASE = "~";
  private static final Map<String, Map<String, String>> TABLE = table();

  private Abbreviations() {}

  private static Map<String, Map<String, String>> table() {
    Map<String, Map<String, String>> table = new HashMap<>();
    Map<String, String> section = Map.of();
    for (String line : lines()) {
      if (line.startsWith("[")) {
        section = table.computeIfAbsent(line.substring(1, line.length() - 1), _ -> new HashMap<>());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int space = line.indexOf(' ');
        section.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return table;
  }

  private static List<String> lines() {
    try (InputStream in =
        Objects.requireNonNull(Abbreviations.class.getResourceAsStream("abbreviations.txt"))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of a message, in place.
  static void writeOut(ObjectNode message) {
    entity(message);
    rename(message.get("device"), "device");
    rename(message.get("origin"), "origin");
    if (message.get("components") instanceof ObjectNode components) {
      components.forEach(Abbreviations::entity);
    }
  }

  private static void entity(JsonNode entity) {
    rename(entity, "entity");
    if (entity.get("availability") instanceof JsonNode availability) {
      each(availability).forEach(one -> rename(one, "entity"));
    }
  }

  /// A full name wins over its short one.
  private static void rename(@org.jspecify.annotations.Nullable JsonNode node, String section) {
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    Map<String, String> names = TABLE.getOrDefault(section, Map.of());
    for (String key : List.copyOf(keys(object))) {
      String full = names.getOrDefault(key, key);
      if (!full.equals(key)) {
        JsonNode value = object.remove(key);
        if (!object.has(full)) {
          object.set(full, value);
        }
      }
    }
  }

  private static List<String> keys(ObjectNode object) {
    var keys = new ArrayList<String>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /// Puts the base where `~` begins or ends a topic.
  static void putBase(ObjectNode entity) {
    JsonNode base = entity.remove(BASE);
    if (base == null || !base.isValueNode()) {
      return;
    }
    String text = base.asText();
    for (String key : keys(entity)) {
      if (key.endsWith("topic")) {
        based(entity, key, text);
      }
    }
    if (entity.get("availability") instanceof JsonNode availability) {
      each(availability)
          .forEach(one -> {
            if (one instanceof ObjectNode source) {
              based(source, "topic", text);
            }
          });
    }
  }

  private static void based(ObjectNode object, String key, String base) {
    JsonNode topic = object.get(key);
    if (topic == null || !topic.isTextual() || topic.asText().isEmpty()) {
      return;
    }
    String text = topic.asText();
    if (text.startsWith(BASE)) {
      text = base + text.substring(1);
    }
    if (text.endsWith(BASE)) {
      text = text.substring(0, text.length() - 1) + base;
    }
    object.put(key, text);
  }

  /// A list's items, or the one thing that stands for a list of one.
  static List<JsonNode> each(JsonNode node) {
    if (!node.isArray()) {
      return List.of(node);
    }
    var items = new ArrayList<JsonNode>();
    node.forEach(items::add);
    return items;
  }
}
