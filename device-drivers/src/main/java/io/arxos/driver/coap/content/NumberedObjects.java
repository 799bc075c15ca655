package io.arxos.driver.coap.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Documents whose keys are numbers of IPSO objects and resources, as IKEA's gateways write them:
/// `{"3311":[{"5850":1,"5851":120,"9003":0}]}`.
final class NumberedObjects {
  /// Which instance an element of a list is.
  private static final String INSTANCE = "9003";

  private static final int OBJECT_MIN = 3200;
  private static final int DEVICE = 3;

  private NumberedObjects() {}

  static boolean looksSo(JsonNode root) {
    return root.isObject()
        && root.properties().stream()
            .anyMatch(field -> object(field.getKey()) >= OBJECT_MIN && holdsNumbers(field));
  }

  private static boolean holdsNumbers(Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    JsonNode first = value.isArray() && value.size() > 0 ? value.get(0) : value;
    return first.isObject()
        && first.size() > 0
        && first.properties().stream().allMatch(one -> one.getKey().matches("\\d{1,5}"));
  }

  /// -1 when it is none that is known.
  private static int object(String key) {
    int id = key.matches("\\d{1,5}") ? Integer.parseInt(key) : -1;
    boolean numbered = id == DEVICE || id >= OBJECT_MIN;
    return numbered && ObjectTable.object(id) != null ? id : -1;
  }

  /// Whether every key is a number, such as `{"5700":21.5,"5701":"Cel"}`.
  static boolean isNumbered(JsonNode root) {
    return root.isObject()
        && root.size() > 0
        && root.properties().stream().allMatch(one -> one.getKey().matches("\\d{1,5}"));
  }

  /// What a device says of an object or an instance by the numbers below it.
  static List<Raw> below(JsonNode root, ObjectPath above) {
    var raws = new ArrayList<Raw>();
    for (var field : root.properties()) {
      ObjectPath path = ObjectPath.of(above + "/" + field.getKey());
      JsonNode value = field.getValue();
      if (path != null && path.isResource() && value.isValueNode() && !value.isNull()) {
        raws.add(new Raw(path, form(value), null));
      } else if (path != null && isNumbered(value)) {
        raws.addAll(below(value, path));
      }
    }
    return raws;
  }

  static List<Raw> parse(JsonNode root) {
    var raws = new ArrayList<Raw>();
    for (var field : root.properties()) {
      int object = object(field.getKey());
      if (object < 0) {
        continue;
      }
      JsonNode value = field.getValue();
      if (value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          instance(object, value.get(i).path(INSTANCE).asInt(i), value.get(i), raws);
        }
      } else {
        instance(object, 0, value, raws);
      }
    }
    return raws;
  }

  private static void instance(int object, int instance, JsonNode node, List<Raw> raws) {
    for (var field : node.properties()) {
      String key = field.getKey();
      if (!key.matches("\\d{1,5}") || key.equals(INSTANCE)) {
        continue;
      }
      var path = new ObjectPath(object, instance, Integer.parseInt(key), -1);
      boolean known =
          ObjectTable.resource(object, path.resource()).type() != ObjectTable.Type.UNKNOWN;
      if (known && field.getValue().isValueNode() && instance >= 0) {
        raws.add(new Raw(path, form(field.getValue()), null));
      }
    }
  }

  static Raw.Form form(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> Lwm2mJson.number(value);
      case BOOLEAN -> new Raw.Flag(value.booleanValue());
      case STRING -> new Raw.Text(value.textValue());
      default -> new Raw.Wrong("value is neither number nor text");
    };
  }
}
