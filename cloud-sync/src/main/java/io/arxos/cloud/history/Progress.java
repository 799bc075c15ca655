package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// How far the store has come, seen at one instant: what acknowledgements are made of.
///
/// @param generation changes with every restore of the store
/// @param next the next expected sequence; a lane that is not in it expects 1
/// @param positions per partition of the log, the next offset to take; absent: nothing taken
public record Progress(long generation, Map<LaneKey, Long> next, Map<Integer, Long> positions) {

  public long next(LaneKey lane) {
    return next.getOrDefault(lane, 1L);
  }

  /// The highest sequence that a restore of the store cannot lose. No backup stands behind the
  /// store yet, so it is what is committed.
  public long safe(LaneKey lane) {
    return next(lane) - 1;
  }

  /// Reads it in one snapshot of the store.
  public static Progress read(Store store, BlockLog.Identity log, Collection<LaneKey> lanes)
      throws SQLException {
    return store.inTransaction(db -> {
      db.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      long generation = generation(db);
      Map<LaneKey, Long> next = lanes.isEmpty() ? Map.of() : Cursors.read(db, lanes);
      return new Progress(generation, next, positions(db, log));
    });
  }

  private static long generation(Connection db) throws SQLException {
    try (var sql = db.prepareStatement("select value from meta where name = 'db_generation'");
        var rows = sql.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Map<Integer, Long> positions(Connection db, BlockLog.Identity log)
      throws SQLException {
    try (var sql =
        db.prepareStatement(
            "select partition, next_offset from log_position where cluster = ? and topic = ?")) {
      sql.setString(1, log.cluster());
      sql.setString(2, log.topicId());
      try (var rows = sql.executeQuery()) {
        var positions = new HashMap<Integer, Long>();
        while (rows.next()) {
          positions.put(rows.getInt(1), rows.getLong(2));
        }
        return positions;
      }
    }
  }
}
