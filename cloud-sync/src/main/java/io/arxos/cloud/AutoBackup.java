package io.arxos.cloud;

import io.arxos.cloud.backup.BackupFolder;
import io.arxos.cloud.backup.BackupSchedule;
import io.arxos.cloud.backup.Backups;
import io.arxos.cloud.backup.Counted;
import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/// Backups that the cloud makes by itself, when its settings say where.
final class AutoBackup {
  private AutoBackup() {}

  /// Says in the store whether backups are made, before any gateway is told what is safe.
  ///
  /// @return empty: none are made
  static Optional<BackupSchedule> start(
      CloudConfig config, Store store, MeterRegistry metrics, InstantSource clock)
      throws StartFailure, SQLException {
    var counted = new Counted(store);
    CloudConfig.Backup settings = config.backup();
    Path folder = settings.folder();
    if (folder == null) {
      counted.every(0);
      return Optional.empty();
    }
    var plan = new Backups.Plan(new BackupFolder(folder), settings.keep(), Version.TEXT);
    var schedule =
        new BackupSchedule(
            new Backups(store, plan, clock), counted, settings.every(), clock, metrics);
    try {
      schedule.start();
    } catch (IOException e) {
      throw new StartFailure(
          StartFailure.CONFIGURATION, "cannot use backup.folder " + folder + ": " + e.getMessage());
    }
    return Optional.of(schedule);
  }
}
