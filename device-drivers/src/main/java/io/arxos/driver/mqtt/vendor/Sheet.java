package io.arxos.driver.mqtt.vendor;

import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Meaning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is known of one device so far.
final class Sheet {
  private static final int POINTS_MAX = 400;

  private final String address;
  private final double confidence;
  private final Map<String, DiscoveredPoint> points = new LinkedHashMap<>();
  private Identity identity = Identity.UNKNOWN;
  private boolean changed;

  Sheet(String address, double confidence) {
    this.address = address;
    this.confidence = confidence;
  }

  /// What the device says of itself; what is empty here stays as it was.
  void identify(Identity said) {
    var next =
        new Identity(
            said.id().isEmpty() ? identity.id() : said.id(),
            said.name().isEmpty() ? identity.name() : said.name(),
            said.vendor().isEmpty() ? identity.vendor() : said.vendor(),
            said.model().isEmpty() ? identity.model() : said.model());
    changed |= !next.equals(identity) && !points.isEmpty();
    identity = next;
  }

  boolean has(String name) {
    return points.containsKey(name);
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /// Forgets every point, to be told anew.
  void clear() {
    points.clear();
    changed = true;
  }

  void put(String name, Meaning meaning, Where where) {
    put(new DiscoveredPoint(name, meaning, where.map(), Map.of(), false, null));
  }

  /// A point that may be written.
  void put(String name, Meaning meaning, Where where, Map<String, Object> more) {
    put(new DiscoveredPoint(name, meaning, where.map(), more, true, null));
  }

  void put(String name, Meaning meaning, Map<String, Object> at, boolean writable) {
    put(new DiscoveredPoint(name, meaning, at, Map.of(), writable, null));
  }

  private void put(DiscoveredPoint point) {
    if (points.size() >= POINTS_MAX && !points.containsKey(point.name())) {
      return;
    }
    changed |= !point.equals(points.put(point.name(), point));
  }

  /// Whether there is something new since this was last asked.
  boolean news() {
    boolean was = changed;
    changed = false;
    return was;
  }

  Discovered discovered(String sample) {
    return new Discovered(
        "mqtt", address, identity, List.copyOf(points.values()), sample, confidence);
  }
}
