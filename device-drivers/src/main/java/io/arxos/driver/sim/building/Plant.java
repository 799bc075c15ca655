package io.arxos.driver.sim.building;

import java.util.List;

/// District heating with one circulation pump. While the pump runs, the supply follows the heating
/// curve; while it stands, the pipes cool down and no radiator gets water.
final class Plant {
  private static final double WARM_UP_SECONDS = 300;
  private static final double COOL_DOWN_SECONDS = 3600;
  private static final double RETURN_SECONDS = 180;
  private static final double CELLAR = 18;
  private static final double PUMP_STARTS_SECONDS = 20;

  private final Noise visits;
  private boolean pumpOn = true;
  private double pumpSeconds = PUMP_STARTS_SECONDS;
  private double supplyTemperature = 60;
  private double returnTemperature = 38;
  private double heat;

  Plant(Noise noise) {
    this.visits = noise.stream("plant/visits");
  }

  void step(double seconds, double outdoors, List<Room> rooms) {
    pumpSeconds = pumpOn ? pumpSeconds + seconds : 0;
    double target = pumpOn ? Math.clamp(65 - outdoors, 45, 70) : CELLAR;
    double lag = pumpOn ? WARM_UP_SECONDS : COOL_DOWN_SECONDS;
    supplyTemperature += (target - supplyTemperature) * seconds / lag;
    double flow = 0;
    double mixed = 0;
    heat = 0;
    for (Room room : rooms) {
      double one = room.radiator.flow(pumpOn);
      flow += one;
      mixed += one * room.radiator.temperature();
      heat += room.radiator.heatFromWater(one, supplyTemperature);
    }
    double back = flow > 1e-6 ? mixed / flow : CELLAR;
    double backLag = flow > 1e-6 ? RETURN_SECONDS : COOL_DOWN_SECONDS;
    returnTemperature += (back - returnTemperature) * seconds / backLag;
  }

  void pump(boolean on) {
    pumpOn = on;
  }

  boolean pumpOn() {
    return pumpOn;
  }

  /// The pump's own report: it needs some seconds to start.
  boolean pumpRunning() {
    return pumpOn && pumpSeconds >= PUMP_STARTS_SECONDS;
  }

  double supplyTemperature() {
    return supplyTemperature;
  }

  double returnTemperature() {
    return returnTemperature;
  }

  /// Heat that the rooms' circuit takes, W.
  double heat() {
    return heat;
  }

  /// Somebody looks after the plant a few times a day and leaves the door open meanwhile.
  boolean doorOpen(Surroundings around) {
    double hour = around.hour();
    long slot = around.day() * 48 + (long) (hour * 2);
    double minutes = hour * 60 % 30;
    double begins = 20 * visits.uniform(slot);
    return hour >= 7
        && hour < 18
        && visits.uniform(-slot) < 0.16
        && minutes >= begins
        && minutes < begins + 3 + 6 * visits.uniform(slot + 1_000_000);
  }
}
