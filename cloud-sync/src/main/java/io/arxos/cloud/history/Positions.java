package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far the log has been taken in, in the store.
final class Positions {
  private final Store store;

  Positions(Store store) {
    this.store = store;
  }

  /// @param offset of the next record to take
  /// @param epoch of the leader that wrote the record before it, if known
  record Position(long offset, Optional<Integer> epoch) {
    static Position at(long offset) {
      return new Position(offset, Optional.empty());
    }
  }

  /// All stored positions of one topic.
  SortedMap<Integer, Position> read(BlockLog.Identity log) throws SQLException {
    return store.inTransaction(db -> {
      try (var sql =
          db.prepareStatement(
              "select partition, next_offset, leader_epoch from log_position"
                  + " where cluster = ? and topic = ? order by partition")) {
        identify(sql, log);
        return positions(sql);
      }
    });
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

  /// Moves a position, unless somebody else has moved it.
  ///
  /// @param from null: there is none
  boolean compareAndSet(BlockLog.Identity log, int partition, @Nullable Position from, long to)
      throws SQLException {
    return store.inTransaction(db -> {
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
    });
  }

  /// Where to go on reading.
  ///
  /// @param stored null: the log is unknown to the store
  /// @param start the first offset that the log still has
  /// @param end the offset that its next record will have
  static long place(@Nullable Position stored, long start, long end) {
    return stored == null || stored.offset() < start ? start : Math.min(stored.offset(), end);
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
