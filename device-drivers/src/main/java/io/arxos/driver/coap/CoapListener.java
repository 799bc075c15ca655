package io.arxos.driver.coap;

import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.coap.content.Content;
import io.arxos.driver.coap.content.Found;
import io.arxos.driver.coap.content.Link;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.payload.Payload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.jspecify.annotations.Nullable;

/// A server that devices push to. A device is answered when what it said is durable.
final class CoapListener implements Driver {
  private static final int STRANGERS_MAX = 200;
  private static final long LOOK_SECONDS = 5;

  private final InetSocketAddress local;
  private final Sockets sockets;
  private final Map<String, List<CoapPoint>> byPath;
  private final List<CoapPoint> registering;
  private final Set<PointId> known;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor thread;
  private final Map<PointId, Reading> last = new ConcurrentHashMap<>();

  private final Refusals refusals;

  // guarded by itself; by the place they came from
  private final Map<String, Discovered> strangers = new LinkedHashMap<>();

  // from open on
  private volatile @Nullable CoapEndpoint endpoint;

  CoapListener(
      String name,
      InetSocketAddress local,
      Security security,
      List<CoapPoint> points,
      Clock clock) {
    this.local = local;
    this.refusals = new Refusals(local.toString());
    this.sockets = new Sockets(security, refusals);
    this.byPath =
        points.stream()
            .filter(one -> one.endpoint().isEmpty())
            .collect(Collectors.groupingBy(one -> one.target().path()));
    this.registering = points.stream().filter(one -> !one.endpoint().isEmpty()).toList();
    this.known = points.stream().map(CoapPoint::id).collect(Collectors.toUnmodifiableSet());
    this.clock = clock;
    this.thread = Sockets.thread("coap-" + name);
  }

  @Override
  public void open(ReadingSink sink) throws DriverException {
    CoapEndpoint own = sockets.open(local, true);
    own.setExecutors(thread, thread);
    var registrations =
        new Registrations(
            registering,
            new CoapClient().setEndpoint(own).setExecutors(thread, thread, true),
            clock,
            device -> note(device, sink),
            (points, answer) -> told(points, answer, sink));
    own.setMessageDeliverer(
        new Deliveries(byPath.keySet(), push -> hear(push, sink), registrations, thread));
    thread.scheduleWithFixedDelay(
        registrations::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    try {
      own.start();
    } catch (IOException e) {
      own.destroy();
      throw new DriverException("CoAP cannot listen on " + local + ": " + e.getMessage(), e);
    }
    endpoint = own;
  }

  /// Where it listens, once it is open.
  @Nullable InetSocketAddress address() {
    CoapEndpoint own = endpoint;
    return own == null ? null : own.getAddress();
  }

  /// What becomes of one message of a device.
  private CompletableFuture<Deliveries.Outcome> hear(Deliveries.Push push, ReadingSink sink) {
    List<CoapPoint> points = byPath.get(push.path());
    if (points == null) {
      stranger(push, sink);
      return CompletableFuture.completedFuture(Deliveries.Outcome.UNKNOWN);
    }
    var answer = new Answer.Content(push.payload(), push.format(), 0, true);
    var acceptances = new ArrayList<CompletableFuture<ReadingSink.Acceptance>>();
    boolean good = false;
    for (Map<PointId, Reading> readings : Readings.all(points, answer, now())) {
      if (!readings.isEmpty()) {
        last.putAll(readings);
        good |= readings.values().stream().anyMatch(Reading.Good.class::isInstance);
        acceptances.add(sink.offer(readings));
      }
    }
    Deliveries.Outcome kept =
        good || acceptances.isEmpty() ? Deliveries.Outcome.KEPT : Deliveries.Outcome.SENSELESS;
    return CompletableFuture.allOf(acceptances.toArray(CompletableFuture[]::new))
        .thenApply(_ ->
            acceptances.stream().allMatch(one -> one.join() == ReadingSink.Acceptance.DURABLE)
                ? kept
                : Deliveries.Outcome.REFUSED);
  }

  /// What a device that has registered answers.
  private void told(List<CoapPoint> points, Answer answer, ReadingSink sink) {
    for (Map<PointId, Reading> readings : Readings.all(points, answer, now())) {
      last.putAll(readings);
      sink.tell(readings);
    }
  }

  @Override
  public List<LineReport> lines() {
    return sockets.seals() ? List.of(refusals.report()) : List.of();
  }

  private void note(Discovered device, ReadingSink sink) {
    synchronized (strangers) {
      if (strangers.size() == STRANGERS_MAX && !strangers.containsKey(device.address())) {
        return;
      }
      strangers.put(device.address(), device);
    }
    sink.discovered(device);
  }

  private void stranger(Deliveries.Push push, ReadingSink sink) {
    String place = "/" + push.path() + " from " + push.from();
    var link = new Link(push.path(), Map.of("obs", List.of("")));
    var points = new ArrayList<DiscoveredPoint>();
    for (Found found : Content.decode(push.path(), push.format(), push.payload(), now())) {
      if (!found.name().isEmpty()) {
        points.add(Findings.point(link, found, true));
      }
    }
    var found =
        new Discovered(
            "coap",
            place,
            new Discovered.Identity("", "", "", ""),
            points,
            Payload.sample(push.payload()),
            Findings.confidence(points));
    note(found, sink);
  }

  /// The last thing a device said of each point.
  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) {
    var readings = new LinkedHashMap<PointId, Reading>();
    for (PointId id : asked) {
      Reading never =
          known.contains(id) ? Reading.down("never seen") : Reading.fault("unknown point");
      readings.put(id, last.getOrDefault(id, never));
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId point, Value value) {
    return new WriteResult.Refused(known.contains(point) ? "not writable" : "unknown point");
  }

  /// What devices have pushed to paths that no point is made of.
  @Override
  public List<Discovered> discover(Duration limit) {
    synchronized (strangers) {
      return List.copyOf(strangers.values());
    }
  }

  @Override
  public void close() {
    CoapEndpoint own = endpoint;
    if (own != null) {
      own.destroy();
    }
    sockets.close();
    thread.shutdownNow();
  }

  private Instant now() {
    return Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
  }
}
