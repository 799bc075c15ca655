package io.arxos.gateway.journal;

import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Gaps.Place;
import io.arxos.gateway.journal.Held.Range;
import io.arxos.gateway.journal.Storage.Change;
import io.arxos.gateway.journal.Storage.Table;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Blocks in order of their sequence, per incarnation and lane. Appending and tending is for one
/// thread; everything else is safe for any.
public final class Journal implements AutoCloseable {
  // Of a block's key and of its share of an index.
  private static final int KEYS_BYTES = 24;

  private final Storage storage;

  /// Keeps other processes away; ends with the journal.
  private final Closeable lock;

  private final Confirmations confirmations = new Confirmations();
  private final Suspects suspects = new Suspects();

  private volatile Index index;
  private volatile JournalState state = new JournalState.Open();
  private volatile Runnable appended = () -> {};

  private Journal(Storage storage, Supplier<Beginning> beginnings, Closeable lock)
      throws StorageException {
    this.storage = storage;
    this.lock = lock;
    this.index = new Index(storage, beginnings.get());
  }

  /// Reads what is there and begins a new incarnation, synced.
  ///
  /// @param beginnings a new one with each call; one is taken for each opening
  /// @param lock closed with the journal
  public static Journal begin(Storage storage, Supplier<Beginning> beginnings, Closeable lock)
      throws StorageException {
    return new Journal(storage, beginnings, lock);
  }

  /// The incarnation that is being written.
  public Header current() {
    return index.current;
  }

  public JournalState state() {
    return state;
  }

  /// Appends 1 to 500 samples as one block. When it returns `Appended` they are synced.
  public Append append(Lane lane, Columns columns) {
    if (state instanceof JournalState.Failed(String reason)) {
      return new Append.Broken(reason);
    }
    long first = index.now().range(lane).last() + 1;
    long last = first + columns.size() - 1;
    byte[] payload = BlockCodec.encode(first, columns);
    long counter = index.current.startCounter();
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
    index.extend(lane, last);
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
    return index.held.get(startCounter);
  }

  /// Nothing more will be written by this process.
  void fail(String reason) {
    state = new JournalState.Failed(reason);
  }

  /// Everything that is held, oldest incarnation first; the last is the current one.
  public List<Held> incarnations() {
    return List.copyOf(index.held.values());
  }

  /// How far the cloud has a lane, as it said last. It may say less than before: then it was
  /// restored. Decides what is evicted first, and nothing else.
  ///
  /// @param committed last sequence in its store
  /// @param safe last sequence that a restore of the store could not lose
  public void confirmed(long startCounter, Lane lane, long committed, long safe) {
    confirmations.put(startCounter, lane, new Confirmations.Upto(committed, safe));
  }

  /// Looks after itself; to be called every few seconds by the appending thread.
  public void tend() {
    suspects.tick();
  }

  /// The block with a sequence, or the first one behind it. What it finds damaged it writes down
  /// before it says so.
  public Found next(long startCounter, Lane lane, long from) {
    Index now = index;
    Held one = now.held.get(startCounter);
    if (one == null) {
      return new Nothing();
    }
    long start = Math.max(from, one.range(lane).first());
    long end = one.range(lane).last();
    if (start > end) {
      return new Nothing();
    }
    Gone gone = now.gaps.at(new Place(startCounter, lane, start));
    if (gone != null) {
      return gone;
    }
    var reader = new BlockReader(storage, startCounter, lane);
    var place = new Place(startCounter, lane, start);
    try {
      Found found = reader.at(start, end);
      if (found instanceof Gone) {
        found = reader.at(start, end); // a bit that fell over on the way is not a damage
      }
      suspects.clear(place);
      return switch (found) {
        case Gone damaged -> writeDown(place, damaged);
        // Could not be read for a while, and a part of it was given up: so is the rest.
        case Stored stored when now.gaps.overlap(startCounter, lane, stored) ->
            writeDown(place, BlockReader.inPart(stored));
        default -> found;
      };
    } catch (StorageException e) {
      return unreadable(reader, place, end, e);
    }
  }

  /// Sound blocks that begin at a sequence and follow each other, read in one go. Whoever gets none
  /// asks [#next], which also says why.
  ///
  /// @param bytesMax the most that they hold together, but for the first
  public List<Stored> run(long startCounter, Lane lane, long from, long bytesMax) {
    Index now = index;
    Held one = now.held.get(startCounter);
    if (one == null || from < one.range(lane).first() || from > one.range(lane).last()) {
      return List.of();
    }
    try {
      return new BlockReader(storage, startCounter, lane)
          .run(from, one.range(lane).last(), bytesMax).stream()
              .takeWhile(stored -> !now.gaps.overlap(startCounter, lane, stored))
              .toList();
    } catch (StorageException e) {
      return List.of();
    }
  }

  private Found unreadable(BlockReader reader, Place place, long end, StorageException problem) {
    if (problem.kind() != StorageException.Kind.CORRUPT || !suspects.isCertain(place)) {
      return new Unreadable(problem.reason());
    }
    try {
      return writeDown(place, reader.unreadable(place.sequence(), end));
    } catch (StorageException e) {
      return new Unreadable(e.reason());
    }
  }

  /// @param place that was asked for
  private synchronized Found writeDown(Place place, Gone damaged) {
    Index now = index;
    Gone decided = now.gaps.at(place);
    Held one = now.held.get(place.startCounter());
    if (decided != null) {
      return decided;
    }
    if (one == null || place.sequence() < one.range(place.lane()).first()) {
      return new Nothing(); // trimmed meanwhile
    }
    if (state instanceof JournalState.Failed(String reason)) {
      return new Unreadable(damaged.reason() + "; " + reason);
    }
    Gone gone = now.gaps.between(place, one.range(place.lane()), damaged);
    try {
      storage.commit(List.of(Gaps.change(place.startCounter(), place.lane(), gone)));
    } catch (StorageException e) {
      return new Unreadable(damaged.reason() + "; " + e.reason());
    }
    now.gaps.put(place.startCounter(), place.lane(), gone);
    return gone;
  }

  /// Forgets the samples of a lane up to a sequence, and what of older incarnations is already
  /// forgotten altogether, but for the current one's parent: should this process leave no samples,
  /// the next start goes on from there. The caller knows that the cloud cannot lose them.
  public synchronized void trim(long startCounter, Lane lane, long upTo) {
    Index now = index;
    Held one = now.held.get(startCounter);
    if (one == null || upTo < one.range(lane).first() || state instanceof JournalState.Failed) {
      return;
    }
    long last = Math.min(upTo, one.range(lane).last());
    Held after =
        now.held.compute(
            startCounter,
            (_, held) -> {
              Held before = held == null ? one : held;
              return before.with(lane, new Range(last + 1, before.range(lane).last()));
            });
    try {
      List<Change> changes = new ArrayList<>(now.forgetGaps(startCounter, lane, last));
      var mark = Keys.mark(Keys.TRIMMED, startCounter, lane);
      changes.add(new Change(Table.META, mark, Keys.number(last)));
      storage.commit(changes);
      Long parent = now.held.lowerKey(now.current.startCounter());
      if (parent != null && startCounter < parent && after.isTrimmed()) {
        storage.commit(now.forget(after));
      }
      Held oldest = now.held.firstEntry().getValue();
      storage.drop(
          Keys.table(lane),
          Keys.block(0, 0),
          Keys.block(oldest.header().startCounter(), oldest.range(lane).first()));
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
}
