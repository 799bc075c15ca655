package io.arxos.simulation;

import io.arxos.cloud.log.LaneKey;
import io.arxos.gateway.journal.Storage;
import io.arxos.gateway.journal.StorageException;
import io.arxos.gateway.journal.StorageException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A card. It keeps what a commit has synced, unless it is told to do worse: fail at one call, be
/// full, turn a bit, lose a block, be unreadable in one place, or have lied about the last commits.
final class SimDisk implements Storage {
  private static final int UNDO_MAX = 8;
  private static final byte HEADER = 'h';
  private static final byte TRIMMED = 't';
  private static final byte GAP = 'g';

  /// What a card is asked to tell.
  interface Watcher {
    void began(long startCounter, byte[] incarnation);

    /// A block was written.
    void synced(long startCounter, Table table, byte[] block);

    void trimmed(long startCounter, int lane, long upTo);

    void gaveUp(long startCounter, int lane, GivenUp what);
  }

  /// @param why as the gateway says it
  record GivenUp(long first, long last, String why) {}

  private record Undo(Table table, byte[] key, byte @Nullable [] before) {}

  private final Map<Table, TreeMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
  private final Deque<List<Undo>> undo = new ArrayDeque<>();
  private Watcher watcher;
  private long bytes;
  private long capacity = Long.MAX_VALUE / 2;
  private boolean open = true;

  // A fault that waits for its call.
  private @Nullable DiskFault fault;
  private int callsUntilFault;
  private int calls;
  private Map.@Nullable Entry<Table, byte[]> unreadable;
  private boolean lies;
  private boolean full;

  SimDisk(Watcher watcher) {
    this.watcher = watcher;
    for (Table table : Table.values()) {
      tables.put(table, new TreeMap<>(Arrays::compareUnsigned));
    }
  }

  /// Another card with the same content.
  SimDisk image(Watcher ofImage) {
    var image = new SimDisk(ofImage);
    tables.forEach((table, rows) -> image.rows(table).putAll(rows));
    image.bytes = bytes;
    image.capacity = capacity;
    image.lies = lies;
    image.full = full;
    image.unreadable = unreadable;
    return image;
  }

  /// What a restart of the machine finds.
  SimDisk restarted(Watcher next) {
    if (lies) {
      forgetLast(UNDO_MAX);
    }
    var after = image(next);
    after.fault = fault;
    after.callsUntilFault = callsUntilFault;
    after.calls = calls;
    return after;
  }

  void failAt(int callsFromNow, DiskFault what) {
    callsUntilFault = callsFromNow;
    fault = what;
  }

  /// Whether there was ever no room for something.
  boolean wasFull() {
    return full;
  }

  int calls() {
    return calls;
  }

  /// No more errors from now on. What is damaged stays so.
  void mendErrors() {
    fault = null;
    capacity = Long.MAX_VALUE / 2;
  }

  void capacity(long most) {
    full |= most < Long.MAX_VALUE / 2;
    capacity = most;
  }

  /// From now on a sync is a promise that is not kept: a power cut takes the last commits away.
  void lie() {
    lies = true;
  }

  /// The last commits were never written.
  int forgetLast(int commits) {
    int done = 0;
    while (done < commits && !undo.isEmpty()) {
      for (var one : undo.removeLast().reversed()) {
        put(one.table(), one.key(), one.before());
      }
      done++;
    }
    return done;
  }

  /// Something becomes wrong with one block.
  ///
  /// @return which, or null when there is none
  Map.@Nullable Entry<Table, byte[]> damage(Chance chance) {
    var table = chance.oneIn(3) ? Table.ALARM : Table.TELEMETRY;
    if (rows(table).isEmpty()) {
      return null;
    }
    byte[] key = chance.of(List.copyOf(rows(table).keySet()));
    switch (chance.below(3)) {
      case 0 -> put(table, key, null);
      case 1 -> unreadable = Map.entry(table, key);
      default -> {
        byte[] torn = rows(table).getOrDefault(key, new byte[1]).clone();
        int bit = chance.below(torn.length * 8);
        torn[bit >> 3] ^= (byte) (1 << (bit & 7));
        put(table, key, torn);
      }
    }
    return Map.entry(table, key);
  }

  /// Every block, by start counter.
  void blocks(BlockVisitor visitor) {
    for (Table table : List.of(Table.ALARM, Table.TELEMETRY)) {
      rows(table)
          .forEach((key, block) -> visitor.visit(ByteBuffer.wrap(key).getLong(), table, block));
    }
  }

  interface BlockVisitor {
    void visit(long startCounter, Table table, byte[] block);
  }

