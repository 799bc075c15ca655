package io.arxos.cloud.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Backend;
import io.arxos.cloud.store.Store;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a backup that is not what was written.
@Timeout(300)
final class DamagedBackupTest extends StoreCase {
  @Test
  void aDamagedFileIsRefusedBeforeAnythingIsWritten() throws Exception {
    writer.store(0, 1, 10);
    writer.lose(11, 12);
    var backup = take();
    for (var file : backup.files()) {
      var path = folder.at(backup.name()).resolve(file.file());
      flip(path, file.bytes() / 2);
      var into = Backend.emptyDatabase();
      var refused = assertThrows(BadBackup.class, () -> restore(backup.name(), into));
      assertTrue(refused.line().contains(file.file()), refused.line());
      try (var untouched = Store.connect(into)) {
        assertEquals(
            0, count(untouched, "select count(*) from pg_tables where schemaname = 'public'"));
      }
      flip(path, file.bytes() / 2);
    }
    // The control: as it was, it is restored.
    restore(backup.name(), Backend.emptyDatabase());
  }

  @Test
  void aTruncatedOrMissingFileAndAnotherManifestAreRefused() throws Exception {
    writer.store(0, 1, 10);
    var backup = take();
    var manifest = folder.at(backup.name()).resolve(BackupFolder.MANIFEST);
    flip(manifest, 10);
    assertThrows(BadBackup.class, () -> folder.verified(backup.name()));
    flip(manifest, 10);
    var cursors = folder.at(backup.name()).resolve("cursor.copy");
    try (var channel = java.nio.channels.FileChannel.open(cursors, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(cursors) - 1);
    }
    assertThrows(BadBackup.class, () -> Restore.check(folder.verified(backup.name())));
    Files.delete(cursors);
    assertThrows(BadBackup.class, () -> Restore.check(folder.verified(backup.name())));
  }

  @Test
  void whatIsDamagedWhileItIsWrittenDoesNotCount() throws Exception {
    writer.store(0, 1, 10);
    var name = new ArrayList<String>();
    var refused =
        assertThrows(BadBackup.class, () -> backups(damaging(Probe.Phase.MOVED, name)).take());
    assertTrue(refused.line().contains("SHA-256"), refused.line());
    assertEquals(0, writer.safe());
    assertEquals(List.of(), folder.names());
  }

  /// Damages the newest folder's cursors once.
  private Probe damaging(Probe.Phase phase, List<String> names) {
    return at -> {
      if (at == phase && names.isEmpty()) {
        try {
          names.add(folder.folders().getFirst());
          flip(folder.at(names.getFirst()).resolve("cursor.copy"), 25);
        } catch (java.io.IOException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  // An old file on a disk that forgets: found when it is read again, and then everything is copied.
  @Test
  void aLinkedFileThatIsDamagedIsCopiedAnew() throws Exception {
    writer.store(0, 1, 10);
    var first = take();
    var day = key(first, 0);
    flip(
        folder
            .at(first.name())
            .resolve(
                first.files().stream()
                    .filter(file -> file.ledger() != null && file.rows() > 0)
                    .findFirst()
                    .orElseThrow()
                    .file()),
        60);
    var tomorrow = InstantSource.offset(InstantSource.system(), java.time.Duration.ofDays(2));
    var second = new Backups(store, new Backups.Plan(folder, 3, "test"), tomorrow).take();
    assertNotEquals(day, key(second, 0));
    Restore.check(folder.verified(second.name()));
    assertEquals(10, writer.safe());
  }
}
