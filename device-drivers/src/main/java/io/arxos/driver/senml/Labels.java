package io.arxos.driver.senml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The labels of one record by their names in JSON.
final class Labels {
  /// RFC 8428, 6, and `vlo` of LwM2M (OMA-TS-LightweightM2M_Core, 7.4.4), which has no number.
  private static final Map<String, String> NUMBERED =
      Map.ofEntries(
          Map.entry("-1", "bver"),
          Map.entry("-2", "bn"),
          Map.entry("-3", "bt"),
          Map.entry("-4", "bu"),
          Map.entry("-5", "bv"),
          Map.entry("-6", "bs"),
          Map.entry("0", "n"),
          Map.entry("1", "u"),
          Map.entry("2", "v"),
          Map.entry("3", "vs"),
          Map.entry("4", "vb"),
          Map.entry("5", "s"),
          Map.entry("6", "t"),
          Map.entry("7", "ut"),
          Map.entry("8", "vd"));

  private final Map<String, JsonNode> byName;

  private Labels(Map<String, JsonNode> byName) {
    this.byName = byName;
  }

  /// Null when a label is there twice, once by its name and once by its number.
  static @Nullable Labels of(JsonNode map, boolean cbor) {
    var byName = new HashMap<String, JsonNode>();
    for (var field : map.properties()) {
      String label = cbor ? NUMBERED.getOrDefault(field.getKey(), field.getKey()) : field.getKey();
      JsonNode value = field.getValue();
      if (value.getNodeType() != JsonNodeType.NULL && byName.put(label, value) != null) {
        return null;
      }
    }
    return new Labels(byName);
  }

  int size() {
    return byName.size();
  }

  Set<String> names() {
    return byName.keySet();
  }

  /// A label that ends so must be understood, and no such is known here (RFC 8428, 4.4).
  boolean mandatoryUnknown() {
    return byName.keySet().stream().anyMatch(label -> label.endsWith("_"));
  }

  @Nullable JsonNode get(String label) {
    return byName.get(label);
  }

  /// Null when it is there and is no text.
  @Nullable String text(String label, String otherwise) {
    JsonNode node = byName.get(label);
    return node == null ? otherwise : node.textValue();
  }

  /// Null when it is not there or no finite number.
  @Nullable Double number(String label) {
    JsonNode node = byName.get(label);
    if (node == null || !node.isNumber()) {
      return null;
    }
    // The shortest decimal of 32 bits: a device that measured 23.1 did not measure 23.100000381.
    double value = node.isFloat() ? Double.parseDouble(node.asText()) : node.doubleValue();
    return Double.isFinite(value) ? value : null;
  }

  boolean isNoNumber(String label) {
    return byName.containsKey(label) && number(label) == null;
  }
}
