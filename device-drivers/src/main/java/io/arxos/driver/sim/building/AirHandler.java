package io.arxos.driver.sim.building;

import io.arxos.driver.sim.building.RecordedDay.Column;

/// The air handler: a recorded day by the building's own clock, and a fault on demand. The
/// recording holds the damper's command; its position follows as a motor does. When the damper is
/// stuck the position stays, and mixed and supply air shift by what ideal mixing gives for the
/// difference, `(position − command) · (outdoor − return)`; the commands stay the recorded ones.
final class AirHandler {
  private static final double DAMPER_TRAVEL_SECONDS = 90;

  private final RecordedDay day;
  private final Actuator damper = new Actuator(DAMPER_TRAVEL_SECONDS, 0);
  private double minute;
  private boolean stuck;

  AirHandler(RecordedDay day) {
    this.day = day;
  }

  /// @param hour of the day in local time
  void step(double seconds, double hour) {
    minute = Math.clamp(hour * 60, 0, Math.nextDown(1440.0));
    damper.moveTo(100 * day.at(Column.OUTDOOR_DAMPER, minute));
    if (!stuck) {
      damper.step(seconds);
    }
  }

  void stuck(boolean stuck) {
    this.stuck = stuck;
  }

  boolean isStuck() {
    return stuck;
  }

  /// °F or 0..1, as recorded, with the fault's effect.
  double value(Column column) {
    double recorded = day.at(column, minute);
    return column == Column.MIXED_AIR || column == Column.SUPPLY_AIR
        ? recorded + shift()
        : recorded;
  }

  boolean isOn(Column column) {
    return day.isOn(column, minute);
  }

  /// 0..1.
  double damperPosition() {
    return damper.position() / 100;
  }

  private double shift() {
    double offset = damperPosition() - day.at(Column.OUTDOOR_DAMPER, minute);
    double difference = day.at(Column.OUTDOOR_AIR, minute) - day.at(Column.RETURN_AIR, minute);
    return stuck ? offset * difference : 0;
  }
}
