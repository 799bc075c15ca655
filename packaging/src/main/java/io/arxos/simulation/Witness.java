package io.arxos.simulation;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.log.LaneKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Sees everything, forgets nothing, and says what must not be.
final class Witness {
  private static final int VIOLATIONS_MAX = 5;

  /// What was ever synced under a sequence.
  private final Map<LaneKey, TreeMap<Long, Long>> journaled = new HashMap<>();

  /// Sequences that may be in the loss ledger, and why is known: evicted, damaged, destroyed.
  private final Map<LaneKey, TreeSet<Long>> excused = new HashMap<>();

  /// Trimmed sequences: nobody has them but the store.
  private final Map<LaneKey, TreeSet<Long>> trimmed = new HashMap<>();

  /// Where blocks begin.
  private final Map<LaneKey, TreeSet<Long>> starts = new HashMap<>();

  private final Map<Long, LaneKey> laneOf = new HashMap<>();
  private final Map<Long, Long> sequenceOf = new HashMap<>();
  private final Set<Long> acknowledged = new TreeSet<>();

  /// Values that were on a card which was overwritten or which lied; nothing can bring them back.
  private final Set<Long> destroyed = new HashSet<>();

  private final List<String> violations = new ArrayList<>();
  private final Trace trace;
  private boolean storeWentBack;

  Witness(Trace trace) {
    this.trace = trace;
  }

  void violated(String what) {
    if (violations.size() < VIOLATIONS_MAX) {
      violations.add("step " + trace.size() + ": " + what);
    }
  }

  List<String> violations() {
    return violations;
  }

  /// I3 and I4: a block has reached a disk.
  void synced(LaneKey lane, byte[] block) {
    var known = journaled.computeIfAbsent(lane, _ -> new TreeMap<>());
    try {
      var range = BlockCodec.check(block);
      var columns = BlockCodec.decode(block);
      starts.computeIfAbsent(lane, _ -> new TreeSet<>()).add(range.first());
      long end = known.isEmpty() ? 0 : known.lastKey();
      if (range.first() > end + 1) {
        violated("I3 not dense: " + lane.laneName() + " " + range + " after " + end);
      }
      for (int row = 0; row < columns.size(); row++) {
        long value = columns.integer(row);
        Long before = known.put(range.first() + row, value);
        if (before != null && before != value) {
          violated(
              "I4 two contents: "
                  + lane.laneName()
                  + " "
                  + (range.first() + row)
                  + " was "
                  + before
                  + ", is "
                  + value);
        }
        laneOf.put(value, lane);
        sequenceOf.put(value, range.first() + row);
      }
    } catch (BadBlock e) {
      violated("a block that cannot be read was journaled: " + e.getMessage());
    }
  }

  /// I1: a source was told that its reading is durable.
  void acknowledged(long value) {
    acknowledged.add(value);
    if (!laneOf.containsKey(value)) {
      violated("I1 acknowledged and not synced: " + value);
    }
  }

  /// I4 and I11: what is stored or sent is what was synced under these sequences.
  boolean same(LaneKey lane, long sequence, Columns columns, int row) {
    Long value = value(lane, sequence);
    return value != null && value == columns.integer(row);
  }

  @Nullable Long value(LaneKey lane, long sequence) {
    var known = journaled.get(lane);
    return known == null ? null : known.get(sequence);
  }

  void trimmed(LaneKey lane, long upTo) {
    var known = journaled.get(lane);
    if (known != null) {
      trimmed
          .computeIfAbsent(lane, _ -> new TreeSet<>())
          .addAll(known.headMap(upTo, true).keySet());
    }
  }

  void excuse(LaneKey lane, long first, long last) {
    var known = journaled.get(lane);
    if (known != null) {
      excused
          .computeIfAbsent(lane, _ -> new TreeSet<>())
          .addAll(known.subMap(first, true, last, true).keySet());
    }
  }

  /// A block cannot be read any more.
  void damaged(LaneKey lane, long first) {
    var known = journaled.get(lane);
    if (known != null) {
      Long value = known.get(first);
      long last = first;
      while (known.containsKey(last + 1) && !starts(lane, last + 1)) {
        last++;
      }
      if (value != null) {
        excuse(lane, first, last);
      }
    }
  }

  private boolean starts(LaneKey lane, long sequence) {
    return starts.getOrDefault(lane, new TreeSet<>()).contains(sequence);
  }

  /// The store has lost what it had called safe, because nothing stood behind it.
  void storeWentBack() {
    storeWentBack = true;
  }

  boolean isExcused(LaneKey lane, long sequence) {
    var known = excused.get(lane);
    return known != null && known.contains(sequence) || onlyStoreHadIt(lane, sequence);
  }

  private boolean onlyStoreHadIt(LaneKey lane, long sequence) {
    var known = trimmed.get(lane);
    return storeWentBack && known != null && known.contains(sequence);
  }

  void destroyed(long value) {
    destroyed.add(value);
  }

  boolean isDestroyed(long value) {
    return destroyed.contains(value);
  }

  @Nullable LaneKey laneOf(long value) {
    return laneOf.get(value);
  }

  long sequenceOf(long value) {
    return sequenceOf.getOrDefault(value, 0L);
  }

  Set<Long> acknowledged() {
    return acknowledged;
  }

  Map<LaneKey, TreeMap<Long, Long>> journaled() {
    return journaled;
  }
}
