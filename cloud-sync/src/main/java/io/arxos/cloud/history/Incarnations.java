package io.arxos.cloud.history;

import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.store.Store;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Process starts of gateways, as they announced them.
public final class Incarnations {
  private final Store store;

  public Incarnations(Store store) {
    this.store = store;
  }

  /// One process start.
  ///
  /// @param parent the start before it on the same card; null for the first
  /// @param startedUs by the gateway's clock
  /// @param clock 1 synchronised, 2 not, 0 unknown
  public record Announced(
      IncarnationId incarnation,
      @Nullable IncarnationId parent,
      long parentLastAlarm,
      long parentLastTelemetry,
      String bootId,
      long startCounter,
      long startedUs,
      int clock,
      int formatVersion) {}

  /// Writes down those that are new. The first version of an announcement stays.
  public void announce(String gateway, Collection<Announced> announced) throws SQLException {
    store.inTransaction(db -> {
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
      return true;
    });
  }
}
