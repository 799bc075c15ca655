package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogReader.Position;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// The ledger in PostgreSQL.
public final class PostgresLedger implements Ledger {
  private final Store store;
  private final DayPartitions days;

  public PostgresLedger(Store store) {
    this.store = store;
    this.days = new DayPartitions(store);
  }

  @Override
  public Progress progress(BlockLog.Identity log, Collection<LaneKey> lanes) throws SQLException {
    return store.inTransaction(db -> {
      db.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var whole = Whole.read(db);
      Map<LaneKey, Long> next = lanes.isEmpty() ? Map.of() : Cursors.read(db, lanes);
      Progress.Backed backed = null;
      if (whole.backups()) {
        Map<LaneKey, Long> last = lanes.isEmpty() ? Map.of() : Cursors.backedUp(db, lanes);
        backed = new Progress.Backed(whole.newestBackup(), last);
      }
      return new Progress(whole.generation(), next, Positions.offsets(db, log), backed);
    });
  }

  /// What is said of the store as a whole.
  private record Whole(long generation, boolean backups, long newestBackup) {
    private static final String READ =
        """
        select (select value from meta where name = 'db_generation'),
          (select value from meta where name = 'backup_every_ms') > 0,
          (select coalesce(max(number), 0) from backup)\
        """;

    static Whole read(Connection db) throws SQLException {
      try (var sql = db.prepareStatement(READ);
          var rows = sql.executeQuery()) {
        rows.next();
        return new Whole(rows.getLong(1), rows.getBoolean(2), rows.getLong(3));
      }
    }
  }

  @Override
  public SortedMap<Integer, Position> positions(BlockLog.Identity log) throws SQLException {
    return store.inTransaction(db -> Positions.read(db, log));
  }

  @Override
  public boolean compareAndSet(
      BlockLog.Identity log, int partition, @Nullable Position from, long to) throws SQLException {
    return store.inTransaction(db -> Positions.compareAndSet(db, log, partition, from, to));
  }

  @Override
  public void announce(String gateway, Collection<Announced> announced) throws SQLException {
    store.inTransaction(db -> {
      LedgerSql.announce(db, gateway, announced);
      return true;
    });
  }

  @Override
  public void ensure(Collection<LocalDate> wanted, LocalDate today) throws SQLException {
    days.ensure(wanted, today);
  }

  @Override
  public <T> T inTransaction(Work<T> work) throws SQLException {
    return store.inTransaction(db -> work.in(new Open(db)));
  }

  private static final class Open implements Transaction {
    private final Connection db;
    private int writer;

    Open(Connection db) {
      this.db = db;
    }

    @Override
    public SortedMap<Integer, Position> lockPositions(
        BlockLog.Identity log, SortedSet<Integer> partitions) throws SQLException {
      writer = partitions.isEmpty() ? 0 : partitions.first();
      return Positions.lock(db, log, partitions);
    }

    @Override
    public SortedMap<LaneKey, Long> lockCursors(SortedSet<LaneKey> lanes) throws SQLException {
      return Cursors.lock(db, lanes);
    }

    @Override
    public void insert(List<Row> rows) throws SQLException {
      LedgerSql.insert(db, rows);
      DayChanges.count(db, rows.stream().map(Row::day).toList(), writer);
    }

    @Override
    public void insertLosses(List<Loss> losses) throws SQLException {
      LedgerSql.insertLosses(db, losses);
    }

    @Override
    public void insertParked(List<Parked> parked) throws SQLException {
      LedgerSql.insertParked(db, parked);
    }

    @Override
    public void writeCursors(SortedMap<LaneKey, Reached> reached) throws SQLException {
      Cursors.write(db, reached);
    }

    @Override
    public void writeLatest(List<Latest> latest, long nowUs) throws SQLException {
      LedgerSql.writeLatest(db, latest, nowUs);
    }

    @Override
    public void writePositions(BlockLog.Identity log, SortedMap<Integer, Position> positions)
        throws SQLException {
      Positions.write(db, log, positions);
    }
  }
}
