package io.arxos.driver.gpio.chip;

import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/// The chips of this machine, all on one thread of their own: native calls hold their thread.
public final class ChipDriver implements Driver {
  private static final int BUSES_MAX = 16;

  private final World world;
  private final Map<PointId, ChipPoint> points;
  private final Set<PointId> writable;
  private final LineStats stats = new LineStats("chips", Medium.BUS);
  private final OneWire oneWire;
  private final Pwm pwm;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("gpio-chips").unstarted(work));

  // of the thread
  private final Map<String, Bus> buses = new HashMap<>();
  private final Map<String, Chip> chips = new HashMap<>();

  /// What is outside.
  ///
  /// @param devices folder of the kernel's devices, `/dev`
  /// @param sys folder of what the kernel shows of itself, `/sys`
  public record World(
      Bus.Opener opener, Path devices, Path sys, Clock clock, RandomGenerator random) {
    /// This machine.
    public static World real(Clock clock, RandomGenerator random) {
      return new World(LinuxBus::open, Path.of("/dev"), Path.of("/sys"), clock, random);
    }
  }

  public ChipDriver(World world, Map<PointId, ChipPoint> points, Set<PointId> writable) {
    this.world = world;
    this.points = Map.copyOf(points);
    this.writable = Set.copyOf(writable);
    this.oneWire = new OneWire(world.sys().resolve("bus/w1/devices"));
    this.pwm = new Pwm(world.sys().resolve("class/pwm"));
  }

  /// Chips say nothing unasked.
  @Override
  public void open(ReadingSink sink) {}

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    asked.forEach(id ->
        readings.put(
            id,
            points.containsKey(id)
                ? Reading.down("the chip cannot be asked")
                : Reading.fault("unknown point")));
    readings.putAll(onThread(() -> readAll(asked), Map.of()));
    return readings;
  }

  @Override
  public WriteResult write(PointId id, Value value) throws InterruptedException {
    ChipPoint point = points.get(id);
    if (point == null) {
      return new WriteResult.Refused("unknown point");
    }
    if (!writable.contains(id)) {
      return new WriteResult.Refused("not writable");
    }
    double number = value.number();
    if (point.pwm()) {
      return onThread(
          () -> pwm.write(point.bus(), number, point.frequency()),
          new WriteResult.Failed("the PWM cannot be set"));
    }
    if (number != 0 && number != 1) {
      return new WriteResult.Refused("a pin is on or off");
    }
    return onThread(
        () -> {
          try {
            return chip(point).write(point.value(), number == 1);
          } catch (IOException _) {
            return new WriteResult.Failed("no such bus on this machine");
          }
        },
        new WriteResult.Failed("the chip cannot be asked"));
  }

  /// All I²C buses and the 1-Wire folder. SPI has no way to see who is there.
  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    return onThread(() -> scan(limit), List.of());
  }

  @Override
  public List<LineReport> lines() {
    return points.isEmpty() ? List.of() : List.of(stats.report());
  }

  @Override
  public void close() {
    try {
      thread.execute(() -> {
        buses.values().forEach(Bus::close);
        buses.clear();
        chips.clear();
      });
    } catch (RejectedExecutionException _) {
      return; // closed before
    }
    thread.close();
  }

  private Map<PointId, Reading> readAll(Set<PointId> asked) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    var byChip = new LinkedHashMap<String, List<PointId>>();
    for (PointId id : asked) {
      ChipPoint point = points.get(id);
      if (point != null && point.oneWire()) {
        readings.put(id, point.scaled(oneWire.read(point.bus())));
      } else if (point != null && point.pwm()) {
        readings.put(id, pwm.read(point.bus()));
      } else if (point != null) {
        byChip.computeIfAbsent(point.place(), _ -> new ArrayList<>()).add(id);
      }
    }
    for (List<PointId> ids : byChip.values()) {
      readings.putAll(readChip(ids));
    }
    return readings;
  }

  private Map<PointId, Reading> readChip(List<PointId> ids) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    var names = new LinkedHashSet<String>();
    ids.forEach(id -> names.add(point(id).value()));
    try {
      Map<String, Reading> values = chip(point(ids.getFirst())).read(names);
      ids.forEach(id -> {
        ChipPoint point = point(id);
        readings.put(
            id,
            point.scaled(
                values.getOrDefault(point.value(), Reading.fault("the chip has no such value"))));
      });
    } catch (IOException _) {
      ids.forEach(id -> readings.put(id, Reading.down("no such bus on this machine")));
    }
    return readings;
  }

  private ChipPoint point(PointId id) {
    ChipPoint point = points.get(id);
    if (point == null) {
      throw new IllegalStateException(id.path());
    }
    return point;
  }

  private Chip chip(ChipPoint point) throws IOException {
    Chip known = chips.get(point.place());
    if (known != null) {
      return known;
    }
    var around =
        new Chip.Around(
            DeviceGate.standard(world.clock(), world.random()),
            stats.device(point.place()),
            world.clock());
    var chip = new Chip(point.kind(), bus(point.bus()), point.at(), point.parameters(), around);
    chips.put(point.place(), chip);
    return chip;
  }

  private Bus bus(String name) throws IOException {
    Bus known = buses.get(name);
    if (known == null) {
      known = world.opener().open(name);
      buses.put(name, known);
    }
    return known;
  }

  private List<Discovered> scan(Duration limit) {
    var found = new ArrayList<Discovered>();
    long begun = world.clock().nanos();
    List<ChipKind> kinds = ChipFile.shipped();
    for (int number = 0; number < BUSES_MAX; number++) {
      String name = world.devices().resolve("i2c-" + number).toString();
      if (!Files.exists(Path.of(name))) {
        continue;
      }
      try {
        found.addAll(
            Chips.scan(
                bus(name), number, kinds, () -> world.clock().nanos() - begun < limit.toNanos()));
      } catch (IOException _) {
        // not ours to open: nothing is found on it
      }
    }
    found.addAll(oneWire.scan());
    Set<String> known = new LinkedHashSet<>();
    points.values().forEach(it -> known.add(it.label()));
    found.removeIf(it -> known.contains(it.address()));
    return found;
  }

  private <T> T onThread(Callable<T> work, T otherwise) throws InterruptedException {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException | RejectedExecutionException _) {
      return otherwise;
    }
  }
}
