package io.arxos.gateway.config;

import io.arxos.driver.PointId;
import io.arxos.driver.Unit;
import io.arxos.driver.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One readable or writable value.
///
/// @param brickClass without prefix, such as `Supply_Air_Temperature_Sensor`
/// @param unit of every value of it on this side of the sampler
/// @param source how it reaches the gateway; null when control computes it (most set-points)
/// @param expected the band that people should see it in; null when there is none
/// @param states what 0, 1, … are called; empty for a measurement
/// @param control null for what nobody can write
public record PointConfig(
    PointId id,
    String name,
    Kind kind,
    String brickClass,
    Unit unit,
    @Nullable Source source,
    Sampling sampling,
    @Nullable Band expected,
    List<String> states,
    @Nullable Writing control) {
  public PointConfig {
    states = List.copyOf(states);
  }

  /// What a point is for.
  public enum Kind {
    SENSOR,
    COMMAND,
    SETPOINT,
    VIRTUAL
  }

  /// A closed interval.
  ///
  /// @param low at most `high`
  public record Band(double low, double high) {
    public boolean contains(double value) {
      return value >= low && value <= high;
    }
  }

  /// How a value reaches the gateway.
  ///
  /// @param driver id of one of the site's drivers
  /// @param address the protocol's own keys
  /// @param poll how often it is asked for; null when the device sends it unasked
  /// @param unit that the device speaks
  /// @param text for people, such as `MQTT hofgarten/room-101/climate`
  public record Source(
      String driver, Section address, @Nullable Duration poll, Unit unit, String text) {}

  /// When a reading becomes a stored sample.
  ///
  /// @param range outside it the status is `fault`; null when every value is possible
  /// @param deadband in the point's unit; a change must be greater than it to be stored; 0 stores
  ///   every change
  /// @param reportWithin a healthy point has a sample at least this often; a longer silence is a
  ///   gap
  /// @param staleAfter how long without a reading until the value is stale
  public record Sampling(
      @Nullable Band range, double deadband, Duration reportWithin, Duration staleAfter) {}

  /// How a writable point is decided.
  ///
  /// @param relinquishDefault the value when no level holds it
  /// @param limits of what anybody may write
  /// @param outputs null for set-points, which drive nothing by themselves
  public record Writing(double relinquishDefault, Band limits, @Nullable OutputTable outputs) {}

  public boolean writable() {
    return control != null;
  }

  public Optional<Source> reached() {
    return Optional.ofNullable(source);
  }

  /// A decided number as the kind of value that this point has: two states are a boolean, more are
  /// a whole number, everything else is a measurement.
  public Value valueOf(double number) {
    return switch (states.size()) {
      case 0 -> new Value.Num(number);
      case 2 -> new Value.Bool(number != 0);
      default -> new Value.Int(Math.round(number));
    };
  }
}
