package io.arxos.gateway.control;

import io.arxos.driver.Clock;
import io.arxos.driver.PointId;
import io.arxos.gateway.sampling.PointPublisher;
import io.arxos.gateway.sampling.PointPublisher.Decided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One pass of control:
///
/// *freeze the process image → people's commands and the loops write levels → the arrays decide →
/// limits → write what has changed → say what is in force*.
///
/// [#work] does one cycle, waits for nobody and is called by one thread: a platform thread of its
/// own in production ([ControlThread]), a `for` loop in a test or a rehearsal.
public final class ControlCycle {
  private final ControlPlan plan;
  private final Clock clock;
  private final Surroundings surroundings;
  private final PointPublisher publisher;
  private final EventLog log;
  private final HoldKeeper keeper;
  private final Arbiter arbiter;
  private final Outputs outputs;
  private final OutputAlarms alarms;
  private final CommandDesk desk;
  private final Verification verification;
  private final Automation automation;
  private boolean begun;
  private String saidNotSaved = "";
  private volatile ControlHealth health = ControlHealth.NOT_STARTED;

  public ControlCycle(ControlPlan plan, ControlSeams seams) {
    this.plan = plan;
    this.clock = seams.clock();
    this.surroundings = seams.surroundings();
    this.publisher = seams.publisher();
    this.log = new EventLog(seams.journal(), plan.log());
    this.keeper = new HoldKeeper(seams.holds(), seams.saving());
    this.arbiter = new Arbiter(plan);
    this.outputs = new Outputs(plan.points().values(), seams.writer(), seams.calls());
    this.alarms = new OutputAlarms(log);
    this.desk = new CommandDesk(plan, arbiter, log, keeper, clock);
    this.verification = new Verification(arbiter, outputs);
    this.automation = new Automation(plan, arbiter, outputs, Moment.of(clock));
  }

  /// The door for commands; open from the start, served by the cycles.
  public Commands commands() {
    return desk;
  }

  /// Safe for any thread.
  public ControlHealth health() {
    return health;
  }

  /// One cycle.
  ///
  /// @return how many calls to devices it started
  public int work(Moment now) {
    var image = surroundings.image();
    var failures = new Automation.Failures(surroundings.journalFailed(), surroundings.cloudLost());
    if (!begun) {
      begin(now);
    }
    outputs.takeAnswers(now);
    desk.take(now);
    automation.propose(new LoopInputs(image, setpointsInForce()), failures, now);
    decideOutputs();
    int started = outputs.start(now);
    outputs.takeAnswers(now);
    alarms.look(outputs, now);
    desk.verify(verification, now);
    publish();
    report(now);
    return started;
  }

  /// The last cycle: every output goes where its table says for a process that ends, people's
  /// levels notwithstanding, because nobody will be there to end their leases. Waits for the
  /// devices, two seconds at most.
  public void stop(Moment now) throws InterruptedException {
    outputs.takeAnswers(now);
    automation.stopping().forEach((output, value) -> outputs.channel(output).want(value));
    outputs.finish(now);
  }

  Clock clock() {
    return clock;
  }

  void onArrival(Runnable wake) {
    desk.onArrival(wake);
  }

  private void begin(Moment now) {
    begun = true;
    HoldStore.Loaded loaded = keeper.load();
    if (!loaded.damage().isEmpty()) {
      log.tell(now, Event.of("holds-lost", loaded.damage()));
    }
    desk.restore(loaded.memory(), now);
  }

  private Map<PointId, Double> setpointsInForce() {
    Map<PointId, Double> inForce = new HashMap<>();
    for (WritablePoint point : plan.points().values()) {
      if (!point.isOutput()) {
        inForce.put(point.id(), arbiter.decide(point.id()).value().number());
      }
    }
    return inForce;
  }

  private void decideOutputs() {
    for (OutputChannel channel : outputs.channels()) {
      PointId output = channel.id();
      Decision decision = arbiter.decide(output);
      if (decision.winner() == null && automation.leavesAlone(output)) {
        continue;
      }
      channel.want(decision.value());
      automation.follow(output, decision.value());
    }
  }

  private void publish() {
    List<Decided> decided = new ArrayList<>();
    for (WritablePoint point : plan.points().values()) {
      Decision decision = arbiter.decide(point.id());
      if (decision.winner() == null && automation.leavesAlone(point.id())) {
        continue;
      }
      decided.add(new Decided(point.id(), decision.value(), decision.overridden()));
    }
    publisher.publish(decided);
  }

  private void report(Moment now) {
    String notSaved = keeper.failure();
    if (!notSaved.equals(saidNotSaved)) {
      saidNotSaved = notSaved;
      if (!notSaved.isEmpty()) {
        log.tell(now, Event.of("holds-not-saved", notSaved));
      }
    }
    long micros = (clock.nanos() - now.nanos()) / 1_000;
    ControlHealth before = health;
    health =
        new ControlHealth(
            before.cycles() + 1,
            now.nanos(),
            Math.max(before.longestMicros(), micros),
            alarms.raised(),
            notSaved);
  }
}
