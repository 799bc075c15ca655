package io.arxos.driver.coap;

import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.LineReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes readings of a device's resources and resources of values.
final class CoapDriver implements Driver {
  private final CoapDevice device;
  private final Map<PointId, CoapPoint> points;
  private final Set<PointId> writable;
  private final Clock clock;
  private final RandomGenerator random;
  private final List<Observation> observations = new CopyOnWriteArrayList<>();

  /// @param writable the points that [#write] may be called for
  CoapDriver(
      CoapDevice device,
      List<CoapPoint> points,
      Set<PointId> writable,
      Clock clock,
      RandomGenerator random) {
    this.device = device;
    this.points = points.stream().collect(Collectors.toMap(CoapPoint::id, Function.identity()));
    this.writable = Set.copyOf(writable);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void open(ReadingSink sink) throws DriverException {
    try {
      device.start();
    } catch (IOException e) {
      throw new DriverException("cannot open a socket for CoAP: " + e.getMessage(), e);
    }
    Map<Target, List<CoapPoint>> observed =
        points.values().stream()
            .filter(CoapPoint::observe)
            .collect(Collectors.groupingBy(CoapPoint::target));
    observed.forEach((target, all) ->
        observations.add(
            new Observation(
                device,
                target,
                answer -> Readings.all(all, answer, now()).forEach(sink::tell),
                random)));
    observations.forEach(Observation::start);
  }

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    var byTarget = new LinkedHashMap<Target, List<CoapPoint>>();
    for (PointId id : asked) {
      CoapPoint point = points.get(id);
      if (point == null) {
        readings.put(id, Reading.fault("unknown point"));
      } else {
        byTarget.computeIfAbsent(point.target(), _ -> new ArrayList<>()).add(point);
      }
    }
    for (Map.Entry<Target, List<CoapPoint>> one : byTarget.entrySet()) {
      Answer answer = device.get(one.getKey());
      readings.putAll(Readings.present(one.getValue(), answer, now()));
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId id, Value value) throws InterruptedException {
    CoapPoint point = points.get(id);
    if (point == null) {
      return new WriteResult.Refused("unknown point");
    }
    if (!writable.contains(id)) {
      return new WriteResult.Refused("not writable");
    }
    return switch (device.send(point.sending(), value)) {
      case Answer.Content _ -> new WriteResult.Written();
      case Answer.Refusal(String name) -> new WriteResult.Failed(name);
      case Answer.Silence(String reason) -> new WriteResult.Failed(reason);
    };
  }

  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    if (!device.isRunning()) {
      try {
        device.start();
      } catch (IOException | DriverException _) {
        return List.of();
      }
    }
    return new Exploration(device, clock).explore(points.values(), limit);
  }

  @Override
  public List<LineReport> lines() {
    return List.of(device.report());
  }

  @Override
  public void close() {
    observations.forEach(Observation::close);
    device.close();
  }

  private Instant now() {
    return Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
  }
}
