package io.arxos.driver.sim.building;

/// Where the sun stands, by the formulas of Duffie and Beckman, *Solar Engineering of Thermal
/// Processes*, chapter 1. The declination stays that of early March.
///
/// @param sineOfAltitude above 0 by day
/// @param azimuth from south, west positive, radians
record Sun(double sineOfAltitude, double azimuth) {
  private static final double LATITUDE = Math.toRadians(52.5);
  private static final double LONGITUDE_DEGREES = 13.4;
  private static final double DECLINATION = Math.toRadians(-7.5);
  private static final double SECONDS_PER_DEGREE = 240;

  static Sun at(long epochSecond) {
    double solarSecond =
        Math.floorMod(epochSecond, 86_400L) + LONGITUDE_DEGREES * SECONDS_PER_DEGREE;
    double hourAngle = Math.toRadians(solarSecond / SECONDS_PER_DEGREE - 180);
    double sine =
        Math.sin(LATITUDE) * Math.sin(DECLINATION)
            + Math.cos(LATITUDE) * Math.cos(DECLINATION) * Math.cos(hourAngle);
    double east = -Math.cos(DECLINATION) * Math.sin(hourAngle);
    double south =
        Math.sin(LATITUDE) * Math.cos(DECLINATION) * Math.cos(hourAngle)
            - Math.cos(LATITUDE) * Math.sin(DECLINATION);
    return new Sun(sine, Math.atan2(-east, south));
  }

  /// Cosine of the angle between the sun and the normal of a vertical wall; 0 when behind it.
  double onWall(Facing facing) {
    double cosineOfAltitude = Math.sqrt(1 - sineOfAltitude * sineOfAltitude);
    return sineOfAltitude <= 0
        ? 0
        : Math.max(0, cosineOfAltitude * Math.cos(azimuth - facing.azimuth));
  }
}
