package io.arxos.gateway.journal;

import io.arxos.gateway.journal.StorageException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Range;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The disk: RocksDB, and nothing of the journal's rules.
///
/// Space is asked for before each commit and a reserve is left, because RocksDB recovers by itself
/// when a flush finds the disk full, but not when the write-ahead log does. When somebody else was
/// faster and it does, nothing more is taken until [#reopen], which a ballast makes room for.
final class RocksStorage implements Storage {
  private final Path folder;
  private final Space space;
  private final WriteOptions synced = new WriteOptions().setSync(true);

  /// Using takes it shared, opening and closing alone: a native object that is used after its end
  /// ends the whole process.
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  /// Null when it could not be opened again, and when it is closed.
  private @Nullable OpenRocks open;

  private boolean closed;

  private RocksStorage(Path folder, Space space, OpenRocks open) {
    this.folder = folder;
    this.space = space;
    this.open = open;
  }

  static RocksStorage open(Path folder, Space space) throws StorageException {
    return new RocksStorage(folder, space, OpenRocks.at(folder));
  }

  /// To look at; nothing can be committed.
  static RocksStorage readOnly(Path folder) throws StorageException {
    var reserves = new JournalFolder.Reserves(0, 0, 0, 0);
    var none = new Ballast(folder, 0);
    return new RocksStorage(
        folder, new Space(folder, reserves, none, none), OpenRocks.readOnly(folder));
  }

  @Override
  public void commit(List<Change> changes) throws StorageException {
    if (!space.allows(changes)) {
      throw new StorageException(Kind.FULL, "the disk is full");
    }
    using(rocks -> {
      try (var batch = new WriteBatch()) {
        for (Change change : changes) {
          byte[] value = change.value();
          if (value == null) {
            batch.delete(rocks.family(change.table()), change.key());
          } else {
            batch.put(rocks.family(change.table()), change.key(), value);
          }
        }
        rocks.db.write(synced, batch);
        return changes.size();
      }
    });
  }

  @Override
  public @Nullable Entry floor(Table table, byte[] key) throws StorageException {
    return seek(table, iterator -> iterator.seekForPrev(key));
  }

  @Override
  public @Nullable Entry ceiling(Table table, byte[] key) throws StorageException {
    return seek(table, iterator -> iterator.seek(key));
  }

  private @Nullable Entry seek(Table table, Seek seek) throws StorageException {
    List<Entry> found = new ArrayList<>(1);
    using(rocks -> {
      try (var iterator = rocks.db.newIterator(rocks.family(table))) {
        seek.to(iterator);
        iterator.status();
        if (iterator.isValid()) {
          found.add(new Entry(iterator.key(), iterator.value()));
        }
        return 0;
      }
    });
    return found.isEmpty() ? null : found.getFirst();
  }

  @Override
  public List<Entry> from(Table table, byte[] key, long bytesMax) throws StorageException {
    List<Entry> found = new ArrayList<>();
    using(rocks -> {
      try (var iterator = rocks.db.newIterator(rocks.family(table))) {
        long bytes = 0;
        for (iterator.seek(key); iterator.isValid() && bytes < bytesMax; iterator.next()) {
          byte[] value = iterator.value();
          bytes += value.length;
          if (found.isEmpty() || bytes <= bytesMax) {
            found.add(new Entry(iterator.key(), value));
          }
        }
        iterator.status();
        return 0;
      }
    });
    return found;
  }

  @Override
  public void forEach(Table table, BiConsumer<byte[], byte[]> action) throws StorageException {
    using(rocks -> {
      try (var iterator = rocks.db.newIterator(rocks.family(table))) {
        for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
          action.accept(iterator.key(), iterator.value());
        }
        iterator.status();
        return 0;
      }
    });
  }

  @Override
  public void drop(Table table, byte[] from, byte[] to) throws StorageException {
    using(rocks -> {
      rocks.db.deleteFilesInRanges(rocks.family(table), List.of(from, to), false);
      return 0;
    });
  }

  @Override
  public long bytes(Table table, byte[] from, byte[] to) {
    try (var start = new Slice(from);
        var end = new Slice(to)) {
      return using(rocks ->
          rocks
              .db
              .getApproximateSizes(
                  rocks.family(table),
                  List.of(new Range(start, end)),
                  SizeApproximationFlag.INCLUDE_FILES,
                  SizeApproximationFlag.INCLUDE_MEMTABLES)[0]);
    } catch (StorageException e) {
      return 0;
    }
  }

  @Override
  public long bytes() {
    try {
      return using(rocks ->
          rocks.db.getAggregatedLongProperty("rocksdb.live-sst-files-size")
              + rocks.db.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables"));
    } catch (StorageException e) {
      return 0;
    }
  }

  @Override
  public long freeBytes() {
    return space.freeBytes();
  }

  @Override
  public void tend() {
    space.tend();
  }

  @Override
  public void reopen() throws StorageException {
    Lock alone = life.writeLock();
    alone.lock();
    try {
      if (closed) {
        throw new StorageException(Kind.CLOSED, "the journal is closed");
      }
      end();
      space.release();
      open = OpenRocks.at(folder);
    } finally {
      alone.unlock();
    }
  }

  @Override
  public void close() {
    Lock alone = life.writeLock();
    alone.lock();
    try {
      if (!closed) {
        closed = true;
        end();
        synced.close();
      }
    } finally {
      alone.unlock();
    }
  }

  private void end() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  private long using(Work work) throws StorageException {
    Lock shared = life.readLock();
    shared.lock();
    try {
      if (closed) {
        throw new StorageException(Kind.CLOSED, "the journal is closed");
      }
      if (open == null) {
        throw new StorageException(Kind.STALLED, "the journal could not be opened again");
      }
      return work.run(open);
    } catch (RocksDBException e) {
      throw OpenRocks.failure(e);
    } finally {
      shared.unlock();
    }
  }

  private interface Work {
    long run(OpenRocks rocks) throws RocksDBException;
  }

  private interface Seek {
    void to(RocksIterator iterator);
  }
}
