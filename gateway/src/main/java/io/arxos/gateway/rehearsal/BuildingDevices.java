package io.arxos.gateway.rehearsal;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Unit;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.sim.building.SimulatedBuilding;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.control.OutputWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The devices of a simulated building, without wires: what each would show is read from the
/// building itself.
final class BuildingDevices implements OutputWriter {
  private final SimulatedBuilding building;
  private final List<PointConfig> read;
  private final Map<PointId, PointConfig> points;

  BuildingDevices(SimulatedBuilding building, Site site) {
    this.building = building;
    this.read = site.points().filter(point -> point.source() != null).toList();
    this.points = read.stream().collect(Collectors.toMap(PointConfig::id, point -> point));
  }

  /// What all devices show now, in their own units.
  Map<PointId, Reading> readAll() {
    Map<PointId, Reading> readings = new LinkedHashMap<>();
    for (PointConfig point : read) {
      building
          .valueOf(point.id().path())
          .ifPresent(value -> readings.put(point.id(), Reading.good(value)));
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId point, Value value) {
    building.write(point.path(), value.number());
    return new WriteResult.Written();
  }

  @Override
  public Reading readBack(PointId id) {
    PointConfig point = points.get(id);
    Optional<Value> value = building.valueOf(id.path());
    if (point == null || value.isEmpty()) {
      return Reading.fault("the building has no such point");
    }
    Unit from = point.reached().map(PointConfig.Source::unit).orElse(point.unit());
    return Reading.good(point.valueOf(from.convert(value.get().number(), point.unit())));
  }
}
