package io.arxos.driver.sim.building;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/// What every room sees from outside in one tick.
///
/// @param day days since 1970 in local time
/// @param hour of the day in local time, `[0, 24)`
/// @param supplyTemperature of the heating water, °C
record Surroundings(
    Weather weather, long day, double hour, double supplyTemperature, boolean pumpOn) {
  static Surroundings at(Weather weather, Instant time, ZoneRules zone, Plant plant) {
    ZoneOffset offset = zone.getOffset(time);
    long local = time.getEpochSecond() + offset.getTotalSeconds();
    return new Surroundings(
        weather,
        Math.floorDiv(local, 86_400L),
        Math.floorMod(local, 86_400L) / 3600.0,
        plant.supplyTemperature(),
        plant.pumpOn());
  }

  /// Minutes since 1970 in local time.
  long minute() {
    return day * 1440 + (long) (hour * 60);
  }
}
