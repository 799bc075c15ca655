package io.arxos.gateway.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Lets the fuzz target reach what reads the journal's bookkeeping.
public final class JournalBridge {
  private JournalBridge() {}

  public static boolean readsHeader(byte[] data) {
    try {
      Headers.read(data);
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  /// Begins an incarnation over bookkeeping made of the bytes: length of a key, length of a value,
  /// key, value, and so on.
  public static boolean opens(byte[] data) {
    var birth = new Header.Birth("boot", 1, 1, true);
    try {
      return new Index(new Disk(entries(data)), new Beginning(id(), birth)).now() != null;
    } catch (StorageException e) {
      return false;
    }
  }

  private static IncarnationId id() {
    byte[] bytes = new byte[IncarnationId.BYTES];
    Arrays.fill(bytes, (byte) 7);
    return IncarnationId.of(bytes);
  }

  private static List<Storage.Entry> entries(byte[] data) {
    List<Storage.Entry> entries = new ArrayList<>();
    var in = ByteBuffer.wrap(data);
    while (in.remaining() >= 2) {
      byte[] key = new byte[Math.min(in.get() & 31, in.remaining() - 1)];
      byte[] value = new byte[Math.min(in.get() & 0xff, in.remaining() - key.length)];
      in.get(key).get(value);
      entries.add(new Storage.Entry(key, value));
    }
    return entries;
  }

  /// A disk with this bookkeeping and no blocks.
  private record Disk(List<Entry> entries) implements Storage {
    @Override
    public void commit(List<Change> changes) {}

    @Override
    public @Nullable Entry floor(Table table, byte[] key) {
      return null;
    }

    @Override
    public @Nullable Entry ceiling(Table table, byte[] key) {
      return null;
    }

    @Override
    public void forEach(Table table, BiConsumer<byte[], byte[]> action) {
      entries.forEach(entry -> action.accept(entry.key(), entry.value()));
    }

    @Override
    public void drop(Table table, byte[] from, byte[] to) {}

    @Override
    public long bytes(Table table, byte[] from, byte[] to) {
      return 0;
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public long freeBytes() {
      return Long.MAX_VALUE;
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {}
  }
}
