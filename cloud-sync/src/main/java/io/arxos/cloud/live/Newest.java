package io.arxos.cloud.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The newest value of each point that a gateway has told ahead of its samples, conflated: bounded
/// by the points that somebody watches. Safe for any thread.
final class Newest {
  /// Nobody needs it for longer: while a backlog drains the next one comes within seconds.
  static final long KEPT_US_MAX = 10_000_000;

  private final Map<String, Told> byPoint = new HashMap<>();
  private long version;

  private record Told(String gateway, LiveSample value, long version, long atUs) {}

  /// @param nowUs by the cloud's clock
  synchronized void put(String gateway, List<LiveSample> values, long nowUs) {
    version++;
    for (LiveSample value : values) {
      Told known = byPoint.get(value.point());
      if (known == null || known.value().timeUs() <= value.timeUs()) {
        byPoint.put(value.point(), new Told(gateway, value, version, nowUs));
      }
    }
    for (Iterator<Told> all = byPoint.values().iterator(); all.hasNext(); ) {
      if (nowUs - all.next().atUs() > KEPT_US_MAX) {
        all.remove();
      }
    }
  }

  /// What somebody has who has taken everything there is.
  synchronized long version() {
    return version;
  }

  /// What came after a version.
  synchronized List<Delivery> since(long seen, Predicate<String> wanted) {
    if (seen == version) {
      return List.of();
    }
    Map<String, List<LiveSample>> byGateway = new TreeMap<>();
    for (Told told : byPoint.values()) {
      if (told.version() > seen && wanted.test(told.value().point())) {
        byGateway.computeIfAbsent(told.gateway(), _ -> new ArrayList<>()).add(told.value());
      }
    }
    List<Delivery> deliveries = new ArrayList<>();
    byGateway.forEach((gateway, values) -> deliveries.add(new Delivery.Unstored(gateway, values)));
    return deliveries;
  }
}
