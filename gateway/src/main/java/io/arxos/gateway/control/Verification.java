package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.gateway.control.CommandUpdate.State;

/// How far a command that holds its level has really come: whether it is in force, and whether the
/// device says so.
final class Verification {
  private final Arbiter arbiter;
  private final Outputs outputs;

  /// How far it has come.
  ///
  /// @param state ACCEPTED while the output has not been written
  record Progress(State state, String detail) {}

  Verification(Arbiter arbiter, Outputs outputs) {
    this.arbiter = arbiter;
    this.outputs = outputs;
  }

  /// A level was given back: that is true as soon as the array no longer holds it.
  Progress givenBack(PointId point, int level) {
    Decision decision = arbiter.decide(point);
    return new Progress(
        State.VERIFIED,
        "level " + level + " given back; " + decision.because() + ": " + inForce(decision));
  }

  Progress of(WritablePoint point, String commandId) {
    Decision decision = arbiter.decide(point.id());
    if (!decision.wonBy(commandId)) {
      return new Progress(
          State.APPLIED,
          "held, but not in force: " + decision.because() + " wins with " + inForce(decision));
    }
    if (!point.isOutput()) {
      return new Progress(State.VERIFIED, "in force: " + inForce(decision));
    }
    OutputChannel channel = outputs.channel(point.id());
    if (!channel.settledOn(decision.value())) {
      return new Progress(State.ACCEPTED, "");
    }
    return switch (channel.state()) {
      case OutputState.Untouched _, OutputState.Writing _ -> new Progress(State.ACCEPTED, "");
      case OutputState.Settling _ -> new Progress(State.APPLIED, "written; the device settles");
      case OutputState.Confirmed confirmed ->
          new Progress(State.VERIFIED, "read back: " + Words.of(confirmed.read()));
      case OutputState.Unverifiable unverifiable ->
          new Progress(
              State.APPLIED_UNVERIFIABLE, "written; cannot be read back: " + unverifiable.reason());
      case OutputState.Mismatch _ ->
          new Progress(State.APPLIED, "written, but the device reads something else");
      case OutputState.Failed failed ->
          new Progress(
              State.ACCEPTED, "held, but not written: " + failed.reason() + "; it is tried again");
    };
  }

  private static String inForce(Decision decision) {
    return Words.of(decision.value());
  }
}
