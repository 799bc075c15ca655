package io.arxos.cloud.backup;

import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Which backups count, in the store: what *safe* is made of.
public final class Counted {
  private final Store store;

  public Counted(Store store) {
    this.store = store;
  }

  /// How far the store is backed up.
  ///
  /// @param everyMs how often a cloud makes backups by its settings; 0: it does not
  /// @param newest empty: none counts
  public record State(long everyMs, Optional<Newest> newest) {}

  /// @param takenUs the instant of the store that it contains, UTC microseconds
  public record Newest(String name, long takenUs, long bytes) {}

  public State state() throws SQLException {
    return store.inTransaction(Counted::state);
  }

  static State state(Connection db) throws SQLException {
    long everyMs = meta(db, "backup_every_ms");
    try (var sql =
            db.prepareStatement(
                "select name, taken_us, bytes from backup order by number desc limit 1");
        var rows = sql.executeQuery()) {
      return new State(
          everyMs,
          rows.next()
              ? Optional.of(new Newest(rows.getString(1), rows.getLong(2), rows.getLong(3)))
              : Optional.empty());
    }
  }

  /// Says for all who see the store whether backups are made.
  ///
  /// @param ms 0: none are made, and *safe* is what is committed
  public void every(long ms) throws SQLException {
    store.inTransaction(db -> {
      try (var sql =
          db.prepareStatement("update meta set value = ? where name = 'backup_every_ms'")) {
        sql.setLong(1, ms);
        return sql.executeUpdate();
      }
    });
  }

  /// Writes a verified backup down and moves *safe* to the cursors it contains.
  ///
  /// @return false when the store is of another generation: then nothing is changed
  boolean count(Manifest manifest, long nowUs) throws SQLException {
    return store.inTransaction(db -> count(db, manifest, nowUs));
  }

  static boolean count(Connection db, Manifest manifest, long nowUs) throws SQLException {
    if (meta(db, "db_generation") != manifest.generation()) {
      return false;
    }
    add(db, manifest, nowUs);
    safe(db, manifest.lanes());
    return true;
  }

  /// The backup that a store was restored from counts for it, too.
  static void restored(Connection db, Manifest manifest, long nowUs) throws SQLException {
    add(db, manifest, nowUs);
    safe(db, manifest.lanes());
  }

  private static void add(Connection db, Manifest manifest, long nowUs) throws SQLException {
    try (var sql =
        db.prepareStatement("insert into backup values (?, ?, ?, ?, ?) on conflict do nothing")) {
      sql.setString(1, manifest.name());
      sql.setLong(2, manifest.number());
      sql.setLong(3, manifest.takenUs());
      sql.setLong(4, nowUs);
      sql.setLong(5, manifest.bytes());
      sql.executeUpdate();
    }
  }

  private static void safe(Connection db, List<Manifest.LaneEnd> lanes) throws SQLException {
    try (var sql =
        db.prepareStatement(
            """
            insert into backed_up values (?, ?, ?, ?)
            on conflict (gateway, incarnation, lane) do update set last = excluded.last
            where backed_up.last <> excluded.last\
            """)) {
      for (var lane : lanes) {
        var key = lane.key();
        sql.setString(1, key.gateway());
        sql.setBytes(2, key.incarnation().bytes());
        sql.setInt(3, key.lane());
        sql.setLong(4, lane.next() - 1);
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  /// Forgets backups that are not there any more. When the newest is among them, *safe* goes back
  /// to what the newest that is left contains: that is the truth.
  ///
  /// @param there names of those that are verified and there
  /// @param left the newest of them that belongs to this store; empty: nothing is backed up
  void forgetOthers(List<String> there, Optional<Manifest> left) throws SQLException {
    store.inTransaction(db -> {
      var before = state(db).newest();
      try (var sql = db.prepareStatement("delete from backup where name <> all (?)")) {
        sql.setArray(1, db.createArrayOf("text", there.toArray()));
        sql.executeUpdate();
      }
      if (before.isEmpty() || there.contains(before.get().name())) {
        return true;
      }
      try (var sql = db.createStatement()) {
        sql.executeUpdate("delete from backed_up");
      }
      if (left.isPresent()) {
        safe(db, left.get().lanes());
      }
      return true;
    });
  }

  List<String> names() throws SQLException {
    return store.inTransaction(db -> {
      try (var sql = db.prepareStatement("select name from backup order by number desc");
          var rows = sql.executeQuery()) {
        var names = new java.util.ArrayList<String>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        return names;
      }
    });
  }

  private static long meta(Connection db, String name) throws SQLException {
    try (var sql = db.prepareStatement("select value from meta where name = ?")) {
      sql.setString(1, name);
      try (var rows = sql.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }
}
