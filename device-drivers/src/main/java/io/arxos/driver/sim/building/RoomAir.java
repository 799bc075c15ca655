package io.arxos.driver.sim.building;

/// What is in a room's air besides heat: carbon dioxide and water, one well-mixed zone.
final class RoomAir {
  private static final double OUTDOOR_PPM = 425;
  private static final double CO2_M3_PER_S =
      0.018 / 3600; // a seated person, ASHRAE 62.1 appendix C
  private static final double WATER_KG_PER_S = 0.05 / 3600; // a seated person, VDI 2078
  private static final double AIR_KG_PER_M3 = 1.2;

  /// Walls and furniture take up and give back water: the air acts as if it were this much more.
  private static final double BUFFER = 6;

  private double co2 = 520;
  private double water = 0.006;

  /// @param flow air exchanged with outdoors, m³/s
  void step(double seconds, double flow, int people, Weather weather) {
    double exchanged = flow * seconds / RoomKind.VOLUME_M3;
    co2 +=
        exchanged * (OUTDOOR_PPM - co2)
            + people * CO2_M3_PER_S * seconds / RoomKind.VOLUME_M3 * 1e6;
    double outdoors = waterAt(weather.temperature()) * weather.relativeHumidity();
    water +=
        exchanged / BUFFER * (outdoors - water)
            + people * WATER_KG_PER_S * seconds / (RoomKind.VOLUME_M3 * AIR_KG_PER_M3 * BUFFER);
  }

  /// ppm.
  double co2() {
    return co2;
  }

  /// 0..100 %.
  double relativeHumidity(double temperature) {
    return Math.clamp(100 * water / waterAt(temperature), 0, 100);
  }

  /// Water in saturated air, kg/kg, after Magnus (WMO No. 8, annex 4.B).
  private static double waterAt(double temperature) {
    double pressure = 611.2 * Math.exp(17.62 * temperature / (243.12 + temperature));
    return 0.622 * pressure / (101_325 - pressure);
  }
}
