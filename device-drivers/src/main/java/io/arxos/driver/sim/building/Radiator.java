package io.arxos.driver.sim.building;

/// A panel radiator with its valve. Water and steel are one heat capacity at one temperature, so
/// the return leaves as warm as the radiator is.
final class Radiator {
  /// 30 kg of steel and 14 l of water, J/K.
  static final double J_PER_K = 30 * 470 + 14 * 4186;

  /// Part of the heat that radiates to walls instead of warming the air.
  static final double RADIANT = 0.3;

  private static final double NOMINAL_W = 4_000; // EN 442: 75/65/20 °C
  private static final double EXPONENT = 1.3;
  private static final double FLOW_KG_PER_S = 0.04;
  private static final double WATER_J_PER_KG_K = 4186;

  /// Flow over lift. Steeper than linear at the start so that heat over lift is nearly a line.
  private static final double CHARACTERISTIC = 1.8;

  final Actuator valve = new Actuator(120, 30);
  private double temperature = 35;

  double temperature() {
    return temperature;
  }

  /// Water through the radiator, kg/s.
  double flow(boolean pumpOn) {
    return pumpOn ? FLOW_KG_PER_S * Math.pow(valve.position() / 100, CHARACTERISTIC) : 0;
  }

  /// Heat that the water leaves here, W.
  double heatFromWater(double flow, double supplyTemperature) {
    return flow * WATER_J_PER_KG_K * (supplyTemperature - temperature);
  }

  /// Heat that the room gets, W; negative when the radiator is colder than the air.
  double heatToRoom(double airTemperature) {
    double difference = temperature - airTemperature;
    return Math.copySign(NOMINAL_W * Math.pow(Math.abs(difference) / 50, EXPONENT), difference);
  }

  void add(double joules) {
    temperature += joules / J_PER_K;
  }
}
