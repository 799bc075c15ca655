package io.arxos.cloud.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.TreeSet;

/// Counts, per day of the ledger, how often its rows were changed: in the transaction that changes
/// them, so that a backup may believe it. Each writer has a count of its own and waits for nobody.
final class DayChanges {
  /// Whoever has no partition of the log.
  static final int PACKER = -1;

  private DayChanges() {}

  /// @param writer the first partition of the log that the transaction holds, or [#PACKER]
  static void count(Connection db, Collection<LocalDate> days, int writer) throws SQLException {
    if (days.isEmpty()) {
      return;
    }
    try (var sql =
        db.prepareStatement(
            "insert into day_change values (?, ?, 1)"
                + " on conflict (day, writer) do update set changes = day_change.changes + 1")) {
      for (var day : new TreeSet<>(days)) {
        sql.setObject(1, day);
        sql.setInt(2, writer);
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }
}
