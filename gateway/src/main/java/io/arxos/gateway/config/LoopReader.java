package io.arxos.gateway.config;

import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.gateway.config.PointConfig.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the loops of a site file; their references are paths without the building.
final class LoopReader {
  private static final Duration INTEGRAL_TIME_MAX = Duration.ofDays(1);

  private final Map<String, PointConfig> points = new LinkedHashMap<>();
  private final Map<String, Settings> ids = new HashMap<>();
  private final Map<PointId, String> outputs = new HashMap<>();

  private enum LoopKind {
    PID,
    TWO_POINT
  }

  LoopReader(String building, List<PointConfig> points) {
    for (PointConfig point : points) {
      this.points.put(point.id().path().substring(building.length() + 1), point);
    }
  }

  List<LoopConfig> read(List<Settings> sections) {
    List<LoopConfig> loops = new ArrayList<>();
    for (Settings section : sections) {
      String id = section.text("id");
      if (ids.putIfAbsent(id, section) != null) {
        section.problem("id", "a loop " + id + " is already there");
      }
      LoopConfig loop =
          switch (section.choice("kind", LoopKind.class, null)) {
            case PID -> pid(id, section);
            case TWO_POINT -> twoPoint(id, section);
          };
      section.done();
      if (loop != null) {
        loops.add(loop);
      }
    }
    return loops;
  }

  private @Nullable LoopConfig pid(String id, Settings section) {
    PointConfig input = point(section, "input", section.text("input"));
    PointConfig setpoint = point(section, "setpoint", section.text("setpoint"));
    PointConfig output = output(section);
    Double gain = section.number("gain");
    Duration integral = section.duration("integral-time", Duration.ZERO);
    Duration derivative = section.duration("derivative-time", Duration.ZERO);
    double deadband = section.number("deadband", 0);
    var action = section.choice("action", LoopConfig.Direction.class, null);
    if (!(section.plain("gain") instanceof String) && (gain == null || gain <= 0)) {
      section.problem("gain", "gain must be a number above 0; action says the direction");
    }
    if (integral.compareTo(INTEGRAL_TIME_MAX) > 0) {
      section.problem("integral-time", "integral-time must not be above 1d");
    }
    if (derivative.compareTo(INTEGRAL_TIME_MAX) > 0) {
      section.problem("derivative-time", "derivative-time must not be above 1d");
    }
    if (deadband < 0) {
      section.problem("deadband", "deadband must not be below 0");
    }
    if (setpoint != null && setpoint.kind() != Kind.SETPOINT) {
      section.problem("setpoint", section.text("setpoint") + " is not of kind setpoint");
    }
    if (input != null && setpoint != null && !input.unit().code().equals(setpoint.unit().code())) {
      section.problem(
          "setpoint",
          "the set-point is in "
              + setpoint.unit().code()
              + ", the input in "
              + input.unit().code());
    }
    return input == null || setpoint == null || output == null || gain == null
        ? null
        : new LoopConfig.Pid(
            id,
            input.id(),
            setpoint.id(),
            output.id(),
            gain,
            integral,
            action,
            derivative,
            deadband);
  }

  private @Nullable LoopConfig twoPoint(String id, Settings section) {
    List<PointId> inputs =
        section.texts("inputs").stream()
            .map(path -> point(section, "inputs", path))
            .filter(Objects::nonNull)
            .map(PointConfig::id)
            .toList();
    PointConfig output = output(section);
    Double on = section.number("on-above");
    Double off = section.number("off-below");
    if (!section.has("inputs") || section.texts("inputs").isEmpty()) {
      section.problem("inputs", "missing key inputs: a list of at least one point");
    }
    if (on == null || off == null || off > on) {
      section.problem(
          "on-above", "on-above and off-below must be numbers, off-below the lower one");
    }
    return output == null || on == null || off == null
        ? null
        : new LoopConfig.TwoPoint(id, inputs, output.id(), on, off);
  }

  private @Nullable PointConfig output(Settings section) {
    String path = section.text("output");
    PointConfig output = point(section, "output", path);
    if (output == null) {
      return null;
    }
    if (output.kind() != Kind.COMMAND) {
      section.problem("output", path + " is not of kind command");
    }
    String other = outputs.putIfAbsent(output.id(), section.text("id"));
    if (other != null) {
      section.problem("output", path + " is already the output of loop " + other);
    }
    return output;
  }

  private @Nullable PointConfig point(Settings section, String key, String path) {
    PointConfig point = points.get(path);
    if (point == null && !path.isEmpty()) {
      section.problem(
          key,
          "there is no point "
              + path
              + "; "
              + Settings.suggestion(path, List.copyOf(points.keySet())));
    }
    return point;
  }
}
