package io.arxos.driver.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.driver.template.Nothing.None;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// JSON as values of a template, and back.
public final class PlainJson {
  private static final int DEPTH_MAX = 64;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlainJson() {}

  /// What `value_json` is for a message; empty when the text is not JSON.
  public static Optional<Object> parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(of(node));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /// A JSON tree as texts, numbers, booleans, lists and maps.
  public static Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(item -> list.add(of(item)));
        yield list;
      }
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? (Object) node.longValue()
              : (Object) node.doubleValue();
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.textValue();
      default -> Nothing.NONE;
    };
  }

  /// @param spaced as Python's `json.dumps` instead of the shortest form
  static String text(Run run, Object value, boolean spaced) {
    var out = new StringBuilder();
    write(run, value, spaced, out);
    return run.paid(out.toString());
  }

  private static void write(Run run, Object value, boolean spaced, StringBuilder out) {
    run.enter();
    switch (value) {
      case String text -> quote(text, out);
      case Boolean flag -> out.append(flag);
      case Long number -> out.append(number);
      case Double number -> out.append(real(number, spaced));
      case None _ -> out.append("null");
      case Collection<?> items -> {
        String between = spaced ? ", " : ",";
        out.append('[');
        String separator = "";
        for (Object item : items) {
          out.append(separator);
          separator = between;
          write(run, Nothing.of(item), spaced, out);
        }
        out.append(']');
      }
      case Map<?, ?> map -> object(run, map, spaced, out);
      default -> throw Refusal.of(Python.type(value) + " cannot be written as JSON");
    }
    if (out.length() > Run.TEXT_CHARACTERS_MAX) {
      throw Refusal.of("template makes a text longer than 64 KiB");
    }
    run.leave();
  }

  private static String real(double number, boolean spaced) {
    if (!Double.isFinite(number)) {
      return spaced
          ? (Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity")
          : "null";
    }
    return Texts.of(number);
  }

  /// `tojson` of Jinja sorts keys, `to_json` of Home Assistant does not.
  private static void object(Run run, Map<?, ?> map, boolean spaced, StringBuilder out) {
    Map<String, Object> entries = spaced ? new TreeMap<>() : new LinkedHashMap<>();
    map.forEach((key, value) ->
        entries.put(
            key instanceof Boolean flag ? flag.toString() : Texts.of(run, Nothing.of(key)),
            Nothing.of(value)));
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      out.append(separator);
      separator = spaced ? ", " : ",";
      quote(entry.getKey(), out);
      out.append(spaced ? ": " : ":");
      write(run, entry.getValue(), spaced, out);
    }
    out.append('}');
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
  }
}
