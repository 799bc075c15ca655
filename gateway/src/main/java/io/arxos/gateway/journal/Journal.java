package io.arxos.gateway.journal;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.gateway.journal.Found.Damaged;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.Header.Parent;
import io.arxos.gateway.journal.Held.Range;
import io.arxos.gateway.journal.Storage.Change;
import io.arxos.gateway.journal.Storage.Entry;
import io.arxos.gateway.journal.Storage.Table;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Blocks in order of their sequence, per incarnation and lane. Appending is for one thread;
/// everything else is safe for any.
public final class Journal implements AutoCloseable {
  // Of a block's key and of its share of an index.
  private static final int KEYS_BYTES = 24;

  private final Storage storage;
  private final Header current;

  /// By start counter. An entry changes only after what it says is synced.
  private final ConcurrentSkipListMap<Long, Held> held = new ConcurrentSkipListMap<>();

  private volatile JournalState state = new JournalState.Open();
  private volatile Runnable appended = () -> {};

  /// Keeps other processes away; ends with the journal.
  private final Closeable lock;

  /// Reads what is there and begins a new incarnation, synced.
  Journal(Storage storage, IncarnationId incarnation, Birth birth, Closeable lock)
      throws StorageException {
    this.storage = storage;
    this.lock = lock;
    load();
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
    long counter = before == null ? 1 : before.getKey() + 1;
    this.current =
        new Header(incarnation, counter, before == null ? null : parent(before.getValue()), birth);
    changes.add(new Change(Table.META, Keys.header(counter), Headers.write(current)));
    storage.commit(changes);
    held.put(counter, new Held(current, new Range(1, 0), new Range(1, 0)));
  }

  /// The incarnation that is being written.
  public Header current() {
    return current;
  }

  public JournalState state() {
    return state;
  }

