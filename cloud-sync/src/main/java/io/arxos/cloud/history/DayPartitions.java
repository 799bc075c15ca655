package io.arxos.cloud.history;

import io.arxos.cloud.store.Store;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of the ledger per day, made before it is needed, so that old days can be dropped
/// whole. Days far from now (a gateway with a wrong clock) share one.
final class DayPartitions {
  private static final Logger LOG = LoggerFactory.getLogger(DayPartitions.class);
  private static final int PAST_DAYS_MAX = 400;
  private static final int FUTURE_DAYS_MAX = 1;

  private final Store store;
  private final Set<LocalDate> there = new HashSet<>();

  DayPartitions(Store store) {
    this.store = store;
  }

  void ensure(Collection<LocalDate> days, LocalDate today) throws SQLException {
    for (var day : new TreeSet<>(days)) {
      if (there.contains(day)
          || day.isBefore(today.minusDays(PAST_DAYS_MAX))
          || day.isAfter(today.plusDays(FUTURE_DAYS_MAX))) {
        continue;
      }
      make(day);
      there.add(day);
    }
  }

  private void make(LocalDate day) throws SQLException {
    var name = "block_" + day.toString().replace("-", "");
    var text =
        "create table if not exists "
            + name
            + " partition of block for values from ('"
            + day
            + "') to ('"
            + day.plusDays(1)
            + "')";
    try {
      store.inTransaction(db -> {
        try (var sql = db.createStatement()) {
          return sql.execute(text);
        }
      });
    } catch (SQLException e) {
      if (!"23514".equals(e.getSQLState()) && !"42P07".equals(e.getSQLState())) {
        throw e;
      }
      // Either another process was faster, or rows of this day already stand among the other days,
      // where they and their companions are as safe, only not dropped by the day.
      LOG.info("no partition of its own for {}: {}", day, e.getMessage());
    }
  }
}
