package io.arxos.driver.gpio;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One point and its pin.
///
/// @param pin BCM number
/// @param activeLow true means a low level
/// @param initial what an output means from the instant its line is taken
/// @param debounce how long a level must last to count; zero tells every edge
/// @param counting of pulses; null for a level
record PinPoint(
    PointId id,
    int pin,
    Direction direction,
    Pull pull,
    boolean activeLow,
    boolean initial,
    Duration debounce,
    @Nullable Counting counting) {
  private static final Duration DEBOUNCE_MAX = Duration.ofSeconds(10);

  /// How pulses become a reading: count / pulses per unit + start.
  record Counting(double pulsesPerUnit, double start) {}

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
    Counting counting = counting(address, direction);
    Duration debounce =
        address.duration("debounce", counting == null ? Duration.ZERO : Duration.ofMillis(10));
    if (direction == Direction.OUT && address.has("debounce")) {
      address.problem("debounce", "debounce belongs to an input");
    }
    if (debounce.compareTo(DEBOUNCE_MAX) > 0) {
      address.problem("debounce", "debounce must be at most 10s");
    }
    address.done();
    return new PinPoint(
        binding.point(), pin, direction, pull, activeLow, initial, debounce, counting);
  }

  private static @Nullable Counting counting(Settings address, Direction direction) {
    if (!address.flag("count", false)) {
      return null;
    }
    var counting = new Counting(address.number("pulses-per-unit", 1), address.number("start", 0));
    if (direction == Direction.OUT) {
      address.problem("count", "count belongs to an input");
    }
    if (counting.pulsesPerUnit() <= 0) {
      address.problem("pulses-per-unit", "pulses-per-unit must be above 0, such as 1000");
    }
    return counting;
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
