package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import io.arxos.gateway.config.LoopConfig;
import io.arxos.gateway.config.OutputTable;
import io.arxos.gateway.config.OutputTable.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every output does when no person has it: what its loop proposes, or, where the loop cannot
/// or must not decide, what its output table says. Both write level 16, so a level that a person
/// holds wins over a failure too.
final class Automation {
  /// Outputs stay at their power-up value this long after the start, unless their loop can decide
  /// sooner: devices need a moment to report, and a relay should not click for that.
  static final int POWER_UP_SECONDS = 10;

  private static final Duration LEASE = Duration.ofSeconds(10);

  /// A failure of the gateway that an output table has an answer to.
  record Failures(boolean journal, boolean cloud) {}

  /// One output and what drives it.
  private static final class Drive {
    final WritablePoint output;
    final @Nullable Loop loop;
    boolean hadInput;
    boolean leaveAlone;
    boolean waitsForDevice;

    Drive(WritablePoint output, @Nullable Loop loop) {
      this.output = output;
      this.loop = loop;
    }

    String owner() {
      return loop == null ? "output table" : loop.config().id();
    }
  }

  /// What shall be on level 16, and why.
  ///
  /// @param action CarryOn: nothing; the default is in force
  private record Wish(Action action, String reason) {}

  private final Arbiter arbiter;
  private final Outputs outputs;
  private final Map<PointId, Drive> drives = new LinkedHashMap<>();
  private final Moment started;
  private Moment last;

  Automation(ControlPlan plan, Arbiter arbiter, Outputs outputs, Moment now) {
    this.arbiter = arbiter;
    this.outputs = outputs;
    this.started = now;
    this.last = now;
    for (WritablePoint point : plan.points().values()) {
      if (point.isOutput()) {
        drives.put(point.id(), new Drive(point, null));
      }
    }
    for (LoopConfig config : plan.loops()) {
      WritablePoint output = plan.point(config.output());
      drives.put(output.id(), new Drive(output, Loop.of(config, output)));
    }
  }

  /// Writes level 16 of every output.
  void propose(LoopInputs inputs, Failures failures, Moment now) {
    double seconds = now.secondsSince(last);
    for (Drive drive : drives.values()) {
      beforeFirstWrite(drive, inputs, now);
      Proposal proposal = drive.loop == null ? null : drive.loop.propose(inputs, seconds);
      drive.hadInput |= proposal instanceof Proposal.Drive;
      Wish wish = wish(drive, proposal, failures, now);
      write(drive, wish, now);
    }
    last = now;
  }

  /// Whether the device is to be left as it is: the table says hold, and nothing was written yet.
  boolean leavesAlone(PointId output) {
    Drive drive = drives.get(output);
    return drive != null && drive.leaveAlone;
  }

  /// What is really in force, for the loop to go on from.
  void follow(PointId output, Value inForce) {
    Drive drive = drives.get(output);
    if (drive != null && drive.loop != null) {
      drive.loop.follow(inForce);
    }
  }

  /// Where the tables say that outputs go when the process ends.
  Map<PointId, Value> stopping() {
    Map<PointId, Value> going = new LinkedHashMap<>();
    for (Drive drive : drives.values()) {
      if (drive.output.outputs().stopped() instanceof Action.Go(double value)) {
        going.put(drive.output.id(), drive.output.valueOf(value));
      }
    }
    return going;
  }

  /// Until its output is written for the first time, a loop goes on from what the device has, so
  /// that a restart of the gateway is no bump either. Where the table says hold at power-up, it
  /// waits until that is known.
  private void beforeFirstWrite(Drive drive, LoopInputs inputs, Moment now) {
    drive.waitsForDevice = false;
    if (drive.loop == null || outputs.channel(drive.output.id()).wanted() != null) {
      return;
    }
    double found = inputs.usable(drive.output.id());
    if (!Double.isNaN(found)) {
      drive.loop.follow(drive.output.valueOf(found));
      return;
    }
    switch (drive.output.outputs().powerUp()) {
      case Action.Go(double value) -> drive.loop.follow(drive.output.valueOf(value));
      case Action.Hold _, Action.CarryOn _ -> {
        drive.loop.follow(drive.output.relinquishDefault());
        drive.waitsForDevice = poweringUp(now);
      }
    }
  }

  private boolean poweringUp(Moment now) {
    return now.secondsSince(started) < POWER_UP_SECONDS;
  }

  private Wish wish(Drive drive, @Nullable Proposal proposal, Failures failures, Moment now) {
    OutputTable table = drive.output.outputs();
    if (failures.journal() && !(table.journalFailed() instanceof Action.CarryOn)) {
      return new Wish(table.journalFailed(), "the journal has failed");
    }
    if (failures.cloud() && !(table.cloudLost() instanceof Action.CarryOn)) {
      return new Wish(table.cloudLost(), "the cloud is out of reach");
    }
    return switch (proposal) {
      case null -> new Wish(new Action.CarryOn(), "no loop");
      case Proposal.Drive _ when drive.waitsForDevice ->
          new Wish(table.powerUp(), "the output has not been read yet");
      case Proposal.Drive(Value value) -> new Wish(new Action.Go(value.number()), "control loop");
      case Proposal.NoInput(String why) when drive.hadInput -> new Wish(table.inputStale(), why);
      case Proposal.NoInput(String why) when poweringUp(now) -> new Wish(table.powerUp(), why);
      case Proposal.NoInput(String why) -> new Wish(table.beforeFirstInput(), why);
    };
  }

  private void write(Drive drive, Wish wish, Moment now) {
    PointId output = drive.output.id();
    Value inForce = outputs.channel(output).wanted();
    Value value =
        switch (wish.action()) {
          case Action.Go(double number) -> drive.output.valueOf(number);
          case Action.Hold() -> inForce;
          case Action.CarryOn() -> null;
        };
    drive.leaveAlone = wish.action() instanceof Action.Hold && inForce == null;
    if (value == null) {
      arbiter.relinquish(output, PriorityArray.LOOPS);
      return;
    }
    arbiter.write(
        output,
        new Entry(
            PriorityArray.LOOPS,
            value,
            drive.owner(),
            wish.reason(),
            now.wallMicros(),
            Lease.from(now, LEASE),
            ""));
  }
}
