package io.arxos.cloud.history;

import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Decides about the records of one transaction, in the log's order, and gathers what it will
/// write. Pure: it sees the locked cursors and nothing else.
final class Intake {
  private final TreeMap<LaneKey, Long> next;
  private final TreeMap<LaneKey, Long> moved = new TreeMap<>();
  private final Map<LaneKey, Long> completeUs = new HashMap<>();
  private final Map<LaneKey, LedgerRow> open = new HashMap<>();
  private final List<LedgerRow> rows = new ArrayList<>();
  private final List<Lost> losses = new ArrayList<>();
  private final List<Incoming.Parked> parked = new ArrayList<>();
  private final LatestSamples latest;
  private final long nowUs;
  private int refused;
  private int repeats;
  private long samples;

  /// @param next the locked cursors of every lane that occurs
  /// @param nowUs by the cloud's clock, UTC microseconds
  Intake(Map<LaneKey, Long> next, long nowUs) {
    this.next = new TreeMap<>(next);
    this.nowUs = nowUs;
    this.latest = new LatestSamples(nowUs);
  }

  /// @param first the first sequence that is lost by it
  record Lost(LoggedBlock block, long first, String reason) {}

  void take(Incoming incoming) {
    switch (incoming) {
      case Incoming.Samples s -> decide(s.block().place(), from -> store(s, from));
      case Incoming.Loss l ->
          decide(
              l.block().place(), from -> losses.add(new Lost(l.block(), from, l.block().reason())));
      case Incoming.Parked p ->
          decide(
              p.block().place(),
              from -> {
                losses.add(new Lost(p.block(), from, "unreadable: " + p.why()));
                parked.add(p);
              });
      case Incoming.Unusable _ -> refused++;
    }
  }

  private interface Taking {
    void from(long sequence);
  }

  private void decide(LoggedBlock.Place place, Taking taking) {
    long expected = next.getOrDefault(place.key(), 1L);
    switch (Cursor.decide(expected, place.first(), place.last())) {
      case Cursor.Gap() -> refused++;
      case Cursor.Repeat() -> repeats++;
      case Cursor.Take(long from) -> {
        taking.from(from);
        next.put(place.key(), place.last() + 1);
        moved.put(place.key(), place.last() + 1);
      }
    }
  }

  private void store(Incoming.Samples s, long from) {
    var place = s.block().place();
    var row = open.get(place.key());
    if (row != null && row.takes(s, from)) {
      row.append(s, from);
    } else {
      row = new LedgerRow(s, from);
      open.put(place.key(), row);
      rows.add(row);
    }
    completeUs.merge(place.key(), Math.min(row.toUs(), nowUs), Math::max);
    // An event of the alarm lane is about a point; it is not the point's value.
    if (place.key().lane() == LaneKey.TELEMETRY) {
      latest.take(s, from);
    }
    samples += place.last() - from + 1;
  }

  List<LedgerRow> rows() {
    return rows;
  }

  List<Lost> losses() {
    return losses;
  }

  List<Incoming.Parked> parked() {
    return parked;
  }

  LatestSamples latest() {
    return latest;
  }

  /// The cursors that have moved.
  TreeMap<LaneKey, Long> moved() {
    return moved;
  }

  Map<LaneKey, Long> completeUs() {
    return completeUs;
  }

  /// Blocks behind a gap, or damaged in the log.
  int refused() {
    return refused;
  }

  int repeats() {
    return repeats;
  }

  long samples() {
    return samples;
  }
}
