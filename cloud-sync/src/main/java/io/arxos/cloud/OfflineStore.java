package io.arxos.cloud;

import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Optional;

/// The store for commands beside the running cloud. Where no server runs on the data folder, one is
/// started for as long as the command needs it.
final class OfflineStore {
  private OfflineStore() {}

  /// What a command does with the store.
  interface Work {
    int run(Store store) throws SQLException, IOException, StartFailure;
  }

  /// @return the exit code of the work
  static int with(CloudConfig config, Work work) throws StartFailure, InterruptedException {
    try {
      if (!config.postgres().url().isEmpty()) {
        return with(Backing.operators(config.postgres()), work);
      }
      if (!Files.isDirectory(config.data().resolve("pg"))) {
        throw new StartFailure(
            StartFailure.CONFIGURATION,
            "there is no store in " + config.data() + "; is this the cloud's data folder?");
      }
      Optional<Store.Address> running = EmbeddedPostgres.running(config.data());
      if (running.isPresent()) {
        return with(running.get(), work);
      }
      try (DataFolder folder = DataFolder.take(config.data());
          EmbeddedPostgres own = EmbeddedPostgres.start(config.data())) {
        return with(own.address(), work);
      }
    } catch (SQLException e) {
      throw new StartFailure(
          StartFailure.UNREACHABLE, "the store cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new StartFailure(StartFailure.INTERNAL, String.valueOf(e.getMessage()));
    }
  }

  private static int with(Store.Address address, Work work)
      throws SQLException, IOException, StartFailure {
    try (Store store = Store.connect(address)) {
      return work.run(store);
    }
  }
}
