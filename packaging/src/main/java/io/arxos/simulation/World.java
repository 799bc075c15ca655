package io.arxos.simulation;

import io.arxos.gateway.journal.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Everything that there is, and the one thread that moves it: each step is a step of some process,
/// or a fault. Where a process asks another, others may move before it is answered.
final class World implements Interruptions {
  // Held, because the logging library forgets levels of loggers that nobody holds. A world in which
  // everything goes wrong has nothing to say to operators.
  private static final Logger QUIET = Logger.getLogger("io.arxos");

  static {
    QUIET.setLevel(Level.OFF);
  }

  private static final String BUILDING = "hofgarten";
  private static final String GATEWAY = "hofgarten-1";
  private static final int GATEWAYS_MAX = 3;

  private final Chance chance;
  final SimTime time = new SimTime();
  final Trace trace;
  final Witness witness;
  final Audit audit;
  final SimStore store;
  final SimLog log;
  final SimCloud cloud;
  final SimNet net;
  final SimClock cloudClock = new SimClock(time);
  final List<SimGateway> gateways = new ArrayList<>();
  private final Mutant mutant;
  private final Set<Fault> faults;
  private final Faults wrong;
  private final Pace pace;
  private final Set<Object> busy = new HashSet<>();
  private final Map<String, Runnable> planned = new HashMap<>();
  private int depth;
  private boolean calm;
  private long nextValue = 1;

  /// How a world is made.
  ///
  /// @param steps before the faults stop
  /// @param traced whether every step is kept
  record Plan(long seed, int steps, Mutant mutant, Set<Fault> faults, boolean traced) {
    /// The world of a seed.
    static Plan of(long seed, Mutant mutant, boolean traced) {
      return of(seed, mutant, mutant.needs(), traced);
    }

    /// @param needed faults that are in it anyway
    static Plan of(long seed, Mutant mutant, Set<Fault> needed, boolean traced) {
      var chance = new Chance(seed * 31 + 7);
      var faults = EnumSet.noneOf(Fault.class);
      int share = chance.between(2, 6);
      for (Fault fault : Fault.values()) {
        if (chance.oneIn(share)) {
          faults.add(fault);
        }
      }
      faults.addAll(needed);
      return new Plan(seed, chance.between(120, 360), mutant, faults, traced);
    }
  }

  World(Plan plan) {
    this.chance = new Chance(plan.seed());
    this.mutant = plan.mutant();
    this.faults = plan.faults();
    this.trace = new Trace(plan.traced());
    this.witness = new Witness(trace);
    this.audit = new Audit(witness);
    this.store = new SimStore(this, audit, chance.oneIn(2), mutant);
    this.log =
        new SimLog(chance.split(), this, faults.contains(Fault.LOG_LATE), new LogWatch(store));
    this.cloud = new SimCloud(store, log, cloudClock, trace, mutant);
    this.net = new SimNet(m -> cloud.pick(m, chance), new TapWire(witness, audit, trace, mutant));
    this.wrong = new Faults(this, chance.split());
    this.pace = Pace.of(chance);
    cloud.begin(chance.between(1, 2), chance.between(1, 2));
    var setting =
        new SimGateway.Setting(
            Duration.ofSeconds(chance.oneIn(2) ? 0 : 20),
            chance.oneIn(12) ? 3_000 : 0,
            chance.oneIn(4) ? chance.between(2_000, 40_000) : 1L << 30);
    var around = new SimGateway.Surroundings(time, witness, trace, mutant, BUILDING, setting);
    add(new SimGateway(GATEWAY, around, chance.split()));
    if (chance.oneIn(3)) {
      add(new SimGateway("hofgarten-2", around, chance.split()));
    }
  }

  void add(SimGateway gateway) {
    if (gateways.size() < GATEWAYS_MAX) {
      gateway.connectTo(net);
      if (mutant == Mutant.SYNC_OFF) {
        gateway.disk().lie();
      }
      gateways.add(gateway);
    }
  }

  Mutant mutant() {
    return mutant;
  }

  Set<Fault> faults() {
    return faults;
  }

  /// Runs a part of the world that may end within, unless it is running already.
  ///
  /// @param dies what its end means
  void run(Object who, Runnable what, Runnable dies) {
    if (!busy.add(who)) {
      return;
    }
    try {
      what.run();
    } catch (Death death) {
      trace.add("death", String.valueOf(death.getMessage()));
      dies.run();
    } finally {
      busy.remove(who);
    }
  }

