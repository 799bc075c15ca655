package io.arxos.gateway.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Ordered tables of bytes on a disk. The journal's rules are above it; it knows the disk alone, so
/// that a simulated disk with every bad habit can stand in its place.
///
/// Safe for any thread, `close` included.
public interface Storage extends AutoCloseable {
  /// Bookkeeping, and one table of blocks per lane.
  enum Table {
    META,
    ALARM,
    TELEMETRY
  }

  /// @param value null removes the key (only ever used in [Table#META])
  record Change(Table table, byte[] key, byte @Nullable [] value) {}

  record Entry(byte[] key, byte[] value) {}

  /// Makes all changes or none; they survive a power cut when it returns. When it throws anything
  /// but FULL it is not known whether they will be there after the next opening. Bookkeeping alone
  /// is never refused as FULL: trimming is what makes space. Alarms may use a reserve that
  /// telemetry may not.
  void commit(List<Change> changes) throws StorageException;

  /// The entry with the greatest key at or below.
  @Nullable Entry floor(Table table, byte[] key) throws StorageException;

  /// The entry with the smallest key at or above.
  @Nullable Entry ceiling(Table table, byte[] key) throws StorageException;

  /// The entries with the smallest keys at or above, in order: the first, and as many more as hold
  /// so many bytes together. Empty when there is none.
  default List<Entry> from(Table table, byte[] key, long bytesMax) throws StorageException {
    List<Entry> found = new ArrayList<>();
    long bytes = 0;
    for (Entry entry = ceiling(table, key); entry != null; ) {
      bytes += entry.value().length;
      if (!found.isEmpty() && bytes > bytesMax) {
        break;
      }
      found.add(entry);
      // The least key above it is the same with a zero behind.
      entry = ceiling(table, Arrays.copyOf(entry.key(), entry.key().length + 1));
    }
    return found;
  }

  /// Every entry in order of keys.
  void forEach(Table table, BiConsumer<byte[], byte[]> action) throws StorageException;

  /// May forget entries from a key up to below another, where that is cheap (whole files).
  void drop(Table table, byte[] from, byte[] to) throws StorageException;

  /// What the entries from a key up to below another take on the disk, about.
  long bytes(Table table, byte[] from, byte[] to);

  /// What all tables take on the disk, about.
  long bytes();

  /// What the disk still has.
  long freeBytes();

  /// Closes and opens again, as a start of the process would, after it had STALLED.
  void reopen() throws StorageException;

  /// Looks after itself; called every few seconds.
  default void tend() {
    // Nothing to look after.
  }

  @Override
  void close();
}
