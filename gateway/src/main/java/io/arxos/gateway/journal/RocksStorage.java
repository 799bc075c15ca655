package io.arxos.gateway.journal;

import io.arxos.gateway.journal.StorageException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The disk: RocksDB, and nothing of the journal's rules.
///
/// Space is asked for before each commit and a reserve is left, because RocksDB recovers by itself
/// when a flush finds the disk full, but not when the write-ahead log does.
final class RocksStorage implements Storage {
  /// Left free: the whole write-ahead log, the memtables and a compaction's output.
  static final long RESERVE_BYTES = 32L << 20;

  private final Path folder;
  private final long quotaBytes;
  private final RocksTuning tuning;
  private final RocksDB db;
  private final List<ColumnFamilyHandle> families;
  private final WriteOptions synced = new WriteOptions().setSync(true);

  /// Using takes it shared, closing alone: a native object that is used after its end ends the
  /// whole process.
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  private RocksStorage(
      Place place, RocksTuning tuning, RocksDB db, List<ColumnFamilyHandle> families) {
    this.folder = place.folder();
    this.quotaBytes = place.quotaBytes();
    this.tuning = tuning;
    this.db = db;
    this.families = families;
  }

  private record Place(Path folder, long quotaBytes) {}

  static RocksStorage open(Path folder, long quotaBytes) throws StorageException {
    var tuning = new RocksTuning();
    List<ColumnFamilyDescriptor> descriptors =
        Arrays.stream(Table.values()).map(tuning::family).toList();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try {
      var db = RocksDB.open(tuning.database(), folder.toString(), descriptors, families);
      return new RocksStorage(new Place(folder, quotaBytes), tuning, db, families);
    } catch (RocksDBException e) {
      tuning.close();
      throw failure(e);
    }
  }

  @Override
  public void commit(List<Change> changes) throws StorageException {
    boolean grows = changes.stream().anyMatch(change -> change.table() != Table.META);
    if (grows && freeBytes() < RESERVE_BYTES) {
      throw new StorageException(Kind.FULL, "the disk is full");
    }
    using(() -> {
      try (var batch = new WriteBatch()) {
        for (Change change : changes) {
          byte[] value = change.value();
          if (value == null) {
            batch.delete(family(change.table()), change.key());
          } else {
            batch.put(family(change.table()), change.key(), value);
          }
        }
        db.write(synced, batch);
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
    using(() -> {
      try (var iterator = db.newIterator(family(table))) {
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
  public void forEach(Table table, BiConsumer<byte[], byte[]> action) throws StorageException {
    using(() -> {
      try (var iterator = db.newIterator(family(table))) {
        for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
          action.accept(iterator.key(), iterator.value());
        }
        iterator.status();
        return 0;
      }
    });
  }

  @Override
  public void dropBelow(Table table, byte[] key) throws StorageException {
    using(() -> {
      db.deleteFilesInRanges(family(table), List.of(new byte[0], key), false);
      return 0;
    });
  }

  @Override
  public long bytes() {
    try {
      return using(() ->
          db.getAggregatedLongProperty("rocksdb.live-sst-files-size")
              + db.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables"));
    } catch (StorageException e) {
      return 0;
    }
  }

  @Override
  public long freeBytes() {
    return Math.min(folder.toFile().getUsableSpace(), Math.max(0, quotaBytes - bytes()));
  }

  @Override
  public void close() {
    Lock alone = life.writeLock();
    alone.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      families.forEach(ColumnFamilyHandle::close);
      db.close();
      synced.close();
      tuning.close();
    } finally {
      alone.unlock();
    }
  }

  private long using(Work work) throws StorageException {
    Lock shared = life.readLock();
    shared.lock();
    try {
      if (closed) {
        throw new StorageException(Kind.CLOSED, "the journal is closed");
      }
      return work.run();
    } catch (RocksDBException e) {
      throw failure(e);
    } finally {
      shared.unlock();
    }
  }

  private ColumnFamilyHandle family(Table table) {
    return families.get(table.ordinal());
  }

  private static StorageException failure(RocksDBException e) {
    Status status = e.getStatus();
    String message = String.valueOf(e.getMessage());
    boolean unreadable =
        status != null
            && switch (status.getCode()) {
              case Corruption, NotFound, InvalidArgument -> true;
              case null, default -> message.contains("No such file or directory");
            };
    return new StorageException(unreadable ? Kind.CORRUPT : Kind.BROKEN, message);
  }

  private interface Work {
    long run() throws RocksDBException;
  }

  private interface Seek {
    void to(RocksIterator iterator);
  }
}
