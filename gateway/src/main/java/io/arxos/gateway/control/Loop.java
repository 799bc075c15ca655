package io.arxos.gateway.control;

import io.arxos.driver.Value;
import io.arxos.gateway.config.LoopConfig;

/// A feedback controller for one output. Bounded work, no clock of its own, no I/O.
sealed interface Loop permits PidLoop, TwoPointLoop {
  LoopConfig config();

  /// What the output shall be now.
  ///
  /// @param seconds since it was last asked; above 0
  Proposal propose(LoopInputs inputs, double seconds);

  /// Called after every cycle with what is really in force for the output, whoever decided it, so
  /// that the loop goes on from there without a bump.
  void follow(Value inForce);

  static Loop of(LoopConfig config, WritablePoint output) {
    return switch (config) {
      case LoopConfig.Pid pid -> new PidLoop(pid, output);
      case LoopConfig.TwoPoint twoPoint -> new TwoPointLoop(twoPoint, output);
    };
  }
}
