package io.arxos.gateway.discovery;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks drivers what they find, all at the same time.
public final class Search {
  private static final Logger LOG = LoggerFactory.getLogger(Search.class);

  /// What a driver may take longer than it was given.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final int DEVICES_MAX = 1_000;

  /// A line that was slow to come up has found nothing, and has time left.
  private static final int ATTEMPTS_MAX = 3;

  /// What was found.
  ///
  /// @param byDriver id of the driver to its devices, in the drivers' order
  /// @param failed ids of the drivers whose search broke off
  public record Found(Map<String, List<Discovered>> byDriver, List<String> failed) {}

  private Search() {}

  /// Takes `limit`, and a little more where a device is slow.
  public static Found run(Map<String, Driver> drivers, Duration limit) throws InterruptedException {
    Map<String, List<Discovered>> found = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    drivers.forEach((id, driver) ->
        threads.add(
            Thread.ofVirtual().name("search " + id).start(() -> ask(id, driver, limit, found))));
    long deadline = System.nanoTime() + limit.plus(GRACE).toNanos();
    for (Thread thread : threads) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
        thread.interrupt();
      }
    }
    Map<String, List<Discovered>> byDriver = new LinkedHashMap<>();
    List<String> failed = new ArrayList<>();
    for (String id : drivers.keySet()) {
      List<Discovered> its = found.get(id);
      if (its == null) {
        failed.add(id);
      } else {
        byDriver.put(id, its);
      }
    }
    return new Found(byDriver, failed);
  }

  private static void ask(
      String id, Driver driver, Duration limit, Map<String, List<Discovered>> found) {
    long start = System.nanoTime();
    try {
      List<Discovered> its = List.of();
      Duration left = limit;
      for (int i = 0; i < ATTEMPTS_MAX && its.isEmpty() && left.isPositive(); i++) {
        its = driver.discover(left).stream().limit(DEVICES_MAX).toList();
        left = limit.minusNanos(System.nanoTime() - start);
      }
      found.put(id, its);
    } catch (InterruptedException _) {
      LOG.warn("the search by driver {} took too long and was ended", id);
    }
  }
}
