package io.arxos.cloud.history;

import io.arxos.cloud.log.LaneKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  /// One statement for all: a round of the executor per point would cost more than the rest.
  static void writeLatest(Connection db, List<Ledger.Latest> latest, long nowUs)
      throws SQLException {
    if (latest.isEmpty()) {
      return;
    }
    try (var sql =
        db.prepareStatement(
            """
            insert into point_latest (point, gateway, incarnation, lane, seq, time_us, value,
              status, reason)
            select * from unnest(?::text[], ?::text[], ?::bytea[], ?::smallint[], ?::bigint[],
              ?::bigint[], ?::text[], ?::smallint[], ?::text[])
            on conflict (point) do update set gateway = excluded.gateway,
              incarnation = excluded.incarnation, lane = excluded.lane, seq = excluded.seq,
              time_us = excluded.time_us, value = excluded.value, status = excluded.status,
              reason = excluded.reason
            where excluded.time_us >= least(point_latest.time_us, ?)\
            """)) {
      var to = new Arrays(db, sql);
      to.put(1, "text", latest.stream().map(Ledger.Latest::point).toArray(String[]::new));
      to.put(2, "text", latest.stream().map(one -> one.lane().gateway()).toArray(String[]::new));
      to.put(
          3,
          "bytea",
          latest.stream().map(one -> one.lane().incarnation().bytes()).toArray(byte[][]::new));
      to.put(4, "smallint", latest.stream().map(one -> one.lane().lane()).toArray(Integer[]::new));
      to.put(5, "bigint", latest.stream().map(Ledger.Latest::seq).toArray(Long[]::new));
      to.put(6, "bigint", latest.stream().map(Ledger.Latest::timeUs).toArray(Long[]::new));
      to.put(7, "text", texts(latest, Ledger.Latest::value));
      to.put(8, "smallint", latest.stream().map(Ledger.Latest::status).toArray(Integer[]::new));
      to.put(9, "text", texts(latest, Ledger.Latest::reason));
      sql.setLong(10, nowUs);
      sql.executeUpdate();
    }
  }

  private static @Nullable String[] texts(
      List<Ledger.Latest> latest, Function<Ledger.Latest, @Nullable String> text) {
    var texts = new @Nullable String[latest.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Values.column(text.apply(latest.get(i)));
    }
    return texts;
  }

  /// Columns of many rows as the parameters of one statement.
  private record Arrays(Connection db, PreparedStatement sql) {
    void put(int index, String type, Object[] elements) throws SQLException {
      sql.setArray(index, db.createArrayOf(type, elements));
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
