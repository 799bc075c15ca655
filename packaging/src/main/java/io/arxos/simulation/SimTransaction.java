package io.arxos.simulation;

import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogReader.Position;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One transaction: its changes are nobody's until it commits.
final class SimTransaction implements Ledger.Transaction {
  private final SimStore store;
  private final long server;
  private final List<Runnable> changes = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final TreeSet<LaneKey> touched = new TreeSet<>();

  SimTransaction(SimStore store) {
    this.store = store;
    this.server = store.server();
  }

  void commit() throws SQLException {
    alive();
    changes.forEach(Runnable::run);
    if (later.isEmpty()) {
      touched.forEach(lane -> store.audit().committed(store, lane));
    }
  }

  /// What a broken store commits by itself.
  void commitLater() throws SQLException {
    if (!later.isEmpty()) {
      call("transaction.between");
      later.forEach(Runnable::run);
      touched.forEach(lane -> store.audit().committed(store, lane));
    }
  }

  private boolean isCareless() {
    return store.mutant() == Mutant.LOCKED_BEFORE_EXISTING;
  }

  private void alive() throws SQLException {
    if (store.server() != server) {
      throw new SQLException("simulated: the server was restarted", "57P01");
    }
  }

  private void call(String where) throws SQLException {
    store.interruptions().at(where);
    alive();
  }

  @Override
  public SortedMap<Integer, Position> lockPositions(
      BlockLog.Identity log, SortedSet<Integer> partitions) throws SQLException {
    call("transaction.lockPositions");
    var locked = new TreeMap<Integer, Position>();
    for (int partition : partitions) {
      var place = new Tables.Place(log, partition);
      if (!isCareless() || store.tables().positions.containsKey(place)) {
        store.lock(place, this);
      }
      changes.add(() -> store.tables().positions.putIfAbsent(place, Position.at(0)));
      locked.put(partition, store.tables().positions.getOrDefault(place, Position.at(0)));
    }
    return locked;
  }

  @Override
  public SortedMap<LaneKey, Long> lockCursors(SortedSet<LaneKey> lanes) throws SQLException {
    call("transaction.lockCursors");
    var locked = new TreeMap<LaneKey, Long>();
    for (var lane : lanes) {
      if (!isCareless() || store.tables().cursors.containsKey(lane)) {
        store.lock(lane, this);
      }
      changes.add(() -> store.tables().cursors.putIfAbsent(lane, 1L));
      long next = store.tables().next(lane);
      boolean accepts = store.mutant() == Mutant.ACCEPT_GAP;
      locked.put(lane, accepts ? Math.max(next, store.seen(lane)) : next);
    }
    return locked;
  }

  @Override
  public void insert(List<Ledger.Row> rows) throws SQLException {
    call("transaction.insert");
    for (var row : rows) {
      unique(row);
      touched.add(row.lane());
      changes.add(() -> put(row));
    }
  }

  private void put(Ledger.Row row) {
    if (store.tables().rows(row.lane()).put(row.first(), row) != null) {
      store.audit().twice(row);
    }
  }

  /// Whoever inserts the same key waits for the other, and is refused when that commits.
  private void unique(Ledger.Row row) throws SQLException {
    if (isCareless()) {
      return;
    }
    store.lock(new Key(row.lane(), row.first()), this);
    if (store.tables().rows(row.lane()).containsKey(row.first())) {
      throw new SQLException("simulated: the row is there", "23505");
    }
  }

  private record Key(LaneKey lane, long first) {}

  @Override
  public void insertLosses(List<Ledger.Loss> losses) throws SQLException {
    alive();
    for (var loss : losses) {
      touched.add(loss.lane());
      changes.add(() -> store.tables().losses(loss.lane()).put(loss.first(), loss));
      changes.add(() -> store.audit().lost(store, loss));
    }
  }

  @Override
  public void insertParked(List<Ledger.Parked> parked) throws SQLException {
    alive();
    changes.add(() -> store.tables().parked += parked.size());
  }

  @Override
  public void writeCursors(SortedMap<LaneKey, Ledger.Reached> reached) throws SQLException {
    call("transaction.writeCursors");
    reached.forEach((lane, to) -> {
      touched.add(lane);
      // An update of a row that is not there changes nothing.
      var list = store.mutant() == Mutant.CURSOR_OUTSIDE ? later : changes;
      list.add(() -> store.tables().cursors.computeIfPresent(lane, (_, _) -> to.next()));
    });
  }

  @Override
  public void writeLatest(List<Ledger.Latest> latest, long nowUs) throws SQLException {
    alive();
  }

  @Override
  public void writePositions(BlockLog.Identity log, SortedMap<Integer, Position> positions)
      throws SQLException {
    call("transaction.writePositions");
    positions.forEach((partition, to) ->
        changes.add(() ->
            store
                .tables()
                .positions
                .computeIfPresent(new Tables.Place(log, partition), (_, _) -> to)));
  }
}
