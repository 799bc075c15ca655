package io.arxos.driver.sim.building;

/// Where heat came from and went, in joules since construction; gains positive. What the rooms
/// store must have changed by [#total]: that is the first law, and a test.
final class HeatLedger {
  double water;
  double sun;
  double people;
  double outdoors;
  double window;
  double corridor;

  double total() {
    return water + sun + people + outdoors + window + corridor;
  }
}
