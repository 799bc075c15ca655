package io.arxos.driver.sim.building;

/// Holds one room at 21 °C while the building warms up, with the settings that the site file gives
/// to the gateway's loops: 25 % per kelvin and an integral time of half an hour of building time.
final class Thermostat {
  static final int STEP_SECONDS = 30;
  static final double GAIN = 25;
  static final double INTEGRAL_SECONDS = 1800;

  private final Room room;
  private double setpoint = 21;
  private double integral;

  Thermostat(Room room) {
    this.room = room;
    this.integral = room.radiator.valve.target();
  }

  void setpoint(double celsius) {
    setpoint = celsius;
  }

  /// Once every [#STEP_SECONDS] of building time.
  void act() {
    double error = setpoint - room.airTemperature();
    double wanted = GAIN * error + integral;
    double output = Math.clamp(wanted, 0, 100);
    if (output == wanted || error * (wanted - output) < 0) { // no wind-up against the stops
      integral = Math.clamp(integral + GAIN * error * STEP_SECONDS / INTEGRAL_SECONDS, 0, 100);
    }
    room.radiator.valve.moveTo(output);
  }
}
