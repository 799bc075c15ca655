package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogReader.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Places in the log, in PostgreSQL.
final class Positions {
  private Positions() {}

  static SortedMap<Integer, Position> read(Connection db, BlockLog.Identity log)
      throws SQLException {
    try (var sql =
        db.prepareStatement(
            "select partition, next_offset, leader_epoch from log_position"
                + " where cluster = ? and topic = ? order by partition")) {
      identify(sql, log);
      return positions(sql);
    }
  }

  static Map<Integer, Long> offsets(Connection db, BlockLog.Identity log) throws SQLException {
    var offsets = new HashMap<Integer, Long>();
    read(db, log).forEach((partition, position) -> offsets.put(partition, position.offset()));
    return offsets;
  }

  /// Creates what is not there, at the very beginning, then locks and reads.
  static SortedMap<Integer, Position> lock(
      Connection db, BlockLog.Identity log, SortedSet<Integer> partitions) throws SQLException {
    try (var create =
            db.prepareStatement(
                "insert into log_position (cluster, topic, partition, next_offset)"
                    + " values (?, ?, ?, 0) on conflict do nothing");
        var lock =
            db.prepareStatement(
                "select partition, next_offset, leader_epoch from log_position"
                    + " where cluster = ? and topic = ? and partition = any (?)"
                    + " order by partition for update")) {
      for (int partition : partitions) {
        identify(create, log);
        create.setInt(3, partition);
        create.addBatch();
      }
      create.executeBatch();
      identify(lock, log);
      lock.setArray(3, db.createArrayOf("integer", partitions.toArray()));
      return positions(lock);
    }
  }

  static void write(Connection db, BlockLog.Identity log, SortedMap<Integer, Position> positions)
      throws SQLException {
    try (var sql =
        db.prepareStatement(
            "update log_position set next_offset = ?, leader_epoch = ?"
                + " where cluster = ? and topic = ? and partition = ?")) {
      for (var position : positions.entrySet()) {
        sql.setLong(1, position.getValue().offset());
        setEpoch(sql, 2, position.getValue());
        sql.setString(3, log.cluster());
        sql.setString(4, log.topicId());
        sql.setInt(5, position.getKey());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  static boolean compareAndSet(
      Connection db, BlockLog.Identity log, int partition, @Nullable Position from, long to)
      throws SQLException {
    var text =
        from == null
            ? "insert into log_position (next_offset, leader_epoch, cluster, topic, partition)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing"
            : "update log_position set next_offset = ?, leader_epoch = ?"
                + " where cluster = ? and topic = ? and partition = ? and next_offset = ?";
    try (var sql = db.prepareStatement(text)) {
      sql.setLong(1, to);
      setEpoch(sql, 2, Position.at(to));
      sql.setString(3, log.cluster());
      sql.setString(4, log.topicId());
      sql.setInt(5, partition);
      if (from != null) {
        sql.setLong(6, from.offset());
      }
      return sql.executeUpdate() == 1;
    }
  }

  private static void identify(PreparedStatement sql, BlockLog.Identity log) throws SQLException {
    sql.setString(1, log.cluster());
    sql.setString(2, log.topicId());
  }

  private static void setEpoch(PreparedStatement sql, int index, Position position)
      throws SQLException {
    if (position.epoch().isPresent()) {
      sql.setInt(index, position.epoch().get());
    } else {
      sql.setNull(index, Types.INTEGER);
    }
  }

  private static SortedMap<Integer, Position> positions(PreparedStatement sql) throws SQLException {
    var positions = new TreeMap<Integer, Position>();
    try (var rows = sql.executeQuery()) {
      while (rows.next()) {
        int epoch = rows.getInt(3);
        var known = rows.wasNull() ? Optional.<Integer>empty() : Optional.of(epoch);
        positions.put(rows.getInt(1), new Position(rows.getLong(2), known));
      }
    }
    return positions;
  }
}
