package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.GatewayState;
import io.arxos.cloud.fleet.Hold;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.edge.v1.ClockQuality;
import io.arxos.edge.v1.CommandResult;
import io.arxos.edge.v1.CommandState;
import io.arxos.edge.v1.GatewayStatus;
import io.arxos.edge.v1.LaneBacklog;
import io.arxos.edge.v1.Value;
import org.jspecify.annotations.Nullable;

/// What a gateway says about itself and about commands, in the cloud's own records. Every method
/// throws IllegalArgumentException with a line for the gateway's log when a message makes no sense.
final class StateWire {
  private StateWire() {}

  static GatewayState.Report report(GatewayStatus status) {
    var backlog = status.getBacklogList();
    return new GatewayState.Report(
        status.getTimeUs(),
        clockWord(status.getClock()),
        backlog.stream().mapToLong(LaneBacklog::getSamples).sum(),
        backlog.stream().mapToLong(LaneBacklog::getOldestUs).filter(us -> us > 0).min().orElse(0),
        status.getJournalBytes(),
        status.getJournalHoursLeft(),
        status.getDevices(),
        status.getDevicesDown(),
        status.getPoints(),
        status.getSamplesPerSecond(),
        status.getStartedUs(),
        status.getSoftwareVersion());
  }

  static Hold hold(io.arxos.edge.v1.Hold hold) {
    return new Hold(
        hold.getPoint(),
        hold.getLevel(),
        hold.hasValue() ? value(hold.getValue()) : null,
        hold.getOwner(),
        hold.getReason(),
        hold.getSinceUs(),
        hold.getUntilUs(),
        hold.getCommandId());
  }

  static Command.Step step(CommandResult result) {
    return new Command.Step(state(result.getState()), result.getTimeUs(), result.getDetail());
  }

  private static Command.State state(CommandState state) {
    return switch (state) {
      case COMMAND_STATE_ACCEPTED -> Command.State.ACCEPTED;
      case COMMAND_STATE_APPLIED -> Command.State.APPLIED;
      case COMMAND_STATE_VERIFIED -> Command.State.VERIFIED;
      case COMMAND_STATE_APPLIED_UNVERIFIABLE -> Command.State.APPLIED_UNVERIFIABLE;
      case COMMAND_STATE_EXPIRED -> Command.State.EXPIRED;
      case COMMAND_STATE_REFUSED -> Command.State.REFUSED;
      case COMMAND_STATE_PENDING -> Command.State.PENDING;
      case COMMAND_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("no such state of a command: " + state);
    };
  }

  static @Nullable PointValue value(Value value) {
    return switch (value.getKindCase()) {
      case NUMBER -> new PointValue.Num(value.getNumber());
      case INTEGER -> new PointValue.Int(value.getInteger());
      case BOOLEAN -> new PointValue.Bool(value.getBoolean());
      case TEXT -> new PointValue.Text(value.getText());
      case KIND_NOT_SET -> null;
    };
  }

  static Value value(PointValue value) {
    return switch (value) {
      case PointValue.Num(double number) -> Value.newBuilder().setNumber(number).build();
      case PointValue.Int(long integer) -> Value.newBuilder().setInteger(integer).build();
      case PointValue.Bool(boolean bool) -> Value.newBuilder().setBoolean(bool).build();
      case PointValue.Text(String text) -> Value.newBuilder().setText(text).build();
    };
  }

  private static String clockWord(ClockQuality clock) {
    return switch (clock) {
      case CLOCK_QUALITY_SYNCHRONISED -> "synchronised";
      case CLOCK_QUALITY_UNSYNCHRONISED -> "unsynchronised";
      case CLOCK_QUALITY_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }
}
