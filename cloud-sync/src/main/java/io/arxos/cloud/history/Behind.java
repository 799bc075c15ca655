package io.arxos.cloud.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What stands behind the store, and so what a restore could lose.
///
/// @param backups whether a cloud makes them by its settings
/// @param newest the instant that the newest one contains; null: there is none
record Behind(boolean backups, @Nullable Instant newest) {
  private static final String READ =
      """
      select coalesce((select value > 0 from meta where name = 'backup_every_ms'), false),
        coalesce((select taken_us from backup order by number desc limit 1), 0)\
      """;

  static Behind read(Connection db) throws SQLException {
    try (var sql = db.prepareStatement(READ);
        var rows = sql.executeQuery()) {
      rows.next();
      long us = rows.getLong(2);
      return new Behind(
          rows.getBoolean(1), us == 0 ? null : Instant.EPOCH.plus(us, ChronoUnit.MICROS));
    }
  }

  /// For people.
  String words() {
    if (newest == null) {
      return (backups ? "No backup yet" : "No backups")
          + ": a restore would lose everything that gateways no longer hold.";
    }
    String of = "The newest backup contains the store of " + newest.truncatedTo(ChronoUnit.SECONDS);
    return backups
        ? of + "; gateways keep what came since."
        : of
            + ", and no more are made: a restore would lose what came since and gateways no"
            + " longer hold.";
  }
}
