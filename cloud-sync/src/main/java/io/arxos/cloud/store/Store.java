package io.arxos.cloud.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// A pool of connections to the store. Safe for any thread.
public final class Store implements AutoCloseable {
  private static final int CONNECTIONS_MAX = 12;
  private static final long CONNECT_MILLIS_MAX = 5_000;

  private final HikariDataSource pool;

  private Store(HikariDataSource pool) {
    this.pool = pool;
  }

  /// Where the store is and who may enter.
  ///
  /// @param url `jdbc:postgresql://…`
  public record Address(String url, String user, String password) {
    @Override
    public String toString() {
      return user + "@" + url;
    }
  }

  /// Work inside one transaction.
  public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
    T in(Connection connection) throws SQLException;
  }

  /// Connects and brings the schema up to date.
  ///
  /// @throws SQLException when the server cannot be reached or refuses
  public static Store open(Address address) throws SQLException {
    return open(address, MigrationVersion.LATEST);
  }

  /// Connects and brings the schema to the form of a certain version, for what was written in it.
  ///
  /// @param version of the last migration
  /// @throws SQLException when the server cannot be reached or refuses, or the version is not known
  public static Store openAt(Address address, String version) throws SQLException {
    return open(address, MigrationVersion.fromVersion(version));
  }

  private static FluentConfiguration migrations() {
    return Flyway.configure(Store.class.getClassLoader()).locations("classpath:db/migration");
  }

  private static Store open(Address address, MigrationVersion version) throws SQLException {
    var store = connect(address);
    try {
      var flyway = migrations().dataSource(store.pool).target(version).load();
      if (version != MigrationVersion.LATEST
          && Arrays.stream(flyway.info().all())
              .noneMatch(known -> version.equals(known.getVersion()))) {
        throw new SQLException("this program does not know version " + version);
      }
      flyway.migrate();
      return store;
    } catch (RuntimeException | SQLException e) {
      store.close();
      throw new SQLException("the schema cannot be brought up to date: " + e.getMessage(), e);
    }
  }

  /// Connects and leaves the schema as it is.
  ///
  /// @throws SQLException when the server cannot be reached or refuses
  public static Store connect(Address address) throws SQLException {
    var config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(CONNECT_MILLIS_MAX);
    config.setAutoCommit(false);
    config.setPoolName("store");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "arxos-cloud");
    try {
      return new Store(new HikariDataSource(config));
    } catch (RuntimeException e) {
      throw new SQLException("cannot connect to " + address + ": " + e.getMessage(), e);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  /// Runs work in one transaction: committed when it returns, rolled back when it throws.
  public <T extends @org.jspecify.annotations.Nullable Object> T inTransaction(Work<T> work)
      throws SQLException {
    try (var connection = pool.getConnection()) {
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private static void rollBack(Connection connection, Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
