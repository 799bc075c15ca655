package io.arxos.gateway.discovery;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.Problem;
import io.arxos.driver.naming.Corrections;
import io.arxos.gateway.config.DriverConfig;
import io.arxos.gateway.config.Site;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Search and adding in a running gateway. One search at a time; the drivers that run do it.
public final class DiscoveryDesk {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryDesk.class);
  private static final int DEVICES_MAX = 500;

  private final Seams seams;
  private final Set<String> added = new HashSet<>();
  private List<ProposedDevice> devices = List.of();
  private boolean searching;
  private boolean searched;
  private int pointsAdded;

  /// Where everything comes from.
  ///
  /// @param file of the site
  /// @param drivers those that run, by their id in the site file
  /// @param check what is wrong with a site file; empty when it loads
  public record Seams(
      Site site,
      Path file,
      Supplier<Map<String, Driver>> drivers,
      Corrections corrections,
      Function<Path, List<Problem>> check) {}

  /// What became of adding.
  public sealed interface Answer {}

  public record Added(int points) implements Answer {}

  /// @param reason a sentence for the person who asked
  public record Refused(String reason) implements Answer {}

  public DiscoveryDesk(Seams seams) {
    this.seams = seams;
  }

  /// Begins to look, for that long. False when somebody looks already.
  public synchronized boolean search(Duration limit) {
    if (searching) {
      return false;
    }
    searching = true;
    Thread.ofVirtual().name("search").start(() -> look(limit));
    return true;
  }

  public synchronized JsonObject now() {
    return new JsonObject()
        .put("searching", searching)
        .put("searched", searched)
        .put("added", pointsAdded)
        .put("file", seams.file().toString())
        .put("devices", DiscoveryJson.of(devices));
  }

  /// Adds what somebody chose, as he put it right.
  public synchronized Answer add(JsonObject asked) throws IOException {
    List<ProposedDevice> chosen = new ArrayList<>();
    var edits = new Edits(seams.corrections());
    try {
      for (Object item : asked.getJsonArray("devices", new JsonArray())) {
        if (item instanceof JsonObject wanted) {
          chosen.add(edits.applied(find(wanted), wanted));
        }
      }
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
    Set<String> drivers =
        seams.site().drivers().stream().map(DriverConfig::id).collect(Collectors.toSet());
    boolean commands = Boolean.TRUE.equals(asked.getValue("commands"));
    var adder = new SiteAdder(seams.file(), drivers, seams.check());
    return switch (adder.add(chosen, List.of(), commands)) {
      case SiteAdder.Refused(String reason) -> new Refused(reason);
      case SiteAdder.Added(int points, Path _, Path _) -> {
        edits.learn();
        chosen.forEach(device -> added.add(key(device)));
        devices = devices.stream().filter(device -> !added.contains(key(device))).toList();
        pointsAdded += points;
        yield new Added(points);
      }
    };
  }

  private ProposedDevice find(JsonObject wanted) {
    for (ProposedDevice device : devices) {
      if (device.found().address().equals(wanted.getValue("address"))
          && device.driver().equals(wanted.getValue("driver"))) {
        return device;
      }
    }
    throw new IllegalArgumentException("There is no such device; search again.");
  }

  private void look(Duration limit) {
    List<ProposedDevice> proposed = new ArrayList<>();
    try {
      Search.Found found = Search.run(seams.drivers().get(), limit);
      var proposer = new Proposer(seams.site(), seams.corrections());
      found
          .byDriver()
          .forEach((id, its) -> {
            for (Discovered device : its) {
              if (proposed.size() < DEVICES_MAX) {
                proposed.add(proposer.propose(device, id));
              }
            }
          });
    } catch (InterruptedException _) {
      LOG.info("the search was broken off");
    } finally {
      ended(proposed);
    }
  }

  private synchronized void ended(List<ProposedDevice> proposed) {
    devices = proposed.stream().filter(device -> !added.contains(key(device))).toList();
    searching = false;
    searched = true;
  }

  private static String key(ProposedDevice device) {
    return device.driver() + " " + device.found().address();
  }
}
