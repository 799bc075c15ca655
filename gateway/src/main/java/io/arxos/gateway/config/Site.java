package io.arxos.gateway.config;

import io.arxos.driver.PointId;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One building as one gateway sees it: everything a site file says, checked.
///
/// @param building first segment of every point path
/// @param zone of the building
/// @param gateway id of the gateway this file is for
/// @param physicsSpeed how much faster than the clock a simulated building runs; null in a real one
public record Site(
    String building,
    String name,
    ZoneId zone,
    String gateway,
    @Nullable Double physicsSpeed,
    List<DriverConfig> drivers,
    List<EquipmentConfig> equipment,
    List<LoopConfig> loops) {
  public Site {
    drivers = List.copyOf(drivers);
    equipment = List.copyOf(equipment);
    loops = List.copyOf(loops);
  }

  /// Every point, in the file's order.
  public Stream<PointConfig> points() {
    return equipment.stream().flatMap(one -> one.points().stream());
  }

  public Optional<PointConfig> point(PointId id) {
    return points().filter(point -> point.id().equals(id)).findFirst();
  }
}
