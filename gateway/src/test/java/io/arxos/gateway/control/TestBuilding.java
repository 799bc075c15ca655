package io.arxos.gateway.control;

import io.arxos.driver.Clock;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Num;
import io.arxos.driver.WriteResult;
import io.arxos.gateway.config.LoopConfig;
import io.arxos.gateway.config.LoopConfig.Direction;
import io.arxos.gateway.config.OutputTable;
import io.arxos.gateway.config.OutputTable.Action;
import io.arxos.gateway.sampling.PointPublisher.Decided;
import io.arxos.gateway.sampling.ProcessImage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One room with a thermometer, a set-point, a heating valve and its loop; a pump that runs while
/// the valve is open; a fan that only people switch. Devices, journal, card and time are plain
/// objects that a test can break.
final class TestBuilding {
  static final PointId TEMP = new PointId("hq/room/air-temp");
  static final PointId SETPOINT = new PointId("hq/room/temp-setpoint");
  static final PointId VALVE = new PointId("hq/room/valve");
  static final PointId PUMP = new PointId("hq/plant/pump");
  static final PointId FAN = new PointId("hq/room/fan");
  static final PointId LOG = new PointId("hq/gateway/control");

  static final OutputTable VALVE_TABLE =
      new OutputTable(go(5), go(30), go(40), hold(), carryOn(), carryOn(), hold());
  private static final OutputTable PUMP_TABLE =
      new OutputTable(hold(), go(1), go(1), hold(), carryOn(), carryOn(), hold());
  private static final OutputTable FAN_TABLE =
      new OutputTable(hold(), hold(), hold(), go(0), carryOn(), carryOn(), hold());

  // what survives a restart of the gateway
  final Time time = new Time();
  Clock clock = time;
  final Devices devices = new Devices();
  final Journal journal = new Journal();
  final Map<String, List<CommandUpdate>> updates = new LinkedHashMap<>();
  final Map<PointId, ProcessImage.Current> image = new HashMap<>();
  HoldStore store = new MemoryStore();
  Executor calls = Runnable::run;
  Executor saving = Runnable::run;
  OutputTable valveTable = VALVE_TABLE;
  boolean journalFailed;
  boolean cloudLost;

  // what does not
  private @Nullable ControlCycle cycle;
  List<Decided> published = List.of();

  static Action go(double value) {
    return new Action.Go(value);
  }

  static Action hold() {
    return new Action.Hold();
  }

  static Action carryOn() {
    return new Action.CarryOn();
  }

  ControlPlan plan() {
    var points =
        List.of(
            WritablePoint.setpoint(SETPOINT, new Num(21), 15, 26),
            new WritablePoint(VALVE, new Num(0), 0, 100, valveTable),
            new WritablePoint(PUMP, new Bool(false), 0, 1, PUMP_TABLE),
            new WritablePoint(FAN, new Bool(false), 0, 1, FAN_TABLE));
    Map<PointId, WritablePoint> byId = new LinkedHashMap<>();
    points.forEach(point -> byId.put(point.id(), point));
    return new ControlPlan(
        LOG,
        Set.of(TEMP, SETPOINT, VALVE, PUMP, FAN),
        byId,
        List.of(
            new LoopConfig.Pid(
                "heating", TEMP, SETPOINT, VALVE, 25, Duration.ofSeconds(60), Direction.REVERSE),
            new LoopConfig.TwoPoint("pump", List.of(VALVE), PUMP, 5, 2)));
  }

  ControlCycle cycle() {
    ControlCycle running = cycle;
    if (running == null) {
      running =
          new ControlCycle(
              plan(),
              new ControlSeams(
                  clock,
                  new Around(),
                  decided -> published = decided,
                  devices,
                  journal,
                  store,
                  calls,
                  saving));
      cycle = running;
    }
    return running;
  }

  /// The power is off for a while: another process, another monotonic clock.
  TestBuilding powerOff(Duration dark) {
    cycle = null;
    image.clear();
    time.wallMicros += dark.toNanos() / 1_000;
    time.nanos = 77_000_000_000L;
    return this;
  }

  /// Seconds pass, with a cycle in each.
  TestBuilding run(int seconds) {
    for (int second = 0; second < seconds; second++) {
      cycle().work(Moment.of(time));
      time.advance(Duration.ofSeconds(1));
    }
    return this;
  }

