package io.arxos.cloud.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A short use of a store by a command: the operator's, the one a running cloud keeps in a data
/// folder, or, when no cloud runs there, that folder's, started for the time of the visit.
public final class StoreVisit implements AutoCloseable {
  private final Store store;
  private final @Nullable EmbeddedPostgres started;

  private StoreVisit(Store store, @Nullable EmbeddedPostgres started) {
    this.store = store;
    this.started = started;
  }

  /// @throws IOException in one line, why there is no store to visit
  public static StoreVisit to(Path data) throws IOException, InterruptedException {
    if (!Files.isDirectory(data.resolve("pg"))) {
      throw new IOException("there is no store in " + data);
    }
    var running = EmbeddedPostgres.running(data);
    if (running.isPresent()) {
      return new StoreVisit(connect(running.get()), null);
    }
    var postgres = EmbeddedPostgres.start(data);
    try {
      return new StoreVisit(connect(postgres.address()), postgres);
    } catch (IOException e) {
      postgres.close();
      throw e;
    }
  }

  /// @throws IOException in one line, why there is no store to visit
  public static StoreVisit to(Store.Address address) throws IOException {
    return new StoreVisit(connect(address), null);
  }

  private static Store connect(Store.Address address) throws IOException {
    try {
      return Store.connect(address);
    } catch (SQLException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  public Store store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    if (started != null) {
      started.close();
    }
  }
}
