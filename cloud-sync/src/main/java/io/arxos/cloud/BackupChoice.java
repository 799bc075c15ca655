package io.arxos.cloud;

import io.arxos.cloud.backup.BackupFolder;
import io.arxos.cloud.backup.BadBackup;
import io.arxos.cloud.config.CloudConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which backup of which folder.
final class BackupChoice {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "of the backup; default: the newest")
  private @Nullable String name;

  @Mixin private FolderOption folder = new FolderOption();

  /// Where the backups lie.
  static final class FolderOption {
    @Option(
        names = "--folder",
        paramLabel = "DIR",
        description = "where backups lie; default: backup.folder of the settings")
    private @Nullable Path folder;

    BackupFolder of(CloudConfig config) throws StartFailure {
      Path path = folder != null ? folder : config.backup().folder();
      if (path == null) {
        throw new StartFailure(
            StartFailure.CONFIGURATION,
            "it is not known where backups lie; give --folder, or set backup.folder");
      }
      return new BackupFolder(path);
    }
  }

  /// @throws StartFailure when there is none, or it cannot be used
  BackupFolder.Verified in(CloudConfig config) throws StartFailure, IOException {
    var in = folder.of(config);
    var wanted = name;
    try {
      var names = in.names();
      if (wanted == null && names.isEmpty()) {
        throw new StartFailure(StartFailure.NOT_FOUND, "there is no backup in " + in.path());
      }
      return in.verified(wanted == null ? names.getFirst() : wanted);
    } catch (BadBackup e) {
      boolean unknown = wanted != null && !in.names().contains(wanted);
      throw new StartFailure(
          unknown ? StartFailure.NOT_FOUND : StartFailure.CHECK_FAILED, e.line());
    }
  }
}