  @Override
  public void commit(List<Change> changes) throws StorageException {
    var now = call();
    boolean grows = changes.stream().anyMatch(change -> change.table() != Table.META);
    long more = changes.stream().mapToLong(c -> c.value() == null ? 0 : c.value().length).sum();
    if (grows && (now == DiskFault.ENOSPC || bytes + more > capacity)) {
      full = true;
      throw new StorageException(Kind.FULL, "simulated: no space");
    }
    if (now == DiskFault.EIO) {
      throw new StorageException(Kind.BROKEN, "simulated: EIO");
    }
    write(changes);
    if (now == DiskFault.EIO_YET_WRITTEN) {
      throw new StorageException(Kind.BROKEN, "simulated: EIO");
    }
    if (now == DiskFault.DEATH_AFTER) {
      throw new Death("after a commit");
    }
  }

  private void write(List<Change> changes) {
    var undone = new java.util.ArrayList<Undo>();
    for (Change change : changes) {
      undone.add(new Undo(change.table(), change.key(), rows(change.table()).get(change.key())));
      put(change.table(), change.key(), change.value());
      tell(change);
    }
    undo.addLast(undone);
    if (undo.size() > UNDO_MAX) {
      undo.removeFirst();
    }
  }

  private void tell(Change change) {
    byte[] value = change.value();
    if (value == null) {
      return;
    }
    var key = ByteBuffer.wrap(change.key());
    if (change.table() != Table.META) {
      watcher.synced(key.getLong(), change.table(), value);
      return;
    }
    byte kind = key.get();
    long counter = key.getLong();
    if (kind == HEADER) {
      watcher.began(counter, Arrays.copyOfRange(value, 1, 17));
    } else if (kind == TRIMMED) {
      watcher.trimmed(counter, lane(key.get()), ByteBuffer.wrap(value).getLong());
    } else if (kind == GAP) {
      int lane = lane(key.get());
      watcher.gaveUp(counter, lane, gap(key.getLong(), value));
    }
  }

  private static GivenUp gap(long first, byte[] value) {
    var record = ByteBuffer.wrap(value);
    long last = record.getLong(1);
    int chars = record.getShort(25);
    return new GivenUp(first, last, new String(value, 27, chars, StandardCharsets.UTF_8));
  }

  private static int lane(byte ordinal) {
    return ordinal == 0 ? LaneKey.ALARM : LaneKey.TELEMETRY;
  }

  @Override
  public @Nullable Entry floor(Table table, byte[] key) throws StorageException {
    read();
    return entry(table, rows(table).floorEntry(key));
  }

  @Override
  public @Nullable Entry ceiling(Table table, byte[] key) throws StorageException {
    read();
    return entry(table, rows(table).ceilingEntry(key));
  }

  @Override
  public void forEach(Table table, BiConsumer<byte[], byte[]> action) throws StorageException {
    read();
    List.copyOf(rows(table).entrySet()).forEach(e -> action.accept(e.getKey(), e.getValue()));
  }

  @Override
  public void drop(Table table, byte[] from, byte[] to) throws StorageException {
    read();
    List.copyOf(rows(table).subMap(from, to).keySet()).forEach(key -> put(table, key, null));
  }

  @Override
  public long bytes(Table table, byte[] from, byte[] to) {
    return rows(table).subMap(from, to).values().stream().mapToLong(one -> one.length).sum();
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long freeBytes() {
    return Math.max(0, capacity - bytes);
  }

  @Override
  public void reopen() throws StorageException {
    read();
  }

  @Override
  public void close() {
    open = false;
  }

  private void read() throws StorageException {
    switch (call()) {
      case EIO, EIO_YET_WRITTEN -> throw new StorageException(Kind.BROKEN, "simulated: EIO");
      case DEATH_AFTER -> throw new Death("at a read");
      case ENOSPC, DEATH_BEFORE -> {
        // No space is no matter to a read; the other has ended the process already.
      }
      case null -> {}
    }
  }

  private @Nullable DiskFault call() throws StorageException {
    if (!open) {
      throw new StorageException(Kind.CLOSED, "the journal is closed");
    }
    calls++;
    if (fault == null || --callsUntilFault > 0) {
      return null;
    }
    var now = fault;
    fault = null;
    if (now == DiskFault.DEATH_BEFORE) {
      throw new Death("before a call of the disk");
    }
    return now;
  }

  private void put(Table table, byte[] key, byte @Nullable [] value) {
    if (unreadable != null
        && unreadable.getKey() == table
        && Arrays.equals(unreadable.getValue(), key)) {
      unreadable = null;
    }
    byte[] before = value == null ? rows(table).remove(key) : rows(table).put(key, value);
    bytes += (value == null ? 0 : value.length) - (before == null ? 0 : before.length);
  }

  private @Nullable Entry entry(Table table, Map.@Nullable Entry<byte[], byte[]> found)
      throws StorageException {
    if (found == null) {
      return null;
    }
    if (unreadable != null
        && unreadable.getKey() == table
        && Arrays.equals(unreadable.getValue(), found.getKey())) {
      throw new StorageException(Kind.CORRUPT, "simulated: unreadable");
    }
    return new Entry(found.getKey(), found.getValue().clone());
  }

  private TreeMap<byte[], byte[]> rows(Table table) {
    return tables.computeIfAbsent(table, _ -> new TreeMap<>(Arrays::compareUnsigned));
  }
}
