package io.arxos.driver.sim.building;

/// Who decides about a window.
public enum WindowOrder {
  /// The people in the room.
  AUTO,
  OPEN,
  CLOSED
}
