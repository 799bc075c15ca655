package io.arxos.driver.sim;

import io.arxos.driver.Clock;
import io.arxos.driver.sim.building.SimulatedBuilding;
import java.time.Instant;

/// Buildings for tests.
final class Buildings {
  private Buildings() {}

  static LiveBuilding live(Instant start, Clock clock, double speed) {
    return new LiveBuilding(
        new SimulatedBuilding(1, start), new BuildingClock(clock, start, speed));
  }
}
