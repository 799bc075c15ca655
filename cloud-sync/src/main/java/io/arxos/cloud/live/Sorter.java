package io.arxos.cloud.live;

import io.arxos.cloud.live.LaneMemory.Verdict;
import io.arxos.cloud.live.LogItem.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Decides for one subscriber what of the log it is told, and as what: new samples, late ones,
/// gaps. Pure but for its memory; for one thread.
final class Sorter {
  /// A sample that took longer than this to get here is history being filled in, not news.
  static final long LATE_US = 30_000_000;

  /// How far the samples of a gateway may be out of order without being called late.
  static final long DISORDER_US = 10_000_000;

  /// More items than this at once, and a subscriber that wants the newest gets only that.
  static final int ITEMS_UNCONFLATED_MAX = 8;

  private final Pace pace;
  private final Predicate<LogItem> wantsItem;
  private final Predicate<String> wantsPoint;
  private final LaneMemory lanes = new LaneMemory();
  private final Map<String, Long> newestUs = new HashMap<>();
  private final Map<String, Long> floorsUs = new TreeMap<>();
  private final Map<Lane, Long> laneEndsUs = new HashMap<>();
  private final Map<String, Delivery.Backfilled> filled = new LinkedHashMap<>();

  /// What a subscriber wants when it cannot have everything at once.
  enum Pace {
    /// Every sample, in its own time.
    EVERY,
    /// The newest of each point.
    LATEST
  }

  Sorter(Pace pace, boolean events, Predicate<String> wantsPoint) {
    this.pace = pace;
    this.wantsItem = item -> events || item.lane().number() != Lane.ALARM;
    this.wantsPoint = wantsPoint;
  }

  /// Takes up what a former subscription had seen.
  void remember(Map<String, Long> floors) {
    floorsUs.putAll(floors);
  }

  /// Takes up an opening picture.
  ///
  /// @param nowUs UTC microseconds
  /// @return what of it to send
  List<Delivery> open(List<OpeningPicture.Known> known, long nowUs) {
    Map<String, List<LiveSample>> byGateway = new TreeMap<>();
    for (var one : known) {
      LiveSample sample = one.sample();
      if (wantsPoint.test(sample.point())) {
        newestUs.put(sample.point(), Math.min(sample.timeUs(), nowUs));
        byGateway.computeIfAbsent(one.gateway(), _ -> new ArrayList<>()).add(sample);
      }
    }
    List<Delivery> deliveries = new ArrayList<>();
    if (byGateway.isEmpty()) {
      deliveries.add(new Delivery.Latest("", List.of())); // nothing is known, and that is told
    }
    byGateway.forEach((gateway, samples) -> deliveries.add(new Delivery.Latest(gateway, samples)));
    return deliveries;
  }

  Map<String, Long> floorsUs() {
    return floorsUs;
  }

  /// Turns what the log has into what the subscriber is told.
  ///
  /// @param nowUs UTC microseconds
  List<Delivery> sort(Collection<LogItem> items, long nowUs) {
    boolean conflate = pace == Pace.LATEST && items.size() > ITEMS_UNCONFLATED_MAX;
    List<Delivery> deliveries = new ArrayList<>();
    for (LogItem item : items) {
      if (wantsItem.test(item)) {
        switch (item) {
          case LogItem.Hole hole -> sort(hole, deliveries);
          case LogItem.Block block -> sort(block, nowUs, deliveries);
        }
      }
    }
    return conflate ? conflated(deliveries) : deliveries;
  }

  /// What has been filled in since the last call.
  List<Delivery> takeFilled() {
    List<Delivery> all = List.copyOf(filled.values());
    filled.clear();
    return all;
  }

  private void sort(LogItem.Hole hole, List<Delivery> deliveries) {
    if (lanes.see(hole.lane(), hole.first(), hole.last()) instanceof Verdict.Take) {
      var span = hole.span();
      deliveries.add(
          new Delivery.Gap(
              hole.lane().gateway(), span.fromUs(), span.toUs(), span.reason(), false));
    }
  }

  private void sort(LogItem.Block block, long nowUs, List<Delivery> deliveries) {
    if (!(lanes.see(block.lane(), block.first(), block.last()) instanceof Verdict.Take take)) {
      return;
    }
    if (take.missing() > 0) {
      deliveries.add(missing(block, take.missing()));
    }
    List<LiveSample> fresh = new ArrayList<>(block.samples().size());
    Map<String, LiveSample> late = new LinkedHashMap<>();
    for (LiveSample sample : block.samples()) {
      if (sample.sequence() < take.from() || !wantsPoint.test(sample.point())) {
        continue;
      }
      if (block.lane().number() == Lane.ALARM) {
        // An event has happened, whatever else is known of its point.
        fresh.add(sample);
      } else if (!advances(block.lane().gateway(), sample, nowUs)) {
        fill(block.lane().gateway(), sample.timeUs());
      } else if (pace == Pace.LATEST && nowUs - sample.timeUs() > LATE_US) {
        // It is the newest known of its point all the same, so it is told, but not one by one.
        late.put(sample.point(), sample);
        fill(block.lane().gateway(), sample.timeUs());
      } else {
        fresh.add(sample);
      }
    }
    laneEndsUs.put(block.lane(), block.samples().getLast().timeUs());
    fresh.addAll(0, late.values());
    if (!fresh.isEmpty()) {
      deliveries.add(new Delivery.Samples(block.lane(), block.loggedUs(), fresh));
    }
  }

  private Delivery missing(LogItem.Block block, long count) {
    return new Delivery.Gap(
        block.lane().gateway(),
        laneEndsUs.getOrDefault(block.lane(), 0L),
        block.samples().getFirst().timeUs(),
        count + " samples have not arrived yet",
        true);
  }

  /// A sample that claims to be from later is as old as now: a gateway whose clock was ahead must
  /// not keep its own right samples out afterwards.
  private boolean advances(String gateway, LiveSample sample, long nowUs) {
    Long newest = newestUs.get(sample.point());
    long after = newest != null ? newest : floorsUs.getOrDefault(gateway, 0L) - DISORDER_US;
    if (sample.timeUs() <= after) {
      return false;
    }
    long timeUs = Math.min(sample.timeUs(), nowUs);
    newestUs.put(sample.point(), timeUs);
    floorsUs.merge(gateway, timeUs, Math::max);
    return true;
  }

  private void fill(String gateway, long timeUs) {
    filled.merge(
        gateway,
        new Delivery.Backfilled(gateway, timeUs, timeUs + 1),
        (a, b) ->
            new Delivery.Backfilled(
                gateway, Math.min(a.fromUs(), b.fromUs()), Math.max(a.toUs(), b.toUs())));
  }

  /// Only the newest sample of each point, at the place where it stood.
  private static List<Delivery> conflated(List<Delivery> deliveries) {
    Map<String, LiveSample> newest = new HashMap<>();
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Delivery.Samples samples) {
        samples.samples().forEach(sample -> newest.put(sample.point(), sample));
      }
    }
    List<Delivery> kept = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Delivery.Samples(var lane, var ingestedUs, var samples)) {
        var left = samples.stream().filter(s -> newest.get(s.point()) == s).toList();
        if (!left.isEmpty()) {
          kept.add(new Delivery.Samples(lane, ingestedUs, left));
        }
      } else {
        kept.add(delivery);
      }
    }
    return kept;
  }
}
