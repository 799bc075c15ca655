package io.arxos.driver.sim.building;

import io.arxos.driver.Value;
import io.arxos.driver.sim.building.RecordedDay.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Every point of the building by its path, read as its device shows it: in the device's unit, with
/// the device's resolution.
final class PointTable {
  private final Map<String, Supplier<Value>> readable = new LinkedHashMap<>();
  private final Map<String, DoubleConsumer> writable = new LinkedHashMap<>();

  @Nullable Value read(String path) {
    Supplier<Value> point = readable.get(path);
    return point == null ? null : point.get();
  }

  /// @throws IllegalArgumentException when nothing listens there
  void write(String path, double value) {
    DoubleConsumer point = writable.get(path);
    if (point == null || !Double.isFinite(value)) {
      throw new IllegalArgumentException("cannot write " + value + " to " + path);
    }
    point.accept(value);
  }

  Set<String> paths() {
    return Set.copyOf(readable.keySet());
  }

  void number(String path, int decimals, DoubleSupplier value) {
    double scale = Math.pow(10, decimals);
    readable.put(path, () -> new Value.Num(Math.rint(value.getAsDouble() * scale) / scale));
  }

  void state(String path, BooleanSupplier value) {
    readable.put(path, () -> new Value.Bool(value.getAsBoolean()));
  }

  void accepts(String path, DoubleConsumer value) {
    writable.put(path, value);
  }

  void add(String building, AirHandler ahu) {
    String prefix = building + "/ahu-1/";
    number(prefix + "supply-air-temp", 2, () -> ahu.value(Column.SUPPLY_AIR));
    number(prefix + "supply-air-heating-setpoint", 2, () -> ahu.value(Column.HEATING_SETPOINT));
    number(prefix + "supply-air-cooling-setpoint", 2, () -> ahu.value(Column.COOLING_SETPOINT));
    number(prefix + "outdoor-air-temp", 2, () -> ahu.value(Column.OUTDOOR_AIR));
    number(prefix + "mixed-air-temp", 2, () -> ahu.value(Column.MIXED_AIR));
    number(prefix + "return-air-temp", 2, () -> ahu.value(Column.RETURN_AIR));
    number(prefix + "supply-fan-speed", 1, () -> 100 * ahu.value(Column.FAN_SPEED));
    number(prefix + "outdoor-damper", 1, () -> 100 * ahu.value(Column.OUTDOOR_DAMPER));
    number(prefix + "outdoor-damper-position", 1, () -> 100 * ahu.damperPosition());
    number(prefix + "return-damper", 1, () -> 100 * ahu.value(Column.RETURN_DAMPER));
    number(prefix + "exhaust-damper", 1, () -> 100 * ahu.value(Column.EXHAUST_DAMPER));
    number(prefix + "cooling-valve", 1, () -> 100 * ahu.value(Column.COOLING_VALVE));
    number(prefix + "heating-valve", 1, () -> 100 * ahu.value(Column.HEATING_VALVE));
    state(prefix + "supply-fan", () -> ahu.isOn(Column.FAN));
    state(prefix + "occupied", () -> ahu.isOn(Column.OCCUPIED));
  }
}
