package io.arxos.cloud.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;

/// Used login links in the store (table `login_used`).
public final class SqlUsedLinks implements UsedLinks {
  private final DataSource store;

  public SqlUsedLinks(DataSource store) {
    this.store = store;
  }

  @Override
  public boolean take(String nonce, Instant until, Instant now) {
    try (Connection connection = store.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into login_used (nonce, until) values (?, ?) on conflict do nothing");
        PreparedStatement forget =
            connection.prepareStatement("delete from login_used where until < ?")) {
      connection.setAutoCommit(true);
      forget.setTimestamp(1, Timestamp.from(now));
      forget.executeUpdate();
      insert.setString(1, nonce);
      insert.setTimestamp(2, Timestamp.from(until));
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("the store did not take a login", e);
    }
  }
}
