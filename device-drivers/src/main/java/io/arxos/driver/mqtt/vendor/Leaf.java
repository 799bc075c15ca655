package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Units;
import io.arxos.driver.payload.Scalars;
import java.util.ArrayList;
import java.util.List;

/// A plain value in a JSON document.
///
/// @param pointer where it stands
/// @param names the keys on the way to it; numbers of lists count from 1
/// @param unit what stands beside it as its unit; empty when nothing does
record Leaf(String pointer, List<String> names, JsonNode value, String unit) {
  static final int LEAVES_MAX = 300;
  private static final int DEPTH_MAX = 8;
  private static final int ITEMS_MAX = 16;

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
    if (!unit.isEmpty() && node.path("value").isValueNode()) {
      into.add(new Leaf(Where.child(base, "value"), names, node.path("value"), unit));
      return;
    }
    node.properties()
        .forEach(entry -> {
          String pointer = Where.child(base, entry.getKey());
          List<String> deeper = longer(names, entry.getKey());
          if (entry.getValue().isNumber() && !unit.isEmpty() && !Words.tells(entry.getKey())) {
            into.add(new Leaf(pointer, deeper, entry.getValue(), unit));
          } else {
            collect(entry.getValue(), pointer, deeper, into);
          }
        });
  }

  /// The unit that a text has after its number: `3.3 V`.
  private static String written(JsonNode text) {
    return Scalars.withUnit(text.textValue().strip()).map(said -> said.unit().code()).orElse("");
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
