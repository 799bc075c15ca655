package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Gaps.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/// Places that the disk could not give back. A cable or a memory may have been at fault, so a place
/// is only given up when it was unreadable over some time.
final class Suspects {
  private static final int TICKS_MIN = 3;
  private static final int PLACES_MAX = 256;

  /// The tick at which each was first met, oldest first.
  private final Map<Place, Long> since = new LinkedHashMap<>();

  private long tick;

  synchronized void tick() {
    tick++;
  }

  /// Tells of a place that could not be read, whether it was so for long enough.
  synchronized boolean isCertain(Place place) {
    Long first = since.putIfAbsent(place, tick);
    if (since.size() > PLACES_MAX) {
      since.remove(since.keySet().iterator().next());
    }
    return first != null && tick - first >= TICKS_MIN;
  }

  /// It can be read after all.
  synchronized void clear(Place place) {
    since.remove(place);
  }
}
