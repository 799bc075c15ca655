package io.arxos.driver.modbus.sunspec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model of a device's part, as its JSON definition says.
///
/// @param id such as 103
public record SunspecModel(int id, String label, Group group) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEPTH_MAX = 6;
  private static final int POINTS_MAX = 2_000;
  private static final int SIZE_MAX = 65_535;

  /// @param count how often it comes: empty for once, `0` for as often as the model has room, a
  ///   number, or the name of the point that says it
  /// @param offsets where its points lie, from the group's start, by their names
  record Group(
      String name,
      String count,
      List<Point> points,
      Map<String, Integer> offsets,
      List<Group> groups) {}

  /// @param size in registers
  /// @param scale the name of a scale factor, an exponent, or empty
  /// @param symbols names of states or bits
  /// @param kept what it is in ours
  record Point(
      String name,
      String label,
      String type,
      int size,
      String scale,
      String units,
      boolean writable,
      Map<Long, String> symbols,
      SunspecForms.Kept kept) {}

  /// A definition as SunSpec publishes it, or nothing when the text is none.
  public static Optional<SunspecModel> parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      JsonNode group = root.path("group");
      Optional<Group> parsed = group(group, 0);
      return root.path("id").canConvertToInt() && parsed.isPresent()
          ? Optional.of(
              new SunspecModel(
                  root.path("id").intValue(), group.path("label").asText(""), parsed.get()))
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static Optional<Group> group(JsonNode node, int depth) {
    if (!node.isObject() || depth > DEPTH_MAX || node.path("points").size() > POINTS_MAX) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    Map<String, Integer> offsets = new HashMap<>();
    int offset = 0;
    for (JsonNode point : node.path("points")) {
      int size = point.path("size").asInt(0);
      if (size < 1 || size > SIZE_MAX) {
        return Optional.empty();
      }
      points.add(
          new Point(
              point.path("name").asText(""),
              point.path("label").asText(""),
              point.path("type").asText(""),
              size,
              point.path("sf").asText(""),
              point.path("units").asText("").strip(),
              point.path("access").asText("").equals("RW"),
              symbols(point.path("symbols")),
              new SunspecForms.Kept()));
      offsets.put(point.path("name").asText(""), offset);
      offset += size;
    }
    List<Group> groups = new ArrayList<>();
    for (JsonNode inner : node.path("groups")) {
      Optional<Group> group = group(inner, depth + 1);
      if (group.isEmpty()) {
        return Optional.empty();
      }
      groups.add(group.get());
    }
    return Optional.of(
        new Group(
            node.path("name").asText(""),
            node.path("count").asText(""),
            List.copyOf(points),
            offsets,
            List.copyOf(groups)));
  }

  private static Map<Long, String> symbols(JsonNode list) {
    Map<Long, String> symbols = new LinkedHashMap<>();
    for (JsonNode symbol : list) {
      if (symbol.path("value").canConvertToLong()) {
        symbols.putIfAbsent(symbol.path("value").longValue(), symbol.path("name").asText(""));
      }
    }
    return symbols;
  }
}