  /// Time passes without a cycle.
  TestBuilding pass(Duration duration) {
    time.advance(duration);
    return this;
  }

  TestBuilding reads(PointId point, double value) {
    return shows(point, new Num(value), Status.OK, "");
  }

  TestBuilding stale(PointId point) {
    return shows(point, new Num(99), Status.STALE, "no report for 90 s");
  }

  private TestBuilding shows(PointId point, Value value, Status status, String reason) {
    image.put(
        point,
        new ProcessImage.Current(point, value, status, reason, false, time.nanos, time.wallMicros));
    return this;
  }

  TestBuilding command(CommandRequest command) {
    cycle()
        .commands()
        .submit(
            command,
            update -> updates.computeIfAbsent(update.id(), _ -> new ArrayList<>()).add(update));
    return this;
  }

  /// Somebody of the cloud takes a point in hand for four hours.
  TestBuilding command(String id, PointId point, @Nullable Value value) {
    return command(order(id, point, value, PriorityArray.CLOUD_OPERATOR));
  }

  static CommandRequest order(String id, PointId point, @Nullable Value value, int level) {
    return new CommandRequest(
        id,
        point.path(),
        value,
        level,
        "Anna",
        "too cold",
        Duration.ofSeconds(30),
        Duration.ofHours(4));
  }

  List<String> states(String id) {
    return updates.getOrDefault(id, List.of()).stream()
        .map(update -> update.state().name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  String lastDetail(String id) {
    return updates.getOrDefault(id, List.of()).getLast().detail();
  }

  List<Hold> holds() {
    return cycle().commands().holds();
  }

  /// What is in force, as published for the page.
  Decided inForce(PointId point) {
    return published.stream()
        .filter(decided -> decided.point().equals(point))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing published for " + point));
  }

  double device(PointId point) {
    Value value = devices.values.get(point);
    return value == null ? Double.NaN : value.number();
  }

  /// Clocks that stand still until they are moved.
  static final class Time implements Clock {
    long nanos = 5_000_000_000L;
    long wallMicros = 1_767_600_000_000_000L; // 2026-01-05T08:00:00Z

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public long wallMicros() {
      return wallMicros;
    }

    void advance(Duration duration) {
      nanos += duration.toNanos();
      wallMicros += duration.toNanos() / 1_000;
    }
  }

  /// Devices that do what they are told, unless a test has broken them.
  static final class Devices implements OutputWriter {
    final Map<PointId, Value> values = new HashMap<>();
    final List<String> written = new ArrayList<>();
    final Set<PointId> dead = new HashSet<>();
    final Set<PointId> stuck = new HashSet<>();
    final Set<PointId> mute = new HashSet<>();

    @Override
    public WriteResult write(PointId point, Value value) {
      if (dead.contains(point)) {
        return new WriteResult.Failed("device silent");
      }
      written.add(point.name() + "=" + Words.of(value));
      if (!stuck.contains(point)) {
        values.put(point, value);
      }
      return new WriteResult.Written();
    }

    @Override
    public Reading readBack(PointId point) {
      Value value = values.get(point);
      return mute.contains(point) || value == null
          ? Reading.down("never seen")
          : Reading.good(value);
    }
  }

  /// Runs what it is given only when a test says so: a slow bus, or a slow card.
  static final class Later implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      waiting.add(task);
    }

    int waiting() {
      return waiting.size();
    }

    void runAll() {
      for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
        task.run();
      }
    }
  }

  /// A card that keeps what it is given.
  static class MemoryStore implements HoldStore {
    ControlMemory memory = ControlMemory.EMPTY;

    @Override
    public Loaded load() {
      return new Loaded(memory, "");
    }

    @Override
    public void save(ControlMemory newest) throws java.io.IOException {
      memory = newest;
    }
  }

  private final class Around implements Surroundings {
    @Override
    public ProcessImage.Snapshot image() {
      return new ProcessImage.Snapshot(image);
    }

    @Override
    public boolean journalFailed() {
      return journalFailed;
    }

    @Override
    public boolean cloudLost() {
      return cloudLost;
    }
  }
}
