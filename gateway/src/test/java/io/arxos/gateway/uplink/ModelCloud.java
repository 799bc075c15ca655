package io.arxos.gateway.uplink;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The cloud in memory, as small as it can be and still be wrong in every way the real one can: a
/// log that loses its tail or doubles a record, a store that is restored, streams that are cut.
final class ModelCloud implements Link.Connector {
  record Key(IncarnationId incarnation, Lane lane) {}

  record Row(Key key, long sequence) {}

  /// Where a produced block stands in the log, and its last sequence.
  private record Produced(int position, long last) {}

  /// What the store holds; a backup is a copy of it.
  private record Store(
      Map<Key, Long> next, Map<Row, Long> rows, Map<Row, String> lost, int position) {
    Store copy() {
      return new Store(new HashMap<>(next), new HashMap<>(rows), new HashMap<>(lost), position);
    }

    Store at(int otherPosition) {
      return new Store(next, rows, lost, otherPosition);
    }
  }

  /// One connection's end in the cloud.
  final class Wire implements Link {
    final Deque<Up> queue = new ArrayDeque<>();
    private final Listener listener;
    private final List<Held> hello = new ArrayList<>();
    private final Map<Key, Produced> produced = new HashMap<>();
    private final Map<Key, Long> answered = new HashMap<>();
    private long session;
    private boolean closed;

    Wire(Listener listener) {
      this.listener = listener;
    }

    @Override
    public boolean ready() {
      return queue.size() < 8;
    }

    @Override
    public void send(Up message) {
      if (!closed) {
        queue.add(message);
      }
    }

    @Override
    public void close(String because) {
      closed = true;
    }

    void cut(String because) {
      if (!closed) {
        closed = true;
        listener.closed(because);
      }
    }
  }

  private final SplittableRandom random;
  private final boolean nacks;
  private final List<Up> log = new ArrayList<>();
  private final List<Down> oldAnswers = new ArrayList<>();
  private Store store = new Store(new HashMap<>(), new HashMap<>(), new HashMap<>(), 0);
  private Store backup = store.copy();
  private @Nullable Wire live;
  private long sessions;

  ModelCloud(SplittableRandom random, boolean nacks) {
    this.random = random;
    this.nacks = nacks;
  }

  @Override
  public Link connect(Link.Listener listener) {
    live = new Wire(listener);
    return live;
  }

  @Override
  public void close() {
    // Nothing is shared.
  }

  /// Takes one message of the live connection.
  boolean receive() {
    Wire wire = live;
    if (wire == null || wire.closed || wire.queue.isEmpty()) {
      return false;
    }
    switch (wire.queue.removeFirst()) {
      case Up.Hello hello -> {
        wire.hello.addAll(hello.held());
        if (hello.lastPage()) {
          welcome(wire);
        }
      }
      case Up.Block block -> produce(wire, block, block.place());
      case Up.Gap gap -> produce(wire, gap, gap.place());
      case Up.Live _, Up.Result _, Up.Status _, Up.InHand _, Up.Model _ -> {
        // Not stored here.
      }
    }
    return true;
  }

  private void welcome(Wire wire) {
    wire.session = ++sessions;
    List<Down.Position> positions = new ArrayList<>();
    for (Held held : wire.hello) {
      for (Lane lane : Lane.values()) {
        var key = new Key(held.header().incarnation(), lane);
        positions.add(position(key));
        wire.answered.put(key, next(store, key));
      }
    }
    long credit = 200 + random.nextInt(2000);
    int blocks = random.nextInt(5);
    wire.listener.received(new Down.Welcome(wire.session, positions, credit, blocks, false, false));
  }

  private void produce(Wire wire, Up message, Up.Place place) {
    log.add(message);
    wire.produced.put(
        new Key(place.incarnation(), place.lane()), new Produced(log.size() - 1, place.last()));
  }

  /// Moves one record of the log to the store.
  boolean store() {
    if (store.position() > log.size()) {
      store = store.at(log.size()); // the log lost its tail
    }
    if (store.position() == log.size()) {
      return false;
    }
    switch (log.get(store.position())) {
      case Up.Block(Up.Place place, List<byte[]> payloads) ->
          payloads.forEach(one -> take(placed(place, one), decoded(one), ""));
      case Up.Gap(Up.Place place, String reason, _) -> take(place, null, reason);
      default -> throw new IllegalStateException("only blocks and gaps are on the log");
    }
    store = store.at(store.position() + 1);
    return true;
  }

