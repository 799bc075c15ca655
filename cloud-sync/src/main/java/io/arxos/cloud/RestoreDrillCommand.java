package io.arxos.cloud;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.cloud.backup.BackupFolder;
import io.arxos.cloud.backup.BadBackup;
import io.arxos.cloud.backup.Restore;
import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.history.Audit;
import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Proves that a backup can be restored, by restoring it.
@Command(
    name = "restore-drill",
    description =
        "Restore a backup into a server or database of its own, audit that, say how old the data"
            + " are (RPO) and how long it took (RTO), and drop it again. The cloud may run. Exit 3"
            + " when the backup is damaged or the audit finds something.",
    mixinStandardHelpOptions = true)
final class RestoreDrillCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();
  @Mixin private BackupChoice choice = new BackupChoice();

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  private record Drilled(Restore.Done done, Audit.Finding finding) {}

  @Override
  public Integer call() throws StartFailure, InterruptedException, IOException {
    CloudConfig config = options.load(Map.of());
    BackupFolder.Verified backup = choice.in(config);
    Instant begun = Instant.now();
    try {
      Drilled drilled =
          config.postgres().url().isEmpty()
              ? OwnServer.scratch(config.data(), server -> drill(server, backup))
              : inDatabase(Backing.operators(config.postgres()), backup);
      Duration took = Duration.between(begun, Instant.now());
      Instant taken = Instant.EPOCH.plus(backup.manifest().takenUs(), ChronoUnit.MICROS);
      say(new Report(backup, drilled, Duration.between(taken, begun), took), System.out);
      return drilled.finding().clean() ? 0 : StartFailure.CHECK_FAILED;
    } catch (BadBackup e) {
      throw new StartFailure(StartFailure.CHECK_FAILED, e.line());
    } catch (SQLException e) {
      throw new StartFailure(StartFailure.UNREACHABLE, "the drill failed: " + e.getMessage());
    }
  }

  private static Drilled drill(Store.Address empty, BackupFolder.Verified backup)
      throws SQLException, IOException, BadBackup {
    Restore.Done done = new Restore(empty, backup, InstantSource.system()).run();
    try (Store store = Store.connect(empty)) {
      return new Drilled(done, Audit.find(store));
    }
  }

  /// In a database of its own on the operator's server, whose user must be allowed to make one.
  private static Drilled inDatabase(Store.Address server, BackupFolder.Verified backup)
      throws SQLException, IOException, BadBackup {
    String name = "arxos_drill_" + ProcessHandle.current().pid();
    execute(server, "create database " + name);
    try {
      String url = server.url().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
      return drill(new Store.Address(url, server.user(), server.password()), backup);
    } finally {
      execute(server, "drop database if exists " + name + " with (force)");
    }
  }

  private static void execute(Store.Address server, String text) throws SQLException {
    try (var db = DriverManager.getConnection(server.url(), server.user(), server.password());
        var sql = db.createStatement()) {
      sql.execute(text);
    }
  }

  /// @param rpo how old the data were when the drill began
  /// @param rto from nothing to an audited store
  private record Report(
      BackupFolder.Verified backup, Drilled drilled, Duration rpo, Duration rto) {}

  private void say(Report report, PrintStream out) {
    var manifest = report.backup().manifest();
    var done = report.drilled().done();
    var finding = report.drilled().finding();
    if (json) {
      var node = JsonMapper.builder().build().createObjectNode();
      node.put("backup", manifest.name()).put("clean", finding.clean());
      node.put("rpo_seconds", seconds(report.rpo())).put("rto_seconds", seconds(report.rto()));
      node.put("check_seconds", seconds(done.checking()));
      node.put("load_seconds", seconds(done.loading())).put("bytes", manifest.bytes());
      node.put("samples", finding.samples()).put("lost", finding.lost());
      out.println(node.put("problems", finding.problems()));
      return;
    }
    out.printf(
        "%s can%s be restored: %d samples, %d listed as lost, %d problems.%n",
        manifest.name(),
        finding.clean() ? "" : "not",
        finding.samples(),
        finding.lost(),
        finding.problems());
    out.printf(
        "RPO %.1f s: what came since is with the log and the gateways. RTO %.1f s, of which %.1f to"
            + " check and %.1f to load.%n",
        seconds(report.rpo()),
        seconds(report.rto()),
        seconds(done.checking()),
        seconds(done.loading()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
