package io.arxos.gateway.journal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A disk in memory. It can be full, break, and lose what was not synced; "sync off" makes it lie.
public final class MemoryStorage implements Storage {
  private final Map<Table, TreeMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
  private StorageException.@Nullable Kind failure;
  private boolean ghost;
  private boolean stalled;
  private final Map<Table, Set<Long>> unreadable = new EnumMap<>(Table.class);
  private int callsUntilFailure = -1;
  private StorageException.@Nullable Kind nextFailure;
  private boolean open = true;
  private Runnable whenRead = () -> {};

  public MemoryStorage() {
    for (Table table : Table.values()) {
      tables.put(table, new TreeMap<>(Arrays::compareUnsigned));
    }
  }

  /// What is on the disk now; opening it anew is what a restart finds.
  public synchronized MemoryStorage image() {
    var image = new MemoryStorage();
    tables.forEach((table, rows) -> image.rows(table).putAll(rows));
    return image;
  }

  /// Takes the last blocks of the telemetry lane away with their bookkeeping, as a disk does that
  /// had only said it was synced.
  public synchronized void loseBlocks(int count) {
    for (int i = 0; i < count && !rows(Table.TELEMETRY).isEmpty(); i++) {
      byte[] key = rows(Table.TELEMETRY).pollLastEntry().getKey();
      long counter = Keys.number(Arrays.copyOf(key, 8));
      long first = Keys.number(Arrays.copyOfRange(key, 8, 16));
      rows(Table.META).put(Keys.mark(Keys.LAST, counter, Lane.TELEMETRY), Keys.number(first - 1));
    }
  }

  synchronized void fail(StorageException.@Nullable Kind kind) {
    failure = kind;
  }

  /// Fails the next commit, and writes it all the same.
  synchronized void failAndWrite() {
    failure = StorageException.Kind.BROKEN;
    ghost = true;
  }

  /// Fails the n-th call from now on, once; counted from 1.
  synchronized void failCall(int n, StorageException.Kind kind) {
    callsUntilFailure = n;
    nextFailure = kind;
  }

  /// The next call finds that the disk is full in the midst of a write.
  public void stall() {
    failCall(1, StorageException.Kind.STALLED);
  }

  /// Whether the failure that was asked for has not come yet.
  synchronized boolean failureIsAhead() {
    return callsUntilFailure > 0;
  }

  /// What is neither gone with its file nor ever was there cannot be read.
  synchronized void forget(Table table, byte[] key) {
    rows(table).remove(key);
  }

  /// Makes a block unreadable, or readable again.
  synchronized void unreadable(Table table, byte[] key, boolean is) {
    long first = Keys.number(Arrays.copyOfRange(key, 8, 16));
    Set<Long> firsts = unreadable.computeIfAbsent(table, _ -> new HashSet<>());
    if (is) {
      firsts.add(first);
    } else {
      firsts.remove(first);
    }
  }

  synchronized void flipBit(Table table, byte[] key, int bit) {
    rows(table)
        .computeIfPresent(
            key,
            (_, value) -> {
              value[bit >> 3] ^= (byte) (1 << (bit & 7));
              return value;
            });
  }

  /// Runs once, when a table has been read whole and before anybody else comes in.
  synchronized void whenRead(Runnable once) {
    whenRead = once;
  }

  synchronized int size(Table table) {
    return rows(table).size();
  }

  @Override
  public synchronized void commit(List<Change> changes) throws StorageException {
    check();
    if (failure != null && !ghost) {
      throw new StorageException(failure, "simulated");
    }
    for (Change change : changes) {
      byte[] value = change.value();
      if (value == null) {
        rows(change.table()).remove(change.key());
      } else {
        rows(change.table()).put(change.key(), value.clone());
      }
    }
    if (ghost) {
      ghost = false;
      throw new StorageException(StorageException.Kind.BROKEN, "simulated");
    }
  }

  @Override
  public synchronized @Nullable Entry floor(Table table, byte[] key) throws StorageException {
    check();
    return readable(table, entry(rows(table).floorEntry(key)));
  }

  @Override
  public synchronized @Nullable Entry ceiling(Table table, byte[] key) throws StorageException {
    check();
    if (!rows(table).containsKey(key)) {
      // As the database does, which looks at the place before the key too.
      readable(table, entry(rows(table).lowerEntry(key)));
    }
    return readable(table, entry(rows(table).ceilingEntry(key)));
  }

  @Override
  public synchronized void forEach(Table table, BiConsumer<byte[], byte[]> action)
      throws StorageException {
    check();
    rows(table).forEach(action);
    Runnable now = whenRead;
    whenRead = () -> {};
    now.run();
  }

  @Override
  public synchronized void drop(Table table, byte[] from, byte[] to) throws StorageException {
    check();
    rows(table).subMap(from, to).clear();
  }

  @Override
  public synchronized long bytes(Table table, byte[] from, byte[] to) {
    return rows(table).subMap(from, to).entrySet().stream()
        .mapToLong(entry -> entry.getKey().length + entry.getValue().length)
        .sum();
  }

  @Override
  public synchronized void reopen() throws StorageException {
    if (failure == StorageException.Kind.FULL) {
      throw new StorageException(failure, "simulated");
    }
    stalled = false;
    check();
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public long freeBytes() {
    return 1L << 30;
  }

  @Override
  public synchronized void close() {
    open = false;
  }

  private void check() throws StorageException {
    if (!open) {
      throw new StorageException(StorageException.Kind.CLOSED, "the journal is closed");
    }
    if (callsUntilFailure > 0 && --callsUntilFailure == 0 && nextFailure != null) {
      stalled = nextFailure == StorageException.Kind.STALLED;
      throw new StorageException(nextFailure, "simulated");
    }
    if (stalled) {
      throw new StorageException(StorageException.Kind.STALLED, "simulated");
    }
  }

  private @Nullable Entry readable(Table table, @Nullable Entry entry) throws StorageException {
    if (entry != null
        && table != Table.META
        && unreadable
            .getOrDefault(table, Set.of())
            .contains(Keys.number(Arrays.copyOfRange(entry.key(), 8, 16)))) {
      throw new StorageException(StorageException.Kind.CORRUPT, "simulated");
    }
    return entry;
  }

  private TreeMap<byte[], byte[]> rows(Table table) {
    return tables.computeIfAbsent(table, _ -> new TreeMap<>(Arrays::compareUnsigned));
  }

  private static @Nullable Entry entry(Map.@Nullable Entry<byte[], byte[]> entry) {
    return entry == null ? null : new Entry(entry.getKey(), entry.getValue().clone());
  }
}
