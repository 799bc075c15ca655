package io.arxos.driver.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.Origin;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.payload.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes readings of resources and resources of values.
final class CoapDriver implements Driver {
  private static final String SILENT = "device does not answer";

  private final CoapDevice device;
  private final Map<PointId, CoapPoint> points;
  private final Set<PointId> writable;
  private final RandomGenerator random;
  private final List<Observation> observations = new CopyOnWriteArrayList<>();

  /// @param writable the points that [#write] may be called for
  CoapDriver(
      CoapDevice device, List<CoapPoint> points, Set<PointId> writable, RandomGenerator random) {
    this.device = device;
    this.points = points.stream().collect(Collectors.toMap(CoapPoint::id, Function.identity()));
    this.writable = Set.copyOf(writable);
    this.random = random;
  }

  @Override
  public void open(ReadingSink sink) throws DriverException {
    try {
      device.start();
    } catch (IOException e) {
      throw new DriverException("cannot open a socket for CoAP: " + e.getMessage(), e);
    }
    Map<String, List<CoapPoint>> observed =
        points.values().stream()
            .filter(CoapPoint::observe)
            .collect(Collectors.groupingBy(CoapPoint::path));
    observed.forEach((path, all) ->
        observations.add(
            new Observation(device, path, answer -> sink.tell(readings(all, answer)), random)));
    observations.forEach(Observation::start);
  }

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) throws InterruptedException {
    var readings = new LinkedHashMap<PointId, Reading>();
    var byPath = new LinkedHashMap<String, List<CoapPoint>>();
    for (PointId id : asked) {
      CoapPoint point = points.get(id);
      if (point == null) {
        readings.put(id, Reading.fault("unknown point"));
      } else {
        byPath.computeIfAbsent(point.path(), _ -> new ArrayList<>()).add(point);
      }
    }
    for (Map.Entry<String, List<CoapPoint>> path : byPath.entrySet()) {
      readings.putAll(readings(path.getValue(), device.get(path.getKey())));
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
    return switch (device.put(point.path(), Payload.text(value).getBytes(UTF_8))) {
      case Answer.Content _ -> new WriteResult.Written();
      case Answer.Refusal(String name) -> new WriteResult.Failed(name);
      case Answer.Silence _ -> new WriteResult.Failed(SILENT);
    };
  }

  /// Resources the device names itself (RFC 6690) and no point is made of.
  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    Set<String> known =
        points.values().stream().map(CoapPoint::path).collect(Collectors.toUnmodifiableSet());
    var found = new ArrayList<Discovered>();
    for (String path : device.paths()) {
      if (!known.contains(path) && System.nanoTime() - start < limit.toNanos()) {
        String sample =
            device.get(path) instanceof Answer.Content(byte[] payload, _, _)
                ? Payload.sample(payload)
                : "";
        found.add(new Discovered("coap", path, sample));
      }
    }
    return found;
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

  private static Map<PointId, Reading> readings(Collection<CoapPoint> points, Answer answer) {
    var readings = new LinkedHashMap<PointId, Reading>();
    switch (answer) {
      case Answer.Content(byte[] bytes, _, _) -> {
        var payload = new Payload(bytes);
        points.forEach(point -> readings.put(point.id(), payload.read(point.form(), Origin.NONE)));
      }
      case Answer.Refusal(String name) ->
          points.forEach(point -> readings.put(point.id(), Reading.fault(name)));
      case Answer.Silence _ ->
          points.forEach(point -> readings.put(point.id(), Reading.down(SILENT)));
    }
    return readings;
  }
}
