package io.arxos.cloud.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the part of a building behind one gateway is made of, as its site file says.
public record SiteModel(
    Building building, String gateway, List<Equipment> equipment, List<Point> points) {

  /// @param id segment of a point path
  /// @param zone IANA, such as Europe/Berlin
  /// @param physicsSpeed above 0 in a simulated building: how much faster than the clock it runs
  public record Building(String id, String name, String zone, double physicsSpeed) {}

  /// @param id path without the point
  /// @param brickClass without prefix
  /// @param system discipline: hvac, electrical, …
  public record Equipment(String id, String name, String brickClass, String system) {}

  /// @param path building/equipment/point
  /// @param kind sensor, command, setpoint or virtual
  /// @param unit UCUM, 1 for none
  /// @param expected what the value is expected within
  /// @param writable what an operator may write; null: not writable
  /// @param reportWithinMs a longer silence is a gap
  /// @param stateNames what 0, 1, … are called; empty for a quantity
  /// @param setpoint path of the governing set-point, "" for none
  /// @param source how the value reaches the gateway, for people
  public record Point(
      String path,
      String name,
      String kind,
      String unit,
      String brickClass,
      String equipment,
      Band expected,
      @Nullable Band writable,
      long reportWithinMs,
      List<String> stateNames,
      String setpoint,
      String source) {}

  /// Limits in the point's unit, inclusive; null: none.
  public record Band(@Nullable Double low, @Nullable Double high) {}
}
