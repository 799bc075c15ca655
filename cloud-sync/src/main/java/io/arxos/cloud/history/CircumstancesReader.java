package io.arxos.cloud.history;

import io.arxos.cloud.fleet.GatewayState;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads [Circumstances] from the store.
final class CircumstancesReader {
  private CircumstancesReader() {}

  static Circumstances of(Store store, List<GatewayState> gateways) throws SQLException {
    var ids = gateways.stream().map(GatewayState::id).toArray(String[]::new);
    return store.inTransaction(db -> new Circumstances(gateways, starts(db, ids), losses(db, ids)));
  }

  private static List<Long> starts(Connection db, String[] gateways) throws SQLException {
    try (var sql =
        db.prepareStatement(
            "select started_us from incarnation where gateway = any (?) order by started_us")) {
      sql.setArray(1, db.createArrayOf("text", gateways));
      try (var rows = sql.executeQuery()) {
        var starts = new ArrayList<Long>();
        while (rows.next()) {
          starts.add(rows.getLong(1));
        }
        return starts;
      }
    }
  }

  private static List<Circumstances.LostSpan> losses(Connection db, String[] gateways)
      throws SQLException {
    try (var sql =
        db.prepareStatement(
            "select from_us, to_us, reason from loss where gateway = any (?) and to_us > 0")) {
      sql.setArray(1, db.createArrayOf("text", gateways));
      try (var rows = sql.executeQuery()) {
        var losses = new ArrayList<Circumstances.LostSpan>();
        while (rows.next()) {
          losses.add(
              new Circumstances.LostSpan(rows.getLong(1), rows.getLong(2), rows.getString(3)));
        }
        return losses;
      }
    }
  }
}