  /// Appends 1 to 500 samples as one block. When it returns `Appended` they are synced.
  public Append append(Lane lane, Columns columns) {
    if (state instanceof JournalState.Failed(String reason)) {
      return new Append.Broken(reason);
    }
    Held now = now();
    long first = now.range(lane).last() + 1;
    long last = first + columns.size() - 1;
    byte[] payload = BlockCodec.encode(first, columns);
    long counter = current.startCounter();
    try {
      storage.commit(
          List.of(
              new Change(Keys.table(lane), Keys.block(counter, first), payload),
              new Change(Table.META, Keys.mark(Keys.LAST, counter, lane), Keys.number(last))));
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.FULL) {
        long free = storage.freeBytes();
        state = new JournalState.Full(free);
        return new Append.DiskFull(free);
      }
      state = new JournalState.Failed(e.reason());
      return new Append.Broken(e.reason());
    }
    extend(lane, last);
    state = new JournalState.Open();
    appended.run();
    return new Append.Appended(first, last, payload.length + KEYS_BYTES);
  }

  /// Runs after each append, on the appending thread; must only wake somebody.
  public void onAppend(Runnable wake) {
    appended = wake;
  }

  /// What is held of one incarnation; null when it is unknown or forgotten.
  public @Nullable Held held(long startCounter) {
    return held.get(startCounter);
  }

  /// Nothing more will be written by this process.
  void fail(String reason) {
    state = new JournalState.Failed(reason);
  }

  /// Everything that is held, oldest incarnation first; the last is the current one.
  public List<Held> incarnations() {
    return List.copyOf(held.values());
  }

  /// The block with a sequence, or the first one behind it.
  public Found next(long startCounter, Lane lane, long from) {
    Held one = held.get(startCounter);
    if (one == null) {
      return new Nothing();
    }
    long start = Math.max(from, one.range(lane).first());
    long end = one.range(lane).last();
    if (start > end) {
      return new Nothing();
    }
    try {
      Entry entry = storage.floor(Keys.table(lane), Keys.block(startCounter, start));
      Found found = entry == null ? new Nothing() : found(entry, startCounter, lane, end);
      if (reaches(found, start)) {
        return found;
      }
      entry = storage.ceiling(Keys.table(lane), Keys.block(startCounter, start));
      found = entry == null ? new Nothing() : found(entry, startCounter, lane, end);
      // What is synced is there; if it is not, the disk has lost it.
      return found instanceof Nothing ? new Damaged(start, end, "not on the disk") : found;
    } catch (StorageException e) {
      return new Unreadable(e.reason());
    }
  }

  private static boolean reaches(Found found, long sequence) {
    return switch (found) {
      case Stored stored -> stored.last() >= sequence;
      case Damaged damaged -> damaged.last() >= sequence;
      case Nothing _, Unreadable _ -> false;
    };
  }

  private Found found(Entry entry, long startCounter, Lane lane, long end) throws StorageException {
    var key = ByteBuffer.wrap(entry.key());
    if (key.getLong() != startCounter) {
      return new Nothing();
    }
    long first = key.getLong();
    String reason = "its sequences are not those of its place";
    try {
      BlockCodec.Range range = BlockCodec.check(entry.value());
      if (range.first() == first) {
        return range.last() > end ? new Nothing() : new Stored(first, range.last(), entry.value());
      }
    } catch (BadBlock bad) {
      reason = String.valueOf(bad.getMessage());
    }
    Entry after = storage.ceiling(Keys.table(lane), Keys.block(startCounter, first + 1));
    boolean more = after != null && ByteBuffer.wrap(after.key()).getLong() == startCounter;
    long last = more && after != null ? ByteBuffer.wrap(after.key()).getLong(8) - 1 : end;
    return new Damaged(first, last, reason);
  }

  /// Forgets the samples of a lane up to a sequence, and what of older incarnations is already
  /// forgotten altogether, but for the current one's parent: should this process leave no samples,
  /// the next start goes on from there. The caller knows that the cloud cannot lose them.
  public synchronized void trim(long startCounter, Lane lane, long upTo) {
    Held one = held.get(startCounter);
    if (one == null || upTo < one.range(lane).first() || state instanceof JournalState.Failed) {
      return;
    }
    long last = Math.min(upTo, one.range(lane).last());
    Held after =
        held.compute(
            startCounter,
            (_, now) -> {
              Held before = now == null ? one : now;
              return before.with(lane, new Range(last + 1, before.range(lane).last()));
            });
    try {
      var mark = Keys.mark(Keys.TRIMMED, startCounter, lane);
      storage.commit(List.of(new Change(Table.META, mark, Keys.number(last))));
      Long parent = held.lowerKey(current.startCounter());
      if (parent != null && startCounter < parent && after.isTrimmed()) {
        storage.commit(forget(after));
      }
      Held oldest = held.firstEntry().getValue();
      storage.dropBelow(
          Keys.table(lane), Keys.block(oldest.header().startCounter(), oldest.range(lane).first()));
    } catch (StorageException e) {
      // Trimmed again later; what is kept too long harms nobody, and appending finds out itself.
      return;
    }
  }

  /// What the journal takes on the disk.
  public long bytes() {
    return storage.bytes();
  }

  /// What it could still take.
  public long freeBytes() {
    return storage.freeBytes();
  }

  @Override
  public void close() {
    state = new JournalState.Failed("the journal is closed");
    storage.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Held now() {
    Held now = held.get(current.startCounter());
    if (now == null) {
      throw new IllegalStateException("the current incarnation is not held");
    }
    return now;
  }

  private void extend(Lane lane, long last) {
    held.compute(
        current.startCounter(),
        (_, one) -> {
          Held before = one == null ? now() : one;
          return before.with(lane, new Range(before.range(lane).first(), last));
        });
  }

  private static Parent parent(Held one) {
    return new Parent(one.header().incarnation(), one.alarm().last(), one.telemetry().last());
  }

  /// The changes that remove an incarnation's bookkeeping; its blocks go with their files.
  private List<Change> forget(Held one) {
    long counter = one.header().startCounter();
    held.remove(counter);
    List<Change> changes = new ArrayList<>();
    changes.add(new Change(Table.META, Keys.header(counter), null));
    for (Lane lane : Lane.values()) {
      changes.add(new Change(Table.META, Keys.mark(Keys.LAST, counter, lane), null));
      changes.add(new Change(Table.META, Keys.mark(Keys.TRIMMED, counter, lane), null));
    }
    return changes;
  }

  private void load() throws StorageException {
    List<Entry> entries = new ArrayList<>();
    storage.forEach(Table.META, (key, value) -> entries.add(new Entry(key, value)));
    for (Entry entry : entries) {
      if (entry.key()[0] == Keys.HEADER) {
        Header header = Headers.read(entry.value());
        held.put(header.startCounter(), new Held(header, new Range(1, 0), new Range(1, 0)));
      }
    }
    for (Entry entry : entries) {
      mark(entry);
    }
  }

  private void mark(Entry entry) {
    var key = ByteBuffer.wrap(entry.key());
    byte kind = key.get();
    @Nullable Held one = held.get(key.getLong());
    if (kind == Keys.HEADER || one == null) {
      return;
    }
    Lane lane = Lane.values()[key.get()];
    Range range = one.range(lane);
    long number = Keys.number(entry.value());
    Range marked =
        kind == Keys.LAST ? new Range(range.first(), number) : new Range(number + 1, range.last());
    held.put(one.header().startCounter(), one.with(lane, marked));
  }
}
