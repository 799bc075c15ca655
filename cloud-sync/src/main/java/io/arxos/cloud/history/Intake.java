package io.arxos.cloud.history;

import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Decides about the records of one transaction, in the log's order, and gathers what it will
/// write. Pure: it sees the locked cursors and nothing else.
final class Intake {
  private final TreeMap<LaneKey, Long> next;
  private final TreeMap<LaneKey, Long> moved = new TreeMap<>();
  private final Map<LaneKey, Long> completeUs = new HashMap<>();
  private final Map<LaneKey, LedgerRow> open = new HashMap<>();
  private final List<LedgerRow> rows = new ArrayList<>();
  private final List<Ledger.Loss> losses = new ArrayList<>();
  private final List<Ledger.Parked> parked = new ArrayList<>();
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

  void take(Incoming incoming) {
    switch (incoming) {
      case Incoming.Samples s -> decide(s.block().place(), from -> store(s, from));
      case Incoming.Loss l ->
          decide(l.block().place(), from -> lose(l.block(), from, l.block().reason()));
      case Incoming.Parked p ->
          decide(
              p.block().place(),
              from -> {
                lose(p.block(), from, "unreadable: " + p.why());
                parked.add(
                    new Ledger.Parked(p.block().place(), p.why(), nowUs, p.block().content()));
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

  private void lose(LoggedBlock block, long from, String reason) {
    var place = block.place();
    losses.add(
        new Ledger.Loss(
            place.key(), from, place.last(), reason, block.fromUs(), block.toUs(), nowUs));
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

  List<Ledger.Row> rows() {
    return rows.stream().map(LedgerRow::row).toList();
  }

  List<Ledger.Loss> losses() {
    return losses;
  }

  List<Ledger.Parked> parked() {
    return parked;
  }

  List<Ledger.Latest> latest() {
    return latest.all();
  }

  /// The cursors that have moved.
  SortedMap<LaneKey, Ledger.Reached> reached() {
    var reached = new TreeMap<LaneKey, Ledger.Reached>();
    moved.forEach(
        (lane, to) -> reached.put(lane, new Ledger.Reached(to, completeUs.getOrDefault(lane, 0L))));
    return reached;
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
