package io.arxos.cloud.access;

import io.arxos.cloud.store.Store;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/// Used login links in the store (table `login_used`).
public final class SqlUsedLinks implements UsedLinks {
  private final Store store;

  public SqlUsedLinks(Store store) {
    this.store = store;
  }

  @Override
  public boolean take(String nonce, Instant until, Instant now) {
    try {
      return store.inTransaction(db -> {
        try (var forget = db.prepareStatement("delete from login_used where until < ?");
            var put =
                db.prepareStatement(
                    "insert into login_used (nonce, until) values (?, ?)"
                        + " on conflict do nothing")) {
          forget.setTimestamp(1, Timestamp.from(now));
          forget.executeUpdate();
          put.setString(1, nonce);
          put.setTimestamp(2, Timestamp.from(until));
          return put.executeUpdate() == 1;
        }
      });
    } catch (SQLException e) {
      throw new IllegalStateException("the store did not take a login", e);
    }
  }
}
