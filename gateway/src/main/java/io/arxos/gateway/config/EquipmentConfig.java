package io.arxos.gateway.config;

import java.util.List;

/// A thing in the building that has points.
///
/// @param path with the building, such as `hofgarten/ahu-1`
/// @param brickClass without prefix, such as `AHU`
/// @param system discipline, such as `hvac`
public record EquipmentConfig(
    String path, String name, String brickClass, String system, List<PointConfig> points) {
  public EquipmentConfig {
    points = List.copyOf(points);
  }
}
