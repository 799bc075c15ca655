package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.gateway.config.LoopConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What control is to do on one site.
///
/// @param log the point that events without a point of their own are journaled under
/// @param known every point of the site, writable or not
/// @param points every writable point, in the file's order
public record ControlPlan(
    PointId log, Set<PointId> known, Map<PointId, WritablePoint> points, List<LoopConfig> loops) {
  public ControlPlan {
    known = Set.copyOf(known);
    points = Collections.unmodifiableMap(new LinkedHashMap<>(points));
    loops = List.copyOf(loops);
    for (LoopConfig loop : loops) {
      WritablePoint output = points.get(loop.output());
      if (output == null || !output.isOutput()) {
        throw new IllegalArgumentException(loop.id() + ": " + loop.output() + " is not an output");
      }
    }
  }

  public static ControlPlan of(Site site) {
    Map<PointId, WritablePoint> points = new LinkedHashMap<>();
    site.points().forEach(point -> add(points, point));
    return new ControlPlan(
        new PointId(site.building() + "/gateway/control"),
        site.points().map(PointConfig::id).collect(Collectors.toSet()),
        points,
        site.loops());
  }

  WritablePoint point(PointId id) {
    WritablePoint point = points.get(id);
    if (point == null) {
      throw new IllegalArgumentException(id + " is not writable");
    }
    return point;
  }

  private static void add(Map<PointId, WritablePoint> points, PointConfig point) {
    PointConfig.Writing writing = point.control();
    if (writing != null) {
      points.put(point.id(), WritablePoint.of(point, writing));
    }
  }
}
