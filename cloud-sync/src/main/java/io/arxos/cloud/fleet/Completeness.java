package io.arxos.cloud.fleet;

import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much of a stretch of time a gateway's telemetry covers in the store, and what is missing. A
/// gateway that runs has samples all the time: where its blocks leave a hole, data is missing.
public final class Completeness {
  /// A hole between blocks is shorter than this when nothing is wrong.
  static final long HOLE_US = 60_000_000;

  private final Store store;

  public Completeness(Store store) {
    this.store = store;
  }

  /// @param share covered, 0..1
  public record Coverage(double share, List<Missing> gaps) {}

  /// @param toUs exclusive; null while it goes on
  /// @param willBackfill true when the gateway still has the data
  public record Missing(long fromUs, @Nullable Long toUs, String reason, boolean willBackfill) {}

  /// Covers `[fromUs, nowUs)`; what lies before the gateway's very first sample is not missing.
  public Coverage of(GatewayState gateway, long fromUs, long nowUs) throws SQLException {
    return store.inTransaction(db -> {
      List<long[]> holes = holes(db, gateway.id(), fromUs, nowUs);
      if (holes.isEmpty()) {
        return new Coverage(0, List.of());
      }
      long[] span = holes.removeFirst();
      List<Missing> gaps = new ArrayList<>();
      long missing = 0;
      for (long[] hole : holes) {
        missing += hole[1] - hole[0];
        gaps.add(explain(db, gateway, hole, nowUs));
      }
      long whole = Math.max(1, span[1] - span[0]);
      return new Coverage(Math.clamp(1 - (double) missing / whole, 0.0, 1.0), gaps);
    });
  }

  /// The span to cover first, then the holes in it; nothing when there is no data at all.
  private static List<long[]> holes(Connection db, String gateway, long fromUs, long nowUs)
      throws SQLException {
    List<long[]> holes = new ArrayList<>();
    try (var sql =
        db.prepareStatement(
            """
            select from_us, to_us from block
            where gateway = ? and lane = 2 and to_us >= ? order by from_us, to_us\
            """)) {
      sql.setString(1, gateway);
      sql.setLong(2, fromUs);
      long begin = hasBefore(db, gateway, fromUs) ? fromUs : Long.MAX_VALUE;
      long covered = begin;
      try (var rows = sql.executeQuery()) {
        while (rows.next()) {
          long from = Math.max(fromUs, rows.getLong(1));
          if (begin == Long.MAX_VALUE) {
            begin = from;
            covered = from;
          }
          if (from - covered > HOLE_US) {
            holes.add(new long[] {covered, from});
          }
          covered = Math.max(covered, rows.getLong(2));
        }
      }
      if (begin == Long.MAX_VALUE) {
        return holes;
      }
      if (nowUs - covered > HOLE_US) {
        holes.add(new long[] {covered, nowUs});
      }
      holes.addFirst(new long[] {begin, nowUs});
    }
    return holes;
  }

  private static boolean hasBefore(Connection db, String gateway, long us) throws SQLException {
    try (var sql =
        db.prepareStatement("select 1 from block where gateway = ? and to_us < ? limit 1")) {
      sql.setString(1, gateway);
      sql.setLong(2, us);
      try (var rows = sql.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static Missing explain(Connection db, GatewayState gateway, long[] hole, long nowUs)
      throws SQLException {
    boolean open = hole[1] >= nowUs;
    Long to = open ? null : Long.valueOf(hole[1]);
    String lost = lost(db, gateway.id(), hole);
    if (!lost.isEmpty()) {
      return new Missing(hole[0], to, lost, false);
    }
    var report = gateway.report();
    boolean held =
        report != null && report.backlogOldestUs() > 0 && report.backlogOldestUs() < hole[1];
    if (open) {
      return gateway.connected()
          ? new Missing(hole[0], to, "being sent", true)
          : new Missing(hole[0], to, "not connected", true);
    }
    return held
        ? new Missing(hole[0], to, "being sent", true)
        : new Missing(hole[0], to, "the gateway was not running", false);
  }

  private static String lost(Connection db, String gateway, long[] hole) throws SQLException {
    try (var sql =
        db.prepareStatement(
            """
            select reason from loss where gateway = ? and lane = 2
              and to_us >= ? and from_us <= ? and to_us > 0 limit 1\
            """)) {
      sql.setString(1, gateway);
      sql.setLong(2, hole[0]);
      sql.setLong(3, hole[1]);
      try (var rows = sql.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }
}
