package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Units;
import io.arxos.driver.payload.Scalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A plain value in a JSON document.
///
/// @param pointer where it stands
/// @param names the keys on the way to it; numbers of lists count from 1
/// @param unit what stands beside it as its unit; empty when nothing does
/// @param when texts that must stand in the document for the value to be this one, by pointer
record Leaf(
    String pointer, List<String> names, JsonNode value, String unit, Map<String, String> when) {
  static final int LEAVES_MAX = 300;
  private static final List<String> LABELS =
      List.of("name", "id", "type", "quantity", "measurement", "tag");
  private static final Set<String> VALUES = Set.of("value", "val", "v");
  private static final int LABEL_CHARACTERS_MAX = 65;
  private static final int DEPTH_MAX = 8;
  private static final int ITEMS_MAX = 16;

  Leaf(String pointer, List<String> names, JsonNode value, String unit) {
    this(pointer, names, value, unit, Map.of());
  }

  /// Every plain value under a node, in the document's order.
  ///
  /// @param base where the node stands
  static List<Leaf> of(JsonNode node, String base) {
    var leaves = new ArrayList<Leaf>();
    collect(node, base, List.of(), leaves);
    return leaves;
  }

  /// The names as one, such as `ENERGY Power 1`.
  String name() {
    return String.join(" ", names);
  }

  /// The name of the value itself: the last that is not a number.
  String last() {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (!names.get(i).chars().allMatch(Character::isDigit)) {
        return names.get(i);
      }
    }
    return "";
  }

  /// Whether it is something that a sensor may say: no empty text, no long one.
  boolean telling() {
    return value.isNumber()
        || value.isBoolean()
        || value.isNull()
        || value.asText("").length() < 65;
  }

  private static void collect(JsonNode node, String base, List<String> names, List<Leaf> into) {
    if (names.size() > DEPTH_MAX || into.size() >= LEAVES_MAX) {
      return;
    }
    switch (node.getNodeType()) {
      case OBJECT -> object(node, base, names, into);
      case ARRAY -> {
        for (int i = 0; i < Math.min(node.size(), ITEMS_MAX); i++) {
          collect(node.path(i), base + "/" + i, longer(names, String.valueOf(i + 1)), into);
        }
      }
      case STRING -> into.add(new Leaf(base, names, node, written(node)));
      case NUMBER, BOOLEAN, NULL -> into.add(new Leaf(base, names, node, ""));
      case MISSING, BINARY, POJO -> {}
    }
  }

  private static void object(JsonNode node, String base, List<String> names, List<Leaf> into) {
    String unit = unit(node);
    String label = label(node);
    List<String> labelled = label.isEmpty() ? names : longer(names, node.path(label).textValue());
    Map<String, String> when =
        label.isEmpty() ? Map.of() : Map.of(Where.child(base, label), node.path(label).textValue());
    if (!unit.isEmpty() && node.path("value").isValueNode()) {
      into.add(new Leaf(Where.child(base, "value"), labelled, node.path("value"), unit, when));
      return;
    }
    node.properties()
        .forEach(entry -> {
          String key = entry.getKey();
          JsonNode value = entry.getValue();
          String pointer = Where.child(base, key);
          String own = ownUnit(node, key);
          String its = own.isEmpty() && !Words.tells(key) ? unit : own;
          if (!label.isEmpty() && VALUES.contains(key) && value.isValueNode()) {
            into.add(new Leaf(pointer, labelled, value, its, when));
          } else if (value.isNumber() && !its.isEmpty()) {
            into.add(new Leaf(pointer, longer(names, key), value, its));
          } else {
            collect(value, pointer, longer(names, key), into);
          }
        });
  }

  /// The unit that a text has after its number: `3.3 V`.
  private static String written(JsonNode text) {
    return Scalars.withUnit(text.textValue().strip()).map(said -> said.unit().code()).orElse("");
  }

  /// Where an object with a value says what it is: `{"name":"supply temp","v":21.5}`. Empty when it
  /// does not.
  private static String label(JsonNode node) {
    if (VALUES.stream().noneMatch(key -> node.path(key).isValueNode())) {
      return "";
    }
    for (String key : LABELS) {
      String text = node.path(key).isTextual() ? node.path(key).textValue() : "";
      if (text.length() < LABEL_CHARACTERS_MAX && text.chars().anyMatch(Character::isLetter)) {
        return key;
      }
    }
    return "";
  }

  /// The unit of one key of several: `{"temperature":70,"temperature_unit":"°F"}`.
  private static String ownUnit(JsonNode node, String key) {
    for (String suffix : new String[] {"_unit", "Unit", "_units", "Units"}) {
      if (node.path(key + suffix).isTextual()) {
        return node.path(key + suffix).textValue();
      }
    }
    return "";
  }

  /// The unit that an object names beside its `value`.
  private static String unit(JsonNode node) {
    for (String key : new String[] {"unit", "units", "unit_of_measurement", "uom"}) {
      if (node.path(key).isTextual()) {
        return node.path(key).textValue();
      }
    }
    String brief = node.path("u").asText(""); // {"v":20.1,"u":"°C"}
    return Units.named(brief).isPresent() ? brief : "";
  }

  private static List<String> longer(List<String> names, String name) {
    var longer = new ArrayList<>(names);
    longer.add(name);
    return longer;
  }
}
