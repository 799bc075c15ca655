package io.arxos.driver.sim.building;

/// A motor that needs time: it moves to its target at constant speed.
final class Actuator {
  private final double percentPerSecond;
  private double target;
  private double position;

  /// @param travelSeconds from one end to the other
  Actuator(double travelSeconds, double percent) {
    this.percentPerSecond = 100 / travelSeconds;
    this.target = percent;
    this.position = percent;
  }

  void moveTo(double percent) {
    target = Math.clamp(percent, 0, 100);
  }

  void step(double seconds) {
    double reach = percentPerSecond * seconds;
    position += Math.clamp(target - position, -reach, reach);
  }

  double target() {
    return target;
  }

  double position() {
    return position;
  }
}
