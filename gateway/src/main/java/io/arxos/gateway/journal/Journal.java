package io.arxos.gateway.journal;

import io.arxos.block.Columns;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Gaps.Place;
import io.arxos.gateway.journal.Held.Range;
import io.arxos.gateway.journal.Storage.Change;
import io.arxos.gateway.journal.Storage.Table;
import io.arxos.gateway.journal.StorageException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Blocks in order of their sequence, per incarnation and lane. Appending and tending is for one
/// thread; everything else is safe for any.
public final class Journal implements AutoCloseable {
  // Of a block's key and of its share of an index.
  static final int KEYS_BYTES = 24;

  private static final long QUOTA_BYTES = 1L << 30;
  private static final int HARMLESS_EVICTIONS_MAX = 4;

  private final Storage storage;

  /// Keeps other processes away; ends with the journal.
  private final Closeable lock;

  // Of the appending thread: bytes since the lane's share was last looked at.
  private final Map<Lane, Long> unchecked = new EnumMap<>(Lane.class);
  private boolean stalled;

  private final Supplier<Beginning> beginnings;
  private final Limits limits;
  private final Eviction eviction;
  private final Confirmations confirmations = new Confirmations();
  private final Suspects suspects = new Suspects();

  private volatile Index index;
  private volatile JournalState state = new JournalState.Open();
  private volatile Runnable appended = () -> {};

  private Journal(Storage storage, Supplier<Beginning> beginnings, Limits limits, Closeable lock)
      throws StorageException {
    this.storage = storage;
    this.beginnings = beginnings;
    this.limits = limits;
    this.lock = lock;
    this.eviction = new Eviction(storage, confirmations, limits);
    this.index = new Index(storage, beginnings.get());
  }

  /// With the usual limits.
  public static Journal begin(Storage storage, Supplier<Beginning> beginnings, Closeable lock)
      throws StorageException {
    return begin(storage, beginnings, Limits.of(QUOTA_BYTES), lock);
  }

  /// Reads what is there and begins a new incarnation, synced.
  ///
  /// @param beginnings a new one with each call; one is taken for each opening
  /// @param lock closed with the journal
  public static Journal begin(
      Storage storage, Supplier<Beginning> beginnings, Limits limits, Closeable lock)
      throws StorageException {
    return new Journal(storage, beginnings, limits, lock);
  }

  /// The incarnation that is being written.
  public Header current() {
    return index.current;
  }

  public JournalState state() {
    return state;
  }

  /// Appends one block. When it returns `Appended` it is synced.
  public Append append(Lane lane, Columns columns) {
    return append(List.of(new Draft(lane, columns))).getFirst();
  }

  /// Appends several blocks with one sync: all of them or none.
  ///
  /// @return what became of each
  public List<Append> append(List<Draft> drafts) {
    if (state instanceof JournalState.Failed(String reason)) {
      return same(drafts, new Append.Broken(reason));
    }
    if (stalled) {
      return same(drafts, full());
    }
    var group = new Group(index);
    drafts.forEach(group::add);
    try {
      for (Lane lane : group.lanes()) {
        if (!hasRoom(lane, group.bytes(lane))) {
          return same(drafts, full());
        }
      }
      commit(group);
    } catch (StorageException e) {
      return same(drafts, failure(e));
    }
    group.lanes().forEach(lane -> index.extend(lane, group.last(lane)));
    state = new JournalState.Open();
    appended.run();
    return group.appended();
  }

  /// When the disk is full, what the cloud has makes room. What it has not is not given up for
  /// that: somebody else would take the space as he took the rest.
  private void commit(Group group) throws StorageException {
    for (int i = 0; i < HARMLESS_EVICTIONS_MAX; i++) {
      try {
        storage.commit(group.changes());
        return;
      } catch (StorageException e) {
        synchronized (this) {
          if (e.kind() != Kind.FULL || !eviction.evict(index, Lane.TELEMETRY, Eviction.HARMLESS)) {
            throw e;
          }
        }
      }
    }
    throw new StorageException(Kind.FULL, "the disk is full");
  }

  private synchronized boolean hasRoom(Lane lane, long bytes) throws StorageException {
    long since = unchecked.merge(lane, bytes, Long::sum);
    if (since < eviction.chunkBytes(lane) && !(state instanceof JournalState.Full)) {
      return true;
    }
    unchecked.put(lane, 0L);
    return eviction.makeRoom(index, lane);
  }

  private Append failure(StorageException e) {
    return switch (e.kind()) {
      case FULL -> full();
      case STALLED -> {
        stalled = true;
        yield full();
      }
      case BROKEN, CORRUPT, IN_USE, CLOSED -> {
        fail(e.reason());
        yield new Append.Broken(e.reason());
      }
    };
  }

  private Append full() {
    long free = storage.freeBytes();
    state = new JournalState.Full(free);
    return new Append.DiskFull(free);
  }

  private static List<Append> same(List<Draft> drafts, Append append) {
    return Collections.nCopies(drafts.size(), append);
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

  /// Looks after itself; to be called every few seconds by the appending thread. After the disk had
  /// stalled it is opened again here, under a new incarnation.
  public void tend() {
    suspects.tick();
    if (!(state instanceof JournalState.Failed)) {
      storage.tend();
    }
    if (!stalled) {
      return;
    }
    try {
      storage.reopen();
      synchronized (this) {
        // A trim between the reading and its taking effect would be forgotten.
        index = new Index(storage, beginnings.get());
      }
      stalled = false;
      appended.run();
    } catch (StorageException e) {
      if (e.kind() != Kind.FULL && e.kind() != Kind.STALLED) {
        fail(e.reason());
      }
    }
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
    if (problem.kind() != Kind.CORRUPT || !suspects.isCertain(place)) {
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
      // Trimmed meanwhile; what lies behind it is still there.
      return next(place.startCounter(), place.lane(), place.sequence());
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

  /// What it could still take before it would give up something that the cloud has not.
  public long freeBytes() {
    Index now = index;
    long committed = eviction.committedBytes(now, Lane.TELEMETRY);
    long unsent = eviction.bytes(now, Lane.TELEMETRY) - committed;
    long alarms = Math.max(0, eviction.bytes(now, Lane.ALARM) - limits.alarmBytes());
    long share = limits.telemetryBytes() - alarms - unsent;
    return Math.max(0, Math.min(share, storage.freeBytes() + committed));
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
