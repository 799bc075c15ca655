package io.arxos.driver.sim.building;

/// The weather of one moment. It is always early March: some 2 to 9 °C, warmest in the afternoon,
/// sun between about 6:40 and 17:40, clouds that come and go within hours, fronts within days.
///
/// @param temperature outdoor air, °C
/// @param relativeHumidity 0..1
/// @param global irradiance on the ground, W/m²
/// @param diffuse part of `global` that comes from the whole sky, W/m²
/// @param sun where it stands
record Weather(
    double temperature, double relativeHumidity, double global, double diffuse, Sun sun) {
  private static final double MEAN = 5.5;
  private static final double FRONT_KELVIN = 1.3;
  private static final double FRONT_SECONDS = 20 * 3600.0;
  private static final double DAY_KELVIN = 2.2;
  private static final double WARMEST_SECOND_UTC = 13.5 * 3600;
  private static final double CLOUD_SECONDS = 2.5 * 3600;
  private static final double GROUND_ALBEDO = 0.2;

  static Weather at(Noise noise, long epochSecond) {
    double dayPhase = 2 * Math.PI * (epochSecond - WARMEST_SECOND_UTC) / 86_400;
    double front = noise.stream("front").smooth(epochSecond / FRONT_SECONDS);
    double temperature =
        MEAN
            + FRONT_KELVIN * Math.clamp(front, -2, 2)
            + DAY_KELVIN * Math.cos(dayPhase)
            + 0.15 * noise.stream("gust").smooth(epochSecond / 1200.0);
    double cloud =
        Math.clamp(0.55 + 0.4 * noise.stream("cloud").smooth(epochSecond / CLOUD_SECONDS), 0, 1);
    double humidity =
        Math.clamp(0.8 - 0.1 * Math.cos(dayPhase) + 0.06 * front + 0.1 * (cloud - 0.5), 0.4, 0.98);
    Sun sun = Sun.at(epochSecond);
    double global = clearSky(sun.sineOfAltitude()) * (1 - 0.75 * Math.pow(cloud, 3.4));
    return new Weather(temperature, humidity, global, global * (0.3 + 0.7 * cloud * cloud), sun);
  }

  /// Irradiance on a vertical wall, W/m²: beam, half of the sky, half of what the ground reflects.
  double onWall(Facing facing) {
    double sine = Math.max(0.05, sun.sineOfAltitude()); // grazing light: no division by nearly zero
    double beam = (global - diffuse) / sine * sun.onWall(facing);
    return beam + diffuse / 2 + GROUND_ALBEDO * global / 2;
  }

  private static double clearSky(double sineOfAltitude) {
    return sineOfAltitude <= 0 ? 0 : 1098 * sineOfAltitude * Math.exp(-0.057 / sineOfAltitude);
  }
}