  // ---- one step ----

  void step() {
    time.pass(Duration.ofMillis(chance.below(chance.oneIn(12) ? 20_000 : 400)));
    switch (pace.next(chance)) {
      case OFFER -> offer();
      case WORK -> work(chance.of(gateways));
      case DELIVER -> deliver();
      case ANSWER -> answer();
      case TAKE_IN -> takeIn(chance.below(cloud.histories()));
      case LAND -> land();
      case FAULT -> wrong.happen();
    }
  }

  void work(SimGateway gateway) {
    if (!gateway.isRunning()) {
      trace.add("start");
      run(gateway, gateway::start, gateway::die);
      return;
    }
    trace.add("work");
    run(
        gateway,
        () -> {
          gateway.write();
          gateway.talk();
          if (chance.oneIn(4)) {
            gateway.tend();
          }
        },
        gateway::die);
    if (gateway.isBroken() && chance.oneIn(8)) {
      trace.add("restart of a broken journal");
      gateway.die();
    }
  }

  /// Once everything has come to rest: what a world without any traffic has to notice by itself.
  ///
  /// @return whether something happened
  boolean disturbAtRest() {
    return wrong.happensAtRest();
  }

  void offer() {
    var gateway = chance.of(gateways);
    var values = new ArrayList<Long>();
    int count = chance.oneIn(40) ? chance.between(400, 700) : chance.between(1, 5);
    for (int i = 0; i < count; i++) {
      values.add(nextValue++);
    }
    trace.add("offer", values.getFirst(), count);
    gateway.offer(chance.oneIn(4) ? Lane.ALARM : Lane.TELEMETRY, values, chance.oneIn(2));
  }

  /// A message arrives, at one end of one stream.
  private void deliver() {
    var calls = net.calls().stream().filter(call -> call.hasUp() || call.hasDown()).toList();
    if (!calls.isEmpty()) {
      deliver(chance.of(calls));
    }
  }

  void deliver(SimNet.Call<?, ?> call) {
    if (call.hasDown() && (!call.hasUp() || chance.oneIn(2))) {
      call.deliverDown();
    } else {
      run(call, call::deliverUp, () -> wrong.serverOf(call));
    }
  }

  private void answer() {
    if (cloud.servers().isEmpty()) {
      cloud.startServer();
      return;
    }
    answer(chance.of(cloud.servers()));
  }

  void answer(SimCloud.Server server) {
    run(server, () -> cloud.answer(server), () -> wrong.serverDies(server));
  }

  int takeIn(int number) {
    int[] taken = {0};
    run("history " + number, () -> taken[0] = cloud.take(number), () -> cloud.historyDied(number));
    return taken[0];
  }

  void land() {
    if (log.pending() == 0) {
      return;
    }
    if (chance.oneIn(2)) {
      log.land();
    } else {
      log.tell();
    }
  }

  // ---- while a process waits for another ----

  /// What others do when somebody waits at this place next; once, and without chance.
  void meanwhile(String where, Runnable what) {
    planned.put(where, what);
  }

  @Override
  public void at(String where) {
    if (where.startsWith("reader.waits ")) {
      time.pass(Duration.ofMillis(Long.parseLong(where.substring("reader.waits ".length()))));
      return;
    }
    var plan = planned.remove(where);
    if (plan != null) {
      plan.run();
    }
    if (calm || depth > 0) {
      return;
    }
    depth++;
    try {
      if (faults.contains(Fault.INTERLEAVE) && chance.oneIn(12)) {
        trace.add("meanwhile at " + where);
        int others = chance.between(1, 4);
        for (int i = 0; i < others; i++) {
          step();
        }
      }
    } finally {
      depth--;
    }
    if (faults.contains(Fault.HISTORY_DIES) && isHistory(where) && chance.oneIn(60)) {
      throw new Death("at " + where);
    }
  }

  private static boolean isHistory(String where) {
    return where.startsWith("transaction") || where.startsWith("reader");
  }

  void calm() {
    calm = true;
    log.beCalm();
    net.down(false);
    cloudClock.beRight();
    store.fail(0, false);
    log.land();
    log.tell();
  }

  @Nullable String firstViolation() {
    return witness.violations().isEmpty() ? null : witness.violations().getFirst();
  }
}
