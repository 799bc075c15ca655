package io.arxos.gateway.discovery;

import io.arxos.driver.naming.PointNames;
import java.util.List;

/// What kind of equipment a device is, by its name or else by what it measures.
record DeviceKind(String brickClass, String system) {
  private static final DeviceKind SENSORS = new DeviceKind("Sensor_Equipment", "hvac");

  static DeviceKind of(String name, List<ProposedPoint> points) {
    var named = PointNames.read(name);
    if (!named.equipmentClass().isEmpty()) {
      return new DeviceKind(named.equipmentClass(), named.system());
    }
    if (any(points, "Temperature_Setpoint")) {
      return new DeviceKind("Thermostat", "hvac");
    }
    if (any(points, "Luminance_Command")) {
      return new DeviceKind("Luminaire", "lighting");
    }
    if (any(points, "Power_Sensor") || any(points, "Energy_Sensor")) {
      boolean switches = any(points, "On_Off_Status") || any(points, "On_Off_Command");
      return new DeviceKind(switches ? "PlugStrip" : "Electrical_Meter", "energy");
    }
    if (any(points, "Occupancy_Sensor") || any(points, "Motion_Sensor")) {
      return new DeviceKind("Occupancy_Sensor_Equipment", "hvac");
    }
    return SENSORS;
  }

  private static boolean any(List<ProposedPoint> points, String end) {
    return points.stream().anyMatch(point -> point.meaning().brickClass().endsWith(end));
  }
}
