package io.arxos.cloud.history;

import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/// The next expected sequence of each lane, in PostgreSQL.
final class Cursors {
  private static final String KEYS =
      "unnest(?::text[], ?::bytea[], ?::smallint[]) as k(gateway, incarnation, lane)";

  private Cursors() {}

  /// Creates what is not there, then locks and reads, in the order of the keys.
  static TreeMap<LaneKey, Long> lock(Connection db, SortedSet<LaneKey> lanes) throws SQLException {
    try (var create =
        db.prepareStatement(
            "insert into cursor (gateway, incarnation, lane) select k.* from "
                + KEYS
                + " order by 1, 2, 3 on conflict do nothing")) {
      keys(db, create, lanes);
      create.executeUpdate();
    }
    return select(db, "c.next from cursor", lanes, " order by 1, 2, 3 for update of c");
  }

  static TreeMap<LaneKey, Long> read(Connection db, Collection<LaneKey> lanes) throws SQLException {
    return select(db, "c.next from cursor", lanes, "");
  }

  /// Up to which sequence the newest backup contains each lane; one that is not in it is absent.
  static TreeMap<LaneKey, Long> backedUp(Connection db, Collection<LaneKey> lanes)
      throws SQLException {
    return select(db, "c.last from backed_up", lanes, "");
  }

  private static TreeMap<LaneKey, Long> select(
      Connection db, String what, Collection<LaneKey> lanes, String tail) throws SQLException {
    var next = new TreeMap<LaneKey, Long>();
    try (var sql =
        db.prepareStatement(
            "select c.gateway, c.incarnation, c.lane, "
                + what
                + " c join "
                + KEYS
                + " using (gateway, incarnation, lane)"
                + tail)) {
      keys(db, sql, lanes);
      try (var rows = sql.executeQuery()) {
        while (rows.next()) {
          var key =
              new LaneKey(rows.getString(1), new IncarnationId(rows.getBytes(2)), rows.getInt(3));
          next.put(key, rows.getLong(4));
        }
      }
    }
    return next;
  }

  static void write(Connection db, Map<LaneKey, Ledger.Reached> reached) throws SQLException {
    try (var sql =
        db.prepareStatement(
            "update cursor set next = ?, complete_us = greatest(complete_us, ?)"
                + " where gateway = ? and incarnation = ? and lane = ?")) {
      for (var cursor : reached.entrySet()) {
        sql.setLong(1, cursor.getValue().next());
        sql.setLong(2, cursor.getValue().completeUs());
        sql.setString(3, cursor.getKey().gateway());
        sql.setBytes(4, cursor.getKey().incarnation().bytes());
        sql.setInt(5, cursor.getKey().lane());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  private static void keys(Connection db, PreparedStatement sql, Collection<LaneKey> lanes)
      throws SQLException {
    sql.setArray(
        1, db.createArrayOf("text", lanes.stream().map(LaneKey::gateway).toArray(String[]::new)));
    sql.setArray(
        2,
        db.createArrayOf(
            "bytea", lanes.stream().map(key -> key.incarnation().bytes()).toArray(byte[][]::new)));
    sql.setArray(
        3,
        db.createArrayOf(
            "smallint",
            lanes.stream().map(key -> Short.valueOf((short) key.lane())).toArray(Short[]::new)));
  }
}
