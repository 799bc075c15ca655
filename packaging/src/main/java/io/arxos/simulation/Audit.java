package io.arxos.simulation;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Looks at the store after every commit, at the lanes that it touched.
final class Audit {
  private final Witness witness;

  /// The most that was ever committed of a lane, in each generation of the store.
  private final Map<Long, Map<LaneKey, Long>> committed = new HashMap<>();

  /// Rows whose content was looked at; a row never changes.
  private final Map<Ledger.Row, Boolean> seen = new IdentityHashMap<>();

  private final Map<IncarnationId, Ledger.Announced> lineage = new HashMap<>();

  Audit(Witness witness) {
    this.witness = witness;
  }

  /// I5, I6, I10: rows and losses fill 1 to next - 1 without a hole and without a repeat. I4, I11:
  /// each row holds what was synced under its sequences.
  void committed(SimStore store, LaneKey lane) {
    var tables = store.tables();
    long expected = 1;
    for (var span : spans(tables, lane)) {
      if (span.first() < expected) {
        witness.violated("I10 twice: " + name(lane) + " " + span.first() + "-" + (expected - 1));
      } else if (span.first() > expected) {
        witness.violated("I5 missing: " + name(lane) + " " + expected + "-" + (span.first() - 1));
      }
      expected = Math.max(expected, span.last() + 1);
    }
    tables.rows(lane).values().forEach(this::content);
    long next = tables.next(lane);
    if (next < expected) {
      witness.violated("I6 beyond next: " + name(lane) + " " + next + " to " + (expected - 1));
    } else if (next > expected) {
      witness.violated("I5 rows + lost = next - 1: " + name(lane) + " " + expected + " to " + next);
    }
    committed
        .computeIfAbsent(store.generation(), _ -> new HashMap<>())
        .merge(lane, next - 1, Math::max);
  }

  private record Span(long first, long last) {}

  private static List<Span> spans(Tables tables, LaneKey lane) {
    var spans = new ArrayList<Span>();
    tables.rows(lane).values().forEach(row -> spans.add(new Span(row.first(), row.last())));
    tables.losses(lane).values().forEach(one -> spans.add(new Span(one.first(), one.last())));
    spans.sort(Comparator.comparingLong(Span::first));
    return spans;
  }

  private void content(Ledger.Row row) {
    if (seen.put(row, true) != null) {
      return;
    }
    var payload = ByteBuffer.wrap(row.payload());
    long next = row.first();
    while (payload.hasRemaining()) {
      var block = new byte[payload.getInt()];
      payload.get(block);
      try {
        long first = BlockCodec.check(block).first();
        var columns = BlockCodec.decode(block);
        for (int i = (int) Math.max(0, next - first); i < columns.size(); i++) {
          if (!witness.same(row.lane(), first + i, columns, i)) {
            witness.violated("I4 other content stored: " + name(row.lane()) + " " + (first + i));
          }
          next = first + i + 1;
        }
      } catch (BadBlock e) {
        witness.violated("stored and unreadable: " + e.getMessage());
      }
    }
    if (next != row.last() + 1) {
      witness.violated("I11 a row ends at " + (next - 1) + ", not " + row.last());
    }
  }

  /// I10: a row stands where one stood already.
  void twice(Ledger.Row row) {
    witness.violated("I10 twice: " + name(row.lane()) + " " + row.first() + " to " + row.last());
  }

  /// Nothing that can still be had is called lost.
  void lost(SimStore store, Ledger.Loss loss) {
    for (long sequence = loss.first(); sequence <= loss.last(); sequence++) {
      Long value = witness.value(loss.lane(), sequence);
      if (value != null
          && !witness.isExcused(loss.lane(), sequence)
          && !witness.isDestroyed(value)) {
        witness.violated(
            "I8 called lost without need: "
                + name(loss.lane())
                + " "
                + sequence
                + " ("
                + loss.reason()
                + ")");
        return;
      }
    }
  }

  /// I7: nobody is told of more than was committed in the generation he belongs to.
  boolean wasCommitted(long generation, LaneKey lane, long upTo) {
    return upTo == 0 || committed.getOrDefault(generation, Map.of()).getOrDefault(lane, 0L) >= upTo;
  }

  /// After a restore, what the backup holds is what the new generation begins with.
  void restored(SimStore store) {
    var now = committed.computeIfAbsent(store.generation(), _ -> new HashMap<>());
    store.tables().cursors.forEach((lane, next) -> now.merge(lane, next - 1, Math::max));
  }

  /// I12: an incarnation always names the same parent, never itself.
  void announced(Ledger.Announced one) {
    var before = lineage.putIfAbsent(one.incarnation(), one);
    if (before != null && !before.equals(one) || Objects.equals(one.incarnation(), one.parent())) {
      witness.violated("I12 two lineages of " + one.incarnation());
    }
  }

  /// I12: more than one child of a parent.
  long forks() {
    var children = new HashMap<IncarnationId, Integer>();
    for (var one : lineage.values()) {
      var parent = one.parent();
      if (parent != null) {
        children.merge(parent, 1, Integer::sum);
      }
    }
    return children.values().stream().filter(count -> count > 1).count();
  }

  static String name(LaneKey lane) {
    return lane.gateway()
        + "/"
        + lane.incarnation().toString().substring(0, 4)
        + "/"
        + lane.laneName();
  }
}
