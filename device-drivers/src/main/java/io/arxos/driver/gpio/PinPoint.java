package io.arxos.driver.gpio;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;

/// One point and its pin.
///
/// @param pin BCM number
/// @param activeLow true means a low level
/// @param initial what an output means from the instant its line is taken
record PinPoint(
    PointId id, int pin, Direction direction, Pull pull, boolean activeLow, boolean initial) {
  enum Direction {
    IN,
    OUT
  }

  /// The resistor of an input.
  enum Pull {
    UP,
    DOWN,
    NONE
  }

  static PinPoint of(PointBinding binding) {
    Settings address = binding.address();
    int pin = (int) address.integer("pin", 0, PinLine.PIN_MAX);
    Direction direction = address.choice("direction", Direction.class, null);
    Pull pull = address.choice("pull", Pull.class, Pull.NONE);
    boolean activeLow = address.flag("active-low", false);
    boolean initial = address.flag("initial", false);
    if (direction == Direction.OUT && address.has("pull")) {
      address.problem("pull", "pull belongs to an input");
    }
    if (direction == Direction.IN && address.has("initial")) {
      address.problem("initial", "initial belongs to an output");
    }
    if (direction == Direction.IN && binding.writable()) {
      address.problem("direction", "an input cannot be written");
    }
    address.done();
    return new PinPoint(binding.point(), pin, direction, pull, activeLow, initial);
  }

  /// The level that means a value.
  boolean high(boolean value) {
    return value != activeLow;
  }

  /// The value that a level means.
  boolean value(boolean high) {
    return high != activeLow;
  }
}
