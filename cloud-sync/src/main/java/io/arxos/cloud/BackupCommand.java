package io.arxos.cloud;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.backup.BackupFolder;
import io.arxos.cloud.backup.Backups;
import io.arxos.cloud.backup.BadBackup;
import io.arxos.cloud.backup.FolderInUse;
import io.arxos.cloud.backup.Manifest;
import io.arxos.cloud.config.CloudConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a backup of the store now, or says which there are.
@Command(
    name = "backup",
    description =
        "Make a backup of the store now, also beside the running cloud, and read it back. Exit 3"
            + " when what was read back does not count.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Mixin private ConfigOptions options = new ConfigOptions();
  @Mixin private BackupChoice.FolderOption folder = new BackupChoice.FolderOption();

  @Option(names = "--list", description = "make none; list those there are, the newest first")
  private boolean list;

  @Option(names = "--json", description = "one JSON object; with --list one per line")
  private boolean json;

  @Override
  public Integer call() throws StartFailure, InterruptedException, IOException {
    CloudConfig config = options.load(Map.of());
    BackupFolder in = folder.of(config);
    if (list) {
      return list(in, System.out);
    }
    return OfflineStore.with(
        config,
        store -> {
          var plan = new Backups.Plan(in, config.backup().keep(), Version.TEXT);
          long begun = System.nanoTime();
          try {
            Manifest made = new Backups(store, plan, InstantSource.system()).take();
            say(in, made, (System.nanoTime() - begun) / 1_000_000, System.out);
            return 0;
          } catch (BadBackup e) {
            throw new StartFailure(StartFailure.CHECK_FAILED, e.line());
          } catch (FolderInUse e) {
            throw new StartFailure(StartFailure.CONFLICT, String.valueOf(e.getMessage()));
          }
        });
  }

  private int list(BackupFolder in, PrintStream out) throws IOException {
    int code = 0;
    for (var name : in.names()) {
      try {
        say(in, in.verified(name).manifest(), -1, out);
      } catch (BadBackup e) {
        System.err.println(e.line());
        code = StartFailure.CHECK_FAILED;
      }
    }
    return code;
  }

  /// @param tookMs -1: not to be said
  private void say(BackupFolder in, Manifest backup, long tookMs, PrintStream out) {
    Instant taken = Instant.EPOCH.plus(backup.takenUs(), ChronoUnit.MICROS);
    if (!json) {
      out.printf(
          "%s  of %s  %d samples  %.1f MiB%s%n",
          in.path().resolve(backup.name()),
          taken.truncatedTo(ChronoUnit.SECONDS),
          backup.samples(),
          backup.bytes() / 1048576.0,
          tookMs < 0 ? "" : "  in " + tookMs + " ms");
      return;
    }
    ObjectNode node = JSON.createObjectNode().put("backup", backup.name());
    node.put("path", in.path().resolve(backup.name()).toString()).put("taken", taken.toString());
    node.put("samples", backup.samples()).put("bytes", backup.bytes());
    node.put("files", backup.files().size()).put("lanes", backup.lanes().size());
    if (tookMs >= 0) {
      node.put("took_ms", tookMs);
    }
    out.println(node);
  }
}
