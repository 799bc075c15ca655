package io.arxos.cloud.history;

import io.arxos.cloud.log.LaneKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Samples, losses and what belongs to them, written to PostgreSQL.
final class LedgerSql {
  private LedgerSql() {}

  static void insert(Connection db, List<Ledger.Row> rows) throws SQLException {
    try (var sql =
        db.prepareStatement(
            "insert into block (day, gateway, incarnation, lane, first, last, from_us, to_us,"
                + " points, payload) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var row : rows) {
        sql.setObject(1, row.day());
        lane(sql, 2, row.lane());
        sql.setLong(5, row.first());
        sql.setLong(6, row.last());
        sql.setLong(7, row.fromUs());
        sql.setLong(8, row.toUs());
        sql.setLong(9, row.points());
        sql.setBytes(10, row.payload());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  static void insertLosses(Connection db, List<Ledger.Loss> losses) throws SQLException {
    try (var sql = db.prepareStatement("insert into loss values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var lost : losses) {
        lane(sql, 1, lost.lane());
        sql.setLong(4, lost.first());
        sql.setLong(5, lost.last());
        sql.setString(6, Values.column(lost.reason()));
        sql.setLong(7, lost.fromUs());
        sql.setLong(8, lost.toUs());
        sql.setLong(9, lost.atUs());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  static void insertParked(Connection db, List<Ledger.Parked> parked) throws SQLException {
    try (var sql = db.prepareStatement("insert into parked values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var p : parked) {
        lane(sql, 1, p.place().key());
        sql.setLong(4, p.place().first());
        sql.setLong(5, p.place().last());
        sql.setString(6, Values.column(p.why()));
        sql.setLong(7, p.atUs());
        sql.setBytes(8, p.content());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  static void writeLatest(Connection db, List<Ledger.Latest> latest, long nowUs)
      throws SQLException {
    try (var sql =
        db.prepareStatement(
            """
            insert into point_latest (point, gateway, incarnation, lane, seq, time_us, value,
              status, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (point) do update set gateway = excluded.gateway,
              incarnation = excluded.incarnation, lane = excluded.lane, seq = excluded.seq,
              time_us = excluded.time_us, value = excluded.value, status = excluded.status,
              reason = excluded.reason
            where excluded.time_us >= least(point_latest.time_us, ?)\
            """)) {
      for (var newest : latest) {
        sql.setString(1, newest.point());
        lane(sql, 2, newest.lane());
        sql.setLong(5, newest.seq());
        sql.setLong(6, newest.timeUs());
        sql.setString(7, Values.column(newest.value()));
        sql.setInt(8, newest.status());
        sql.setString(9, Values.column(newest.reason()));
        sql.setLong(10, nowUs);
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  static void announce(Connection db, String gateway, Collection<Ledger.Announced> announced)
      throws SQLException {
    try (var sql =
        db.prepareStatement(
            "insert into incarnation values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict do nothing")) {
      for (var one : announced) {
        sql.setString(1, gateway);
        sql.setBytes(2, one.incarnation().bytes());
        sql.setBytes(3, one.parent() == null ? null : one.parent().bytes());
        sql.setLong(4, one.parentLastAlarm());
        sql.setLong(5, one.parentLastTelemetry());
        sql.setString(6, Values.column(one.bootId()));
        sql.setLong(7, one.startCounter());
        sql.setLong(8, one.startedUs());
        sql.setInt(9, one.clock());
        sql.setInt(10, one.formatVersion());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  private static void lane(PreparedStatement sql, int index, LaneKey lane) throws SQLException {
    sql.setString(index, lane.gateway());
    sql.setBytes(index + 1, lane.incarnation().bytes());
    sql.setInt(index + 2, lane.lane());
  }
}
