package io.arxos.gateway.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Settings;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.TestSites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DevicesTest {
  private static final PointId VALVE = new PointId("hq/room/valve");
  private static final PointId TEMP = new PointId("hq/room/air-temp");

  private final ManualClock clock = new ManualClock();
  private final Site site = TestSites.room();
  private final List<Problem> problems = new ArrayList<>();
  private final FakeFactory mqtt = new FakeFactory("mqtt");
  private final FakeFactory modbus = new FakeFactory("modbus");
  private final Devices devices = Devices.create(site, List.of(mqtt, modbus), problems::add);
  private final ProcessImage image = new ProcessImage(site.points().map(PointConfig::id).toList());
  private final Sampler sampler =
      new Sampler(
          site,
          image,
          (_, _, _) -> CompletableFuture.completedFuture(Acceptance.DURABLE),
          clock,
          () -> true);

  @Test
  void eachDriverGetsItsOwnKeysAndPoints() {
    assertEquals(List.of(), problems);
    assertEquals(Set.of("url"), mqtt.made.keys);
    assertEquals(2, mqtt.made.bindings.size());
    PointBinding valve = modbus.made.bindings.getFirst();
    assertEquals(VALVE, valve.point());
    assertTrue(valve.writable());
    assertEquals(Set.of("unit-id", "table", "register"), valve.address().keys());
  }

  @Test
  void anUnknownProtocolIsSaidWithItsLine() {
    List<Problem> found = new ArrayList<>();
    Devices.create(site, List.of(new FakeFactory("mqt"), modbus), found::add);
    assertEquals(1, found.size());
    assertEquals(6, found.getFirst().line());
    assertTrue(found.getFirst().message().contains("did you mean mqt?"));
  }

  // MQTT has no question to ask: asking again would stamp an old value as new.
  @Test
  void onlyPointsThatArePolledAreAsked() throws Exception {
    devices.open(sampler);
    List<PollGroup> groups = devices.groups(sampler);
    assertEquals(1, groups.size());
    groups.getFirst().startAt(clock.nanos(), 0);
    groups.getFirst().work(clock.nanos());
    assertEquals(List.of(Set.of(VALVE)), modbus.made.asked);
    assertEquals(42, image.snapshot().usable(VALVE));
    assertEquals(List.of(), mqtt.made.asked);
  }

  @Test
  void aSlowDeviceSkipsTurnsAndKeepsItsPhase() throws Exception {
    devices.open(sampler);
    PollGroup group = devices.groups(sampler).getFirst();
    group.startAt(clock.nanos(), 0.5);
    assertEquals(Duration.ofMillis(2_500).toNanos(), group.work(clock.nanos()));
    clock.advance(Duration.ofMillis(2_500));
    assertEquals(Duration.ofSeconds(5).toNanos(), group.work(clock.nanos()));
    clock.advance(Duration.ofSeconds(18));
    assertEquals(Duration.ofSeconds(2).toNanos(), group.work(clock.nanos()));
    assertEquals(2, modbus.made.asked.size(), "three turns were missed and are not made up for");
  }

  @Test
  void aDriverThatThrowsCostsItsOwnPointsOnly() throws Exception {
    modbus.made.broken = true;
    devices.open(sampler);
    PollGroup group = devices.groups(sampler).getFirst();
    group.startAt(clock.nanos(), 0);
    group.work(clock.nanos());
    assertEquals(Status.FAULT, status(VALVE));
    modbus.made.broken = false;
    clock.advance(Duration.ofSeconds(5));
    group.work(clock.nanos());
    assertEquals(Status.OK, status(VALVE));
  }

  @Test
  void aDriverThatCannotBeOpenedLeavesItsPointsDownForGood() {
    mqtt.made.unopenable = true;
    devices.open(sampler);
    assertEquals(Status.DOWN, status(TEMP));
    clock.advance(Duration.ofHours(1));
    sampler.tick();
    assertEquals(Status.DOWN, status(TEMP), "not merely stale: the reason stays");
    assertEquals(Set.of("bus"), devices.running().keySet());
  }

  @Test
  void pollingRunsUntilItIsClosed() throws Exception {
    devices.open(sampler);
    devices.poll(sampler, io.arxos.driver.Clock.system());
    assertTrue(modbus.made.firstAsked.await(30, TimeUnit.SECONDS));
    devices.close();
    assertTrue(modbus.made.closed && mqtt.made.closed);
  }

  private Status status(PointId point) {
    return java.util.Objects.requireNonNull(image.snapshot().get(point)).status();
  }

  /// Remembers what it was given.
  private static final class FakeFactory implements DriverFactory {
    private final String protocol;
    FakeDriver made = new FakeDriver(Set.of(), List.of());

    FakeFactory(String protocol) {
      this.protocol = protocol;
    }

    @Override
    public String protocol() {
      return protocol;
    }

    @Override
    public Driver create(Settings driver, List<PointBinding> points) {
      made = new FakeDriver(driver.keys(), points);
      return made;
    }
  }

  /// Answers 42 to everything.
  private static final class FakeDriver implements Driver {
    final Set<String> keys;
    final List<PointBinding> bindings;
    final List<Set<PointId>> asked = new ArrayList<>();
    final CountDownLatch firstAsked = new CountDownLatch(1);
    boolean broken;
    boolean unopenable;
    volatile boolean closed;

    FakeDriver(Set<String> keys, List<PointBinding> bindings) {
      this.keys = keys;
      this.bindings = bindings;
    }

    @Override
    public void open(ReadingSink sink) throws DriverException {
      if (unopenable) {
        throw new DriverException("no such library");
      }
    }

    @Override
    public Map<PointId, Reading> read(Set<PointId> points) {
      asked.add(points);
      firstAsked.countDown();
      if (broken) {
        throw new IllegalStateException("broken");
      }
      Map<PointId, Reading> readings = new HashMap<>();
      points.forEach(point -> readings.put(point, Reading.good(new Value.Int(42))));
      return readings;
    }

    @Override
    public WriteResult write(PointId point, Value value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Discovered> discover(Duration limit) {
      return List.of();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
