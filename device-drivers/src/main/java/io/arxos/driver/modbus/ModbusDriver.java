package io.arxos.driver.modbus;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
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
import io.arxos.driver.modbus.register.RegisterImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Reads by blocks, writes single points, remembers which units are silent and which registers they
/// refuse.
final class ModbusDriver implements Driver {
  private final ModbusLine line;
  private final Clock clock;
  private final Supplier<DeviceGate> gates;
  private final Map<PointId, ModbusPoint> points;
  private final Set<PointId> writable;
  private final Map<Integer, DeviceGate> units = new ConcurrentHashMap<>();
  private final Fetcher fetcher;

  /// @param rules how questions are joined
  /// @param gates for units; each keeps a silent one from costing more than a probe per pause
  record Options(
      RegisterSpan.Rules rules, Clock clock, RandomGenerator random, Supplier<DeviceGate> gates) {}

  /// @param writable the points that [#write] may be called for
  ModbusDriver(
      ModbusLine line, Options options, Map<PointId, ModbusPoint> points, Set<PointId> writable) {
    this.line = line;
    this.clock = options.clock();
    this.gates = options.gates();
    this.points = Map.copyOf(points);
    this.writable = Set.copyOf(writable);
    this.fetcher = new Fetcher(this::ask, options.rules(), new Holes(clock, options.random()));
  }

  /// Nothing arrives unasked over Modbus; the first read connects.
  @Override
  public void open(ReadingSink sink) {}

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    var known = new ArrayList<ModbusPoint>();
    for (PointId id : asked) {
      ModbusPoint point = points.get(id);
      if (point == null) {
        readings.put(id, Reading.fault("unknown point"));
      } else {
        known.add(point);
      }
    }
    Map<Integer, RegisterImage> images = fetcher.fetch(known);
    for (ModbusPoint point : known) {
      RegisterImage image = images.get(point.unit());
      readings.put(
          point.id(), image == null ? Reading.fault("not read") : point.register().read(image));
      if (image != null) {
        WordEvidence.note(line.counted(point.unit()), point, image);
      }
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId id, Value value) throws InterruptedException {
    ModbusPoint point = points.get(id);
    if (point == null) {
      return new WriteResult.Refused("unknown point");
    }
    if (!writable.contains(id)) {
      return new WriteResult.Refused("not writable");
    }
    return new PointWriter(this::ask).write(point, value);
  }

  /// Units that answer and have no points yet, with what they say they are.
  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    long start = clock.nanos();
    var scan =
        new UnitScan(
            new UnitScan.Seams(this::ask, line, () -> clock.nanos() - start < limit.toNanos()));
    return scan.run(unit -> points.values().stream().noneMatch(point -> point.unit() == unit));
  }

  @Override
  public List<LineReport> lines() {
    return List.of(line.report());
  }

  @Override
  public void close() {
    line.close();
  }

  private Answer ask(int unit, ModbusRequestPdu request) throws InterruptedException {
    return line.ask(unit, units.computeIfAbsent(unit, _ -> gates.get()), request);
  }
}
