package io.arxos.cloud;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.cloud.backup.BackupFolder;
import io.arxos.cloud.backup.BadBackup;
import io.arxos.cloud.backup.Restore;
import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Puts a backup in the place of the store.
@Command(
    name = "restore",
    description = {
      "Put a backup in the place of the store. The cloud must be stopped. Our own server's old data"
          + " folder is moved aside, never deleted; a database of your own must be empty.",
      "Start the cloud afterwards: it reads the log again from where the backup stands, and gateways"
          + " send what the log no longer has."
    },
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();
  @Mixin private BackupChoice choice = new BackupChoice();

  @Option(
      names = "--into",
      paramLabel = "URL",
      description = "jdbc:postgresql://… of an empty database; default: the store of the settings")
  private @Nullable String into;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Override
  public Integer call() throws StartFailure, InterruptedException, IOException {
    CloudConfig config = options.load(Map.of());
    BackupFolder.Verified backup = choice.in(config);
    try {
      Optional<Path> aside = Optional.empty();
      Restore.Done done;
      String url = into == null ? config.postgres().url() : into;
      if (url.isEmpty()) {
        try (DataFolder folder = DataFolder.take(config.data())) {
          var place = new OwnServer(config.data());
          done = place.replace(server -> restore(server, backup));
          aside = place.aside();
        }
        // Login links that were used since the backup would open again; everybody logs in anew.
        Files.deleteIfExists(DataFolder.keys(config.data()).resolve("signing.key"));
      } else {
        Store.Address theirs = Backing.operators(config.postgres());
        done = restore(new Store.Address(url, theirs.user(), theirs.password()), backup);
      }
      say(backup, done, aside, System.out);
      return 0;
    } catch (BadBackup e) {
      throw new StartFailure(StartFailure.CHECK_FAILED, e.line() + "; nothing was changed");
    } catch (SQLException e) {
      throw new StartFailure(StartFailure.CONFLICT, "nothing was restored: " + e.getMessage());
    }
  }

  private static Restore.Done restore(Store.Address into, BackupFolder.Verified backup)
      throws SQLException, IOException, BadBackup {
    return new Restore(into, backup, InstantSource.system()).run();
  }

  private void say(
      BackupFolder.Verified backup, Restore.Done done, Optional<Path> aside, PrintStream out) {
    var manifest = backup.manifest();
    Instant taken = Instant.EPOCH.plus(manifest.takenUs(), ChronoUnit.MICROS);
    if (json) {
      var node = JsonMapper.builder().build().createObjectNode();
      node.put("backup", manifest.name()).put("taken", taken.toString());
      node.put("samples", manifest.samples()).put("db_generation", done.generation());
      node.put("check_ms", done.checking().toMillis()).put("load_ms", done.loading().toMillis());
      out.println(node.put("old_data", aside.map(Path::toString).orElse(null)));
      return;
    }
    out.printf(
        "Restored %s: the store of %s, %d samples; checked in %d ms, loaded in %d ms.%n",
        manifest.name(),
        taken.truncatedTo(ChronoUnit.SECONDS),
        manifest.samples(),
        done.checking().toMillis(),
        done.loading().toMillis());
    aside.ifPresent(
        old -> out.printf("The old data lie in %s; delete them when all is well.%n", old));
    out.println(
        "Start the cloud: it reads the log again from there, and gateways send what it lacks.");
  }
}
