package io.arxos.cloud.live;

import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The opening picture from the store: table `point_latest`, with the log position that belongs to
/// it.
public final class StoredPicture implements OpeningPicture {
  private final Store store;
  private final BlockLog log;

  public StoredPicture(Store store, BlockLog log) {
    this.store = store;
    this.log = log;
  }

  @Override
  public Picture read(String building, int partition) throws SQLException {
    BlockLog.Identity identity;
    try {
      identity = log.identity();
    } catch (LogUnavailable e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    return store.inTransaction(db -> {
      // One snapshot: the position is exactly that of the rows.
      db.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      db.setReadOnly(true);
      return new Picture(known(db, building), position(db, identity, partition), generation(db));
    });
  }

  @Override
  public long dbGeneration() throws SQLException {
    return store.inTransaction(StoredPicture::generation);
  }

  private static List<Known> known(Connection db, String building) throws SQLException {
    try (var sql =
        db.prepareStatement(
            """
            select l.gateway, l.point, l.time_us, l.value, l.status, l.reason, l.seq
            from point_latest l join gateway g on g.id = l.gateway
            where g.building = ? order by l.point\
            """)) {
      sql.setString(1, building);
      List<Known> known = new ArrayList<>();
      try (var rows = sql.executeQuery()) {
        while (rows.next()) {
          known.add(
              new Known(
                  rows.getString(1),
                  new LiveSample(
                      rows.getString(2),
                      rows.getLong(3),
                      PointValue.fromColumn(rows.getString(4)),
                      rows.getInt(5),
                      rows.getString(6),
                      rows.getLong(7))));
        }
      }
      return known;
    }
  }

  private static long position(Connection db, BlockLog.Identity identity, int partition)
      throws SQLException {
    try (var sql =
        db.prepareStatement(
            "select next_offset from log_position"
                + " where cluster = ? and topic = ? and partition = ?")) {
      sql.setString(1, identity.cluster());
      sql.setString(2, identity.topicId());
      sql.setInt(3, partition);
      try (var rows = sql.executeQuery()) {
        return rows.next() ? rows.getLong(1) : -1;
      }
    }
  }

  private static long generation(Connection db) throws SQLException {
    try (var sql = db.prepareStatement("select value from meta where name = 'db_generation'");
        var rows = sql.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("the store does not know its generation");
      }
      return rows.getLong(1);
    }
  }
}
