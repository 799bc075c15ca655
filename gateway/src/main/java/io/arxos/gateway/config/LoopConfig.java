package io.arxos.gateway.config;

import io.arxos.driver.PointId;
import java.time.Duration;
import java.util.List;

/// A feedback controller. Proposes its output at level 16.
public sealed interface LoopConfig {
  /// Unique in the site.
  String id();

  /// A command point; no other loop has it.
  PointId output();

  /// Every point it reads.
  List<PointId> reads();

  /// Proportional, integral and, seldom in buildings, derivative.
  ///
  /// @param setpoint a point of kind set-point
  /// @param gain output unit per input unit, above 0
  /// @param integralTime zero: none
  /// @param derivativeTime zero: none
  /// @param deadband an error this small counts as none, in the input's unit; zero: none
  record Pid(
      String id,
      PointId input,
      PointId setpoint,
      PointId output,
      double gain,
      Duration integralTime,
      Direction action,
      Duration derivativeTime,
      double deadband)
      implements LoopConfig {
    public Pid(
        String id,
        PointId input,
        PointId setpoint,
        PointId output,
        double gain,
        Duration integralTime,
        Direction action) {
      this(id, input, setpoint, output, gain, integralTime, action, Duration.ZERO, 0);
    }

    @Override
    public List<PointId> reads() {
      return List.of(input, setpoint);
    }
  }

  /// On (1) when the greatest input is above `onAbove`, off (0) when it is below `offBelow`, else
  /// as it was.
  record TwoPoint(String id, List<PointId> inputs, PointId output, double onAbove, double offBelow)
      implements LoopConfig {
    public TwoPoint {
      inputs = List.copyOf(inputs);
    }

    @Override
    public List<PointId> reads() {
      return inputs;
    }
  }

  /// Where the output goes when the input rises.
  enum Direction {
    /// Up: cooling.
    DIRECT,
    /// Down: heating.
    REVERSE
  }
}
