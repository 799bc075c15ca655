package io.arxos.driver.coap.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.PayloadForm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every plain value of a JSON document, with the unit and the time that stand beside it. For one
/// document.
final class JsonContent {
  private static final int LEAVES_MAX = 400;
  private static final int DEPTH_MAX = 12;
  private static final Set<String> UNITS =
      Set.of("unit", "units", "u", "uom", "unitofmeasurement", "unit_of_measurement");
  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "ts", "t", "datetime", "date", "measuredat", "measured_at");
  private static final Set<String> VALUES = Set.of("value", "val", "v", "reading", "measurement");
  private static final Set<String> NAMES = Set.of("name", "n", "id", "sensor", "type", "quantity");
  private static final Set<String> KINDS = Set.of("type", "quantity", "kind");
  private static final Set<String> OCF = Set.of("rt", "if", "range", "step", "precision");

  /// A number called `t` is a time only when it is one since 1970, not a temperature.
  private static final double SECONDS_MIN = 1e8;

  private final String path;
  private final Payload payload;
  private final List<Found> found = new ArrayList<>();

  private JsonContent(String path, Payload payload) {
    this.path = path;
    this.payload = payload;
  }

  /// What stands beside a value.
  ///
  /// @param name of what it belongs to
  /// @param time where its time stands
  private record Beside(String name, String unit, @Nullable JsonPointer time) {}

  /// @param path of the resource, for the names of values
  static List<Found> of(String path, JsonNode root) {
    // The document is written anew so that its values are read as the driver reads them, whatever
    // it was written in.
    String text = root.isTextual() ? root.textValue() : root.toString();
    if (root.isNull()) {
      return List.of(Found.bad("document has no values"));
    }
    var content = new JsonContent(path, new Payload(text.getBytes(UTF_8)));
    content.walk(root, JsonPointer.empty(), new Beside("", "", null), 0);
    if (content.found.isEmpty()) {
      return List.of(Found.bad("document has no values"));
    }
    return content.found;
  }

  private void walk(JsonNode node, JsonPointer pointer, Beside beside, int depth) {
    if (depth > DEPTH_MAX || found.size() >= LEAVES_MAX) {
      return;
    }
    switch (node.getNodeType()) {
      case OBJECT -> object(node, pointer, beside, depth);
      case ARRAY -> {
        for (int i = 0; i < node.size(); i++) {
          Beside own = new Beside(joined(beside.name(), "" + i), beside.unit(), beside.time());
          walk(node.get(i), pointer.appendIndex(i), own, depth + 1);
        }
      }
      case NUMBER, BOOLEAN, STRING, NULL -> leaf(node, pointer, beside);
      default -> {
        // nothing that JSON has
      }
    }
  }

  private void object(JsonNode node, JsonPointer pointer, Beside above, int depth) {
    String unitKey = key(node, UNITS, JsonNode::isTextual);
    String unit = unitKey.isEmpty() ? "" : node.path(unitKey).textValue();
    String timeKey = key(node, TIMES, JsonContent::isTime);
    JsonPointer time = timeKey.isEmpty() ? above.time() : pointer.appendProperty(timeKey);
    String valueKey = key(node, VALUES, JsonNode::isValueNode);
    String nameKey =
        valueKey.isEmpty()
            ? ""
            : key(node, NAMES, one -> one.isTextual() || one.isIntegralNumber());
    String called = nameKey.isEmpty() ? "" : node.path(nameKey).asText();
    String kindKey = valueKey.isEmpty() ? "" : key(node, KINDS, JsonNode::isTextual);
    String kind = kindKey.isEmpty() || kindKey.equals(nameKey) ? "" : node.path(kindKey).asText();
    String own = called.isEmpty() ? above.name() : joined(stem(above.name()), called);
    String name = joined(own, kind);
    var aside = new LinkedHashSet<>(List.of(unitKey, timeKey, nameKey, kindKey));
    for (var field : node.properties()) {
      String key = field.getKey();
      if (!aside.contains(key) && !isAboutTheResource(node, key)) {
        boolean value = key.equals(valueKey);
        String place = value ? name : joined(name, key);
        String of = value || isOnlyNumber(node, key, aside) ? unit : "";
        walk(field.getValue(), pointer.appendProperty(key), new Beside(place, of, time), depth + 1);
      }
    }
  }

  /// Resources of the Open Connectivity Foundation say of themselves what they are.
  private static boolean isAboutTheResource(JsonNode node, String key) {
    return OCF.contains(key) && node.path("rt").isArray();
  }

  /// A list's numbers give way to names.
  private static String stem(String name) {
    return name.replaceAll("(^|/)\\d+$", "");
  }

  private static boolean isOnlyNumber(JsonNode node, String key, Set<String> aside) {
    int numbers = 0;
    for (var field : node.properties()) {
      numbers += field.getValue().isNumber() && !aside.contains(field.getKey()) ? 1 : 0;
    }
    return numbers == 1 && node.path(key).isNumber();
  }

  private static boolean isTime(JsonNode node) {
    boolean dated = node.isTextual() && node.textValue().matches("\\d{4}-\\d\\d-\\d\\d[T ].{5,40}");
    return dated || (node.isNumber() && node.doubleValue() >= SECONDS_MIN);
  }

  private static String key(
      JsonNode node, Set<String> names, java.util.function.Predicate<JsonNode> condition) {
    for (var field : node.properties()) {
      if (names.contains(field.getKey().toLowerCase(Locale.ROOT))
          && condition.test(field.getValue())) {
        return field.getKey();
      }
    }
    return "";
  }

  private void leaf(JsonNode node, JsonPointer pointer, Beside beside) {
    boolean whole = pointer.matches();
    Reading reading =
        payload.read(
            new PayloadForm(whole ? null : pointer, whole ? null : beside.time()), Origin.NONE);
    String name = joined(path, beside.name());
    String unit = beside.unit().isEmpty() ? Names.unitBehind(node.asText()) : beside.unit();
    String own = beside.name().isEmpty() ? path : beside.name();
    Meaning meaning = Names.meaning(unit, own, reading);
    Found.Part part = whole ? Found.Part.WHOLE : Found.Part.POINTER;
    found.add(new Found(name, part, pointer.toString(), meaning, reading, false));
  }

  private static String joined(String above, String own) {
    return above.isEmpty() || own.isEmpty() ? above + own : above + "/" + own;
  }
}
