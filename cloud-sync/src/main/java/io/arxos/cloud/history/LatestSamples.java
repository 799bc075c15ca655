package io.arxos.cloud.history;

import io.arxos.block.Columns;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.log.LoggedBlock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The newest sample of each point within one transaction, by the sample's own time.
final class LatestSamples {
  private record Newest(LoggedBlock.Place place, long sequence, Columns columns, int row) {
    long timeUs() {
      return columns.wallMicros(row);
    }
  }

  private final TreeMap<String, Newest> byPoint = new TreeMap<>();
  private final long nowUs;

  /// @param nowUs a sample that claims to be from later is as old as this: a gateway whose clock
  ///   was ahead must not keep its own right samples out afterwards
  LatestSamples(long nowUs) {
    this.nowUs = nowUs;
  }

  void take(Incoming.Samples samples, long from) {
    var place = samples.block().place();
    var columns = samples.columns();
    for (int row = (int) (from - place.first()); row < columns.size(); row++) {
      @Nullable Newest known = byPoint.get(columns.point(row));
      if (known == null || columns.wallMicros(row) >= Math.min(known.timeUs(), nowUs)) {
        byPoint.put(columns.point(row), new Newest(place, place.first() + row, columns, row));
      }
    }
  }

  /// Moves the stored ones forward, never back.
  void write(Connection db) throws SQLException {
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
      for (var entry : byPoint.entrySet()) {
        var newest = entry.getValue();
        var key = newest.place().key();
        sql.setString(1, entry.getKey());
        sql.setString(2, key.gateway());
        sql.setBytes(3, key.incarnation().bytes());
        sql.setInt(4, key.lane());
        sql.setLong(5, newest.sequence());
        sql.setLong(6, newest.timeUs());
        sql.setString(
            7, Values.column(PointValue.toColumn(Values.of(newest.columns(), newest.row()))));
        sql.setInt(8, newest.columns().status(newest.row()));
        sql.setString(9, Values.column(newest.columns().reason(newest.row())));
        sql.setLong(10, nowUs);
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }
}