  /// The place of one block among those of a message.
  private static Up.Place placed(Up.Place all, byte[] payload) {
    try {
      BlockCodec.Range range = BlockCodec.check(payload);
      return new Up.Place(
          all.incarnation(), all.lane(), range.first(), range.last(), all.session());
    } catch (BadBlock bad) {
      throw new IllegalStateException(bad);
    }
  }

  private void take(Up.Place place, @Nullable Columns columns, String reason) {
    var key = new Key(place.incarnation(), place.lane());
    long next = next(store, key);
    if (next < place.first() || place.last() < next) {
      return; // a gap, refused; or a repeat
    }
    for (long sequence = next; sequence <= place.last(); sequence++) {
      var row = new Row(key, sequence);
      if (columns == null) {
        store.lost().put(row, reason);
      } else {
        store.rows().put(row, columns.integer((int) (sequence - place.first())));
      }
    }
    store.next().put(key, place.last() + 1);
  }

  /// Answers the live connection from the store.
  boolean answer() {
    Wire wire = live;
    if (wire == null || wire.closed || wire.session == 0) {
      return false;
    }
    boolean any = false;
    for (Key key : Set.copyOf(wire.answered.keySet())) {
      long next = next(store, key);
      if (next > wire.answered.getOrDefault(key, 1L)) {
        wire.answered.put(key, next);
        any = true;
        tell(wire, new Down.Ack(position(key), wire.session, 0));
      }
      Produced produced = wire.produced.get(key);
      if (produced == null || next > produced.last()) {
        continue;
      }
      boolean passed = store.position() > produced.position();
      if (nacks && (passed || log.size() <= produced.position())) {
        wire.produced.remove(key);
        any = true;
        tell(wire, new Down.Nack(key.incarnation(), key.lane(), next, wire.session, ""));
      }
    }
    return any;
  }

  private void tell(Wire wire, Down answer) {
    oldAnswers.add(answer);
    wire.listener.received(answer);
  }

  // What can go wrong.

  /// What was under way may still reach the log.
  void cut() {
    Wire wire = live;
    if (wire == null || wire.closed) {
      return;
    }
    for (Up message : wire.queue) {
      if (message instanceof Up.Block && random.nextBoolean()) {
        log.add(message);
      }
    }
    wire.cut("the link was cut");
  }

  void doubleLastRecord() {
    if (!log.isEmpty()) {
      log.add(log.getLast());
    }
  }

  void loseTail() {
    int count = Math.min(log.size(), 1 + random.nextInt(3));
    log.subList(log.size() - count, log.size()).clear();
  }

  void repeatAnOldAnswer() {
    Wire wire = live;
    if (wire != null && !oldAnswers.isEmpty()) {
      wire.listener.received(oldAnswers.get(random.nextInt(oldAnswers.size())));
    }
  }

  void backUp() {
    backup = store.copy();
  }

  /// The store goes back to its backup, and the log is another one.
  void restore() {
    store = backup.copy().at(0);
    log.clear();
    oldAnswers.clear(); // an answer never crosses a restore: its stream has ended
    cut();
    log.clear();
  }

  // What is asked at the end.

  Map<Long, Integer> timesStored() {
    Map<Long, Integer> times = new HashMap<>();
    store.rows().values().forEach(value -> times.merge(value, 1, Integer::sum));
    return times;
  }

  int lost() {
    return store.lost().size();
  }

  /// Rows and lost are dense up to the cursor, and disjoint.
  boolean isSound() {
    Set<Row> all = new HashSet<>(store.rows().keySet());
    boolean disjoint = all.stream().noneMatch(store.lost()::containsKey);
    all.addAll(store.lost().keySet());
    long expected = store.next().values().stream().mapToLong(next -> next - 1).sum();
    return disjoint
        && all.size() == expected
        && all.stream().allMatch(row -> row.sequence() < next(store, row.key()));
  }

  private Down.Position position(Key key) {
    return new Down.Position(
        key.incarnation(), key.lane(), next(store, key), next(backup, key) - 1);
  }

  private static long next(Store store, Key key) {
    return store.next().getOrDefault(key, 1L);
  }

  private static Columns decoded(byte[] payload) {
    try {
      return BlockCodec.decode(payload);
    } catch (BadBlock bad) {
      throw new IllegalStateException(bad);
    }
  }
}
