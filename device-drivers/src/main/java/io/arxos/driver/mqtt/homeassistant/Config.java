package io.arxos.driver.mqtt.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What an entity, a device or an availability says of itself, by full names. What has the wrong
/// type is taken as not said, except for topics, where that is a fault.
final class Config {
  private static final int TEXT_CHARACTERS_MAX = 16 * 1024;
  private static final int ITEMS_MAX = 256;
  private static final int TOPIC_BYTES_MAX = 65_535;

  private final JsonNode node;

  Config(JsonNode node) {
    this.node = node;
  }

  static Config empty() {
    return new Config(MissingNode.getInstance());
  }

  boolean has(String key) {
    return node.has(key) && !node.get(key).isNull();
  }

  Config section(String key) {
    return new Config(node.path(key));
  }

  List<Config> sections(String key) {
    return Abbreviations.each(node.path(key)).stream().limit(ITEMS_MAX).map(Config::new).toList();
  }

  /// Empty when it is not said.
  String text(String key) {
    return text(key, "");
  }

  /// Numbers and truths are written as Python writes them.
  String text(String key, String otherwise) {
    JsonNode value = node.path(key);
    String text = plain(value);
    return text == null || text.length() > TEXT_CHARACTERS_MAX ? otherwise : text;
  }

  /// The first of the keys that is said; empty when none is.
  String first(List<String> keys) {
    return keys.stream().map(this::text).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static @org.jspecify.annotations.Nullable String plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING, NUMBER -> value.asText();
      case BOOLEAN -> value.booleanValue() ? "True" : "False";
      default -> null;
    };
  }

  boolean flag(String key, boolean otherwise) {
    JsonNode value = node.path(key);
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.doubleValue() != 0;
      case STRING ->
          List.of("true", "yes", "on", "1").contains(value.asText().toLowerCase(Locale.ROOT));
      default -> otherwise;
    };
  }

  double number(String key, double otherwise) {
    JsonNode value = node.path(key);
    double number = value.isTextual() ? parsed(value.asText()) : value.asDouble(Double.NaN);
    return Double.isFinite(number) ? number : otherwise;
  }

  private static double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (JsonNode item : Abbreviations.each(node.path(key))) {
      String text = plain(item);
      if (text != null && texts.size() < ITEMS_MAX) {
        texts.add(text);
      }
    }
    return texts;
  }

  /// The items of a list of lists, each as texts: `connections`.
  List<List<String>> pairs(String key) {
    var pairs = new ArrayList<List<String>>();
    for (JsonNode item : Abbreviations.each(node.path(key))) {
      if (item.isArray() && pairs.size() < ITEMS_MAX) {
        pairs.add(Abbreviations.each(item).stream().map(JsonNode::asText).limit(2).toList());
      }
    }
    return pairs;
  }

  /// Empty when it is not said.
  ///
  /// @throws Rejection when it is no topic
  String topic(String key) throws Rejection {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    String text = value.asText("");
    if (!value.isTextual() || text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new Rejection(key + " is not a topic");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > TOPIC_BYTES_MAX) {
      throw new Rejection(key + " is longer than a topic may be");
    }
    return text;
  }

  /// As [#topic], of a key that must be there.
  String needed(String component, String key) throws Rejection {
    String topic = topic(key);
    if (topic.isEmpty()) {
      throw new Rejection(component + " has no " + key);
    }
    return topic;
  }
}
