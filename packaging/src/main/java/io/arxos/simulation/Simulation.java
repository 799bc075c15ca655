package io.arxos.simulation;

import io.arxos.cloud.log.LaneKey;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.Lane;
import java.time.Duration;
import java.util.Map;

/// Runs one world: faults for a while, then none, until everything has come to rest.
public final class Simulation {
  // Long enough for everybody to look around.
  private static final int ROUNDS_MIN = 6;
  private static final int ROUNDS_MAX = 150;
  private static final int IDLE_MAX = 30;

  private final World.Plan plan;
  private final World world;

  private Simulation(World.Plan plan, World world) {
    this.plan = plan;
    this.world = world;
  }

  static Outcome run(World.Plan plan) {
    return new Simulation(plan, new World(plan)).run();
  }

  /// No more faults in a world that somebody else has moved so far.
  static Outcome finish(World.Plan plan, World world) {
    var simulation = new Simulation(plan, world);
    simulation.finish();
    return simulation.outcome();
  }

  private Outcome run() {
    try {
      for (int i = 0; i < plan.steps() && world.firstViolation() == null; i++) {
        world.step();
      }
      finish();
      if (world.firstViolation() == null && world.disturbAtRest()) {
        // Without a word from anybody, or with new readings.
        for (int i = 0; i < plan.seed() % 3; i++) {
          world.offer();
        }
        finish();
      }
    } catch (RuntimeException e) {
      world.witness.violated("internal error: " + trace(e));
    }
    return outcome();
  }

  private void finish() {
    if (world.firstViolation() == null) {
      faultsStop();
      settle();
    }
    if (world.firstViolation() == null) {
      nothingIsMissing();
      replay();
    }
  }

  private static String trace(RuntimeException e) {
    var at = e.getStackTrace();
    return e + " at " + (at.length > 0 ? at[0] : "") + (at.length > 1 ? " < " + at[1] : "");
  }

  private void faultsStop() {
    world.trace.add("faults stop");
    world.calm();
    for (int i = 1; i < world.cloud.histories(); i++) {
      world.cloud.expel(i);
    }
    for (var gateway : world.gateways) {
      gateway.disk().mendErrors();
      gateway.clock().beRight();
      if (gateway.isBroken()) {
        gateway.die();
      }
    }
  }

  private void settle() {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      round(round);
      if (round >= ROUNDS_MIN && isAtRest()) {
        return;
      }
      if (world.firstViolation() != null) {
        return;
      }
    }
    world.witness.violated("I9 it does not come to rest: " + unrest());
  }

  private void round(int round) {
    world.time.pass(Duration.ofMillis(round % 5 == 0 ? 6_000 : 700));
    for (var gateway : world.gateways) {
      world.work(gateway);
      gateway.tend();
    }
    deliverAll();
    for (int i = 0; i < IDLE_MAX && world.takeIn(0) > 0; i++) {
      world.trace.count("settling.taken");
    }
    if (world.cloud.servers().isEmpty()) {
      world.cloud.startServer();
    }
    for (var server : world.cloud.servers()) {
      world.answer(server);
    }
    deliverAll();
  }

  private void deliverAll() {
    boolean more = true;
    while (more) {
      more = false;
      for (var call : world.net.calls()) {
        if (call.hasUp() || call.hasDown()) {
          world.deliver(call);
          more = true;
        }
      }
    }
  }

  private boolean isAtRest() {
    return unrest().isEmpty();
  }

  /// Which lane of which machine is not in the store yet; "" when all are.
  private String unrest() {
    for (var gateway : world.gateways) {
      var journal = gateway.journal();
      if (journal == null || gateway.isBroken()) {
        return "a gateway does not run";
      }
      for (Held held : journal.incarnations()) {
        for (Lane lane : Lane.values()) {
          var key = gateway.lane(held.header().startCounter(), number(lane));
          long next = world.store.tables().next(key);
          if (next <= held.range(lane).last()) {
            return Audit.name(key) + " expects " + next + " of " + held.range(lane);
          }
        }
      }
    }
    return "";
  }

  private static int number(Lane lane) {
    return lane == Lane.ALARM ? LaneKey.ALARM : LaneKey.TELEMETRY;
  }

  /// I9: what was journaled is stored or listed, unless the card that held it was overwritten.
  private void nothingIsMissing() {
    world
        .witness
        .journaled()
        .forEach((lane, values) ->
            values.forEach((sequence, value) -> {
              if (sequence >= world.store.tables().next(lane)
                  && !world.witness.isDestroyed(value)
                  && !world.witness.isExcused(lane, sequence)) {
                world.witness.violated(
                    "I9 missing: " + value + ", " + Audit.name(lane) + " " + sequence);
              }
            }));
  }

  /// I14: the whole journal, twice more, changes nothing where it is complete.
  private void replay() {
    var whole =
        world.witness.journaled().entrySet().stream()
            .filter(e -> world.store.tables().next(e.getKey()) == e.getValue().lastKey() + 1)
            .map(Map.Entry::getKey)
            .toList();
    var before = world.store.tables().digest(whole);
    int partition = world.log.partitionOf("hofgarten");
    for (int times = 0; times < 2; times++) {
      world.log.replayAll(partition);
      for (int i = 0; i < 10 * IDLE_MAX && world.takeIn(0) > 0; i++) {
        world.trace.count("replay.taken");
      }
    }
    if (!before.equals(world.store.tables().digest(whole))) {
      world.witness.violated("I14 a replay changes the store");
    }
  }

  private Outcome outcome() {
    long stored = 0;
    long listed = 0;
    long gone = 0;
    long lost = 0;
    for (long value : world.witness.acknowledged()) {
      LaneKey lane = world.witness.laneOf(value);
      long sequence = world.witness.sequenceOf(value);
      if (lane == null) {
        lost++;
      } else if (Outcome.isStored(world, lane, sequence)) {
        stored++;
      } else if (Outcome.isLost(world, lane, sequence)) {
        listed++;
      } else if (world.witness.isDestroyed(value) || world.witness.isExcused(lane, sequence)) {
        gone++;
      } else {
        lost++;
      }
    }
    world.cloud.count();
    world.trace.counts().merge("lineage.forks", world.audit.forks(), Long::sum);
    return new Outcome(
        plan.seed(),
        world.witness.acknowledged().size(),
        stored,
        listed,
        gone,
        lost,
        world.witness.violations().stream().filter(v -> v.contains(" I10 ")).count(),
        world.witness.violations(),
        world.trace.counts(),
        world.trace.hash(),
        world.trace.lines());
  }
}
