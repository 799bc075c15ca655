package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.Header.Parent;
import io.arxos.gateway.journal.Held.Range;
import io.arxos.gateway.journal.Storage.Change;
import io.arxos.gateway.journal.Storage.Entry;
import io.arxos.gateway.journal.Storage.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// What a journal holds, in memory: [Table#META] as it was read, and kept in step. An entry changes
/// only after what it says is synced.
final class Index {
  /// By start counter.
  final ConcurrentSkipListMap<Long, Held> held = new ConcurrentSkipListMap<>();

  final Gaps gaps = new Gaps();

  /// The incarnation that is being written.
  final Header current;

  /// Reads what is there and begins nothing.
  Index(Storage storage) throws StorageException {
    load(storage);
    this.current =
        held.isEmpty()
            ? new Header(new IncarnationId(0, 0), 0, null, new Birth("", 0, 0, false))
            : held.lastEntry().getValue().header();
  }

  /// Reads what is there and begins a new incarnation, synced.
  Index(Storage storage, Beginning beginning) throws StorageException {
    load(storage);
    List<Change> changes = new ArrayList<>();
    for (Held one : List.copyOf(held.values())) {
      if (one.isEmpty()) {
        changes.addAll(forget(one));
      }
    }
    Map.Entry<Long, Held> before = held.lastEntry();
    for (Held one : List.copyOf(held.values())) {
      if (before != null && one != before.getValue() && one.isTrimmed()) {
        changes.addAll(forget(one));
      }
    }
    long counter = Math.max(before == null ? 0 : before.getKey(), greatestCounter(storage)) + 1;
    Parent parent = before == null ? null : parent(before.getValue());
    this.current = new Header(beginning.incarnation(), counter, parent, beginning.birth());
    changes.add(new Change(Table.META, Keys.header(counter), Headers.write(current)));
    storage.commit(changes);
    held.put(counter, new Held(current, new Range(1, 0), new Range(1, 0)));
  }

  Held now() {
    Held now = held.get(current.startCounter());
    if (now == null) {
      throw new IllegalStateException("the current incarnation is not held");
    }
    return now;
  }

  void extend(Lane lane, long last) {
    held.compute(
        current.startCounter(),
        (_, one) -> {
          Held before = one == null ? now() : one;
          return before.with(lane, new Range(before.range(lane).first(), last));
        });
  }

  /// The first sequence of a lane that is neither trimmed nor gone; behind the last when there is
  /// none.
  long keptFrom(Held one, Lane lane) {
    long counter = one.header().startCounter();
    long from = one.range(lane).first();
    Gone gone = gaps.at(new Gaps.Place(counter, lane, from));
    while (gone != null) {
      from = gone.last() + 1;
      gone = gaps.at(new Gaps.Place(counter, lane, from));
    }
    return from;
  }

  /// The changes that remove an incarnation's bookkeeping; its blocks go with their files.
  List<Change> forget(Held one) {
    long counter = one.header().startCounter();
    held.remove(counter);
    List<Change> changes = new ArrayList<>();
    changes.add(new Change(Table.META, Keys.header(counter), null));
    for (Lane lane : Lane.values()) {
      changes.add(new Change(Table.META, Keys.mark(Keys.LAST, counter, lane), null));
      changes.add(new Change(Table.META, Keys.mark(Keys.TRIMMED, counter, lane), null));
      changes.addAll(forgetGaps(counter, lane, Long.MAX_VALUE));
    }
    return changes;
  }

  /// The changes that remove the gap records up to a sequence.
  List<Change> forgetGaps(long counter, Lane lane, long upTo) {
    List<Change> changes = new ArrayList<>();
    for (Gone gap : gaps.of(counter, lane)) {
      if (gap.last() <= upTo) {
        gaps.remove(counter, lane, gap.first());
        changes.add(new Change(Table.META, Keys.gap(counter, lane, gap.first()), null));
      }
    }
    return changes;
  }

  /// A header may have been lost with a damaged log, and its blocks not: its number must not be
  /// used again, or they would be found as somebody else's.
  private static long greatestCounter(Storage storage) throws StorageException {
    long greatest = 0;
    for (Lane lane : Lane.values()) {
      try {
        Entry last = storage.floor(Keys.table(lane), Keys.block(Long.MAX_VALUE, Long.MAX_VALUE));
        greatest = Math.max(greatest, last == null ? 0 : ByteBuffer.wrap(last.key()).getLong());
      } catch (StorageException e) {
        if (e.kind() != StorageException.Kind.CORRUPT) {
          throw e;
        }
      }
    }
    return greatest;
  }

  private static Parent parent(Held one) {
    return new Parent(one.header().incarnation(), one.alarm().last(), one.telemetry().last());
  }

  private void load(Storage storage) throws StorageException {
    List<Entry> entries = new ArrayList<>();
    storage.forEach(Table.META, (key, value) -> entries.add(new Entry(key, value)));
    for (Entry entry : entries) {
      if (!Keys.isBookkeeping(entry)) {
        throw new StorageException(
            StorageException.Kind.CORRUPT, "an entry of its bookkeeping cannot be read");
      }
      if (entry.key()[0] == Keys.HEADER) {
        Header header = Headers.read(entry.value());
        held.put(header.startCounter(), new Held(header, new Range(1, 0), new Range(1, 0)));
      }
    }
    for (Entry entry : entries) {
      mark(entry);
    }
  }

  private void mark(Entry entry) throws StorageException {
    var key = ByteBuffer.wrap(entry.key());
    byte kind = key.get();
    long counter = key.getLong();
    @Nullable Held one = held.get(counter);
    if (kind == Keys.HEADER || one == null) {
      return;
    }
    Lane lane = Lane.values()[key.get()];
    if (kind == Keys.GAP) {
      gaps.put(counter, lane, Gaps.read(key.getLong(), entry.value()));
      return;
    }
    Range range = one.range(lane);
    long number = Keys.number(entry.value());
    Range marked =
        kind == Keys.LAST ? new Range(range.first(), number) : new Range(number + 1, range.last());
    held.put(counter, one.with(lane, marked));
  }
}
