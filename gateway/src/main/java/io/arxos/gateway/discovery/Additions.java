package io.arxos.gateway.discovery;

import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is put into a site file, as keys and values in the order in which they are written.
///
/// @param equipment each with its `points`; of equipment that is there only the points are taken
record Additions(List<Map<String, Object>> drivers, List<Map<String, Object>> equipment) {
  private static final Set<String> OF_COMMANDS = Set.of("kind", "write", "default", "outputs");

  Additions {
    drivers = List.copyOf(drivers);
    equipment = List.copyOf(equipment);
  }

  int points() {
    return equipment.stream()
        .mapToInt(piece -> piece.get("points") instanceof List<?> points ? points.size() : 0)
        .sum();
  }

  /// @param commands whether what can be written is added as a command
  static Additions of(
      List<ProposedDevice> devices, List<Map<String, Object>> drivers, boolean commands) {
    Map<String, Map<String, Object>> pieces = new LinkedHashMap<>();
    for (ProposedDevice device : devices) {
      for (ProposedDevice.Piece piece : device.equipment()) {
        List<Map<String, Object>> points = new ArrayList<>();
        piece.points().stream()
            .filter(ProposedPoint::addable)
            .forEach(point -> points.add(point(point, device.driver(), commands)));
        if (!points.isEmpty()) {
          pieces.merge(piece.id(), piece(piece, points), Additions::joined);
        }
      }
    }
    return new Additions(drivers, new ArrayList<>(pieces.values()));
  }

  @SuppressWarnings("unchecked") // both were made by `piece`
  private static Map<String, Object> joined(Map<String, Object> one, Map<String, Object> other) {
    List<Object> points = new ArrayList<>((List<Object>) one.get("points"));
    points.addAll((List<Object>) other.get("points"));
    one.put("points", points);
    return one;
  }

  private static Map<String, Object> piece(
      ProposedDevice.Piece piece, List<Map<String, Object>> points) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", piece.id());
    entry.put("name", piece.name());
    entry.put("class", piece.brickClass());
    entry.put("system", piece.system());
    entry.put("points", points);
    return entry;
  }

  private static Map<String, Object> point(ProposedPoint point, String driver, boolean commands) {
    DiscoveredPoint found = point.found();
    Map<String, Object> more = new LinkedHashMap<>(found.more());
    boolean flag = found.now() instanceof Reading.Good(Value.Bool _, var _);
    boolean ofStates = more.containsKey("states");
    boolean command =
        commands && found.writable() && (ofStates || flag || more.containsKey("write"));
    String unit = point.meaning().unit();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", point.id());
    entry.put("name", point.name());
    if (command) {
      entry.put("kind", "command");
    }
    entry.put(
        "class", point.meaning().brickClass().isEmpty() ? "Sensor" : point.meaning().brickClass());
    if (!unit.isEmpty() && !unit.equals("1") && !ofStates) {
      entry.put("unit", unit);
    }
    entry.put("driver", driver);
    entry.put("address", KeyOrder.of(found.address()));
    if (flag && !ofStates && command) {
      entry.put("states", List.of("off", "on"));
    }
    more.forEach((key, value) -> {
      if (!OF_COMMANDS.contains(key) && !entry.containsKey(key)) {
        entry.put(key, value);
      }
    });
    if (command) {
      asCommand(entry, more);
    }
    return entry;
  }

  /// A command needs to say what it does in each failure. Holding is what changes least; the
  /// installer says better.
  private static void asCommand(Map<String, Object> entry, Map<String, Object> more) {
    Object write = more.get("write");
    Object low = write instanceof Map<?, ?> limits ? limits.get("min") : null;
    entry.put("default", more.getOrDefault("default", low == null ? 0 : low));
    if (write != null) {
      entry.put("write", write);
    }
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (String when : List.of("power-up", "before-first-input", "input-stale", "stopped")) {
      outputs.put(when, "hold");
    }
    outputs.put("journal-failed", "carry-on");
    outputs.put("cloud-lost", "carry-on");
    outputs.put("update", "hold");
    entry.put("outputs", more.getOrDefault("outputs", outputs));
  }
}
