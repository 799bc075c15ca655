package io.arxos.gateway.sampling;

import io.arxos.driver.Clock;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverException;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.gateway.config.DriverConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site's drivers: made, opened, polled on one virtual thread per driver and interval, closed.
public final class Devices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

  private final Map<String, Driver> drivers = new LinkedHashMap<>();
  private final Map<PointId, PointConfig> points = new HashMap<>();
  private final Set<String> unopened = new HashSet<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  private Devices(Site site) {
    site.points()
        .filter(point -> point.source() != null)
        .forEach(point -> points.put(point.id(), point));
  }

  /// Makes the drivers without touching a device. What is wrong with their keys is reported; the
  /// result is to be thrown away then.
  public static Devices create(
      Site site, List<DriverFactory> factories, Consumer<Problem> problems) {
    var devices = new Devices(site);
    for (DriverConfig config : site.drivers()) {
      DriverFactory factory = factory(config, factories, problems);
      if (factory != null) {
        Settings settings = config.settings().open(problems);
        devices.drivers.put(
            config.id(), factory.create(settings, devices.bindings(config, problems)));
      }
    }
    return devices;
  }

  /// Opens all drivers. One that cannot be opened costs its own points only: they are down.
  public void open(Sampler sampler) {
    drivers.forEach((id, driver) -> {
      try {
        driver.open(sampler);
      } catch (DriverException e) {
        LOG.error("driver {} is not running, its points are down: {}", id, e.getMessage());
        unopened.add(id);
        Map<PointId, Reading> down = new HashMap<>();
        of(id).forEach(p -> down.put(p.id(), Reading.down("driver " + id + " not running")));
        sampler.tell(down);
      }
    });
  }

  /// Starts asking, each group at its own phase. Call it after [#open].
  public void poll(Sampler sampler, Clock clock) {
    List<PollGroup> groups = groups(sampler);
    for (int i = 0; i < groups.size(); i++) {
      PollGroup group = groups.get(i);
      group.startAt(clock.nanos(), (double) i / groups.size());
      threads.add(Thread.ofVirtual().name("poll " + group.name()).start(() -> run(group, clock)));
    }
  }

  /// Those that are open, by their id in the site file.
  public Map<String, Driver> running() {
    Map<String, Driver> running = new LinkedHashMap<>(drivers);
    running.keySet().removeAll(unopened);
    return running;
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    drivers.values().forEach(Driver::close);
  }

  List<PollGroup> groups(Sampler sampler) {
    List<PollGroup> groups = new ArrayList<>();
    drivers.forEach((id, driver) -> {
      Map<Duration, Set<PointId>> byPeriod = new TreeMap<>();
      for (PointConfig point : unopened.contains(id) ? List.<PointConfig>of() : of(id)) {
        Duration poll = point.reached().map(PointConfig.Source::poll).orElse(null);
        if (poll != null) {
          byPeriod.computeIfAbsent(poll, _ -> new HashSet<>()).add(point.id());
        }
      }
      byPeriod.forEach(
          (period, ids) -> groups.add(new PollGroup(id, driver, ids, period, sampler)));
    });
    return groups;
  }

  private void run(PollGroup group, Clock clock) {
    try {
      while (!closed) {
        LockSupport.parkNanos(group.work(clock.nanos()));
      }
    } catch (InterruptedException _) {
      LOG.debug("{} ends", group.name());
    }
  }

  private List<PointBinding> bindings(DriverConfig config, Consumer<Problem> problems) {
    return of(config.id()).stream()
        .map(point -> {
          Settings address =
              point.reached().map(PointConfig.Source::address).orElseThrow().open(problems);
          return new PointBinding(point.id(), address, point.writable());
        })
        .toList();
  }

  private List<PointConfig> of(String driver) {
    return points.values().stream()
        .filter(point -> point.reached().orElseThrow().driver().equals(driver))
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .toList();
  }

  private static @Nullable DriverFactory factory(
      DriverConfig config, List<DriverFactory> factories, Consumer<Problem> problems) {
    List<String> protocols = factories.stream().map(DriverFactory::protocol).toList();
    for (DriverFactory factory : factories) {
      if (factory.protocol().equals(config.protocol())) {
        return factory;
      }
    }
    problems.accept(
        new Problem(
            config.settings().file(),
            config.line(),
            "protocol is \""
                + config.protocol()
                + "\"; "
                + Settings.suggestion(config.protocol(), protocols)));
    return null;
  }
}
