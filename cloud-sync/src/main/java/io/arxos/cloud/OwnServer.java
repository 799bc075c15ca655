package io.arxos.cloud;

import io.arxos.cloud.backup.BadBackup;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;

/// Replaces the data of our own server: the new ones are made whole in a folder beside, then the
/// old ones are moved aside and the new ones into their place. While that is half done, a file says
/// so and the server does not start; doing it again finishes it.
final class OwnServer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String PG = "pg";
  private static final String PASSWORD = "pg.password";

  private final Path data;
  private Optional<Path> aside = Optional.empty();

  OwnServer(Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  /// What is done with a server that is new and empty.
  interface Work<T> {
    T on(Store.Address server) throws SQLException, IOException, BadBackup;
  }

  /// Runs work on a new and empty server, which is gone afterwards.
  ///
  /// @param near where it lies meanwhile
  static <T> T scratch(Path near, Work<T> work)
      throws SQLException, IOException, BadBackup, InterruptedException {
    Files.createDirectories(near);
    Path folder = Files.createTempDirectory(near.toAbsolutePath(), "drill-");
    try (var server = EmbeddedPostgres.start(folder)) {
      return work.on(server.address());
    } finally {
      delete(folder);
    }
  }

  /// Runs work on a new and empty server, and puts that in the place of the old one.
  <T> T replace(Work<T> work) throws SQLException, IOException, BadBackup, InterruptedException {
    Path beside = data.resolve("restore-new");
    delete(beside);
    Files.createDirectories(beside);
    if (Files.exists(data.resolve(PASSWORD))) {
      Files.copy(
          data.resolve(PASSWORD), beside.resolve(PASSWORD), StandardCopyOption.COPY_ATTRIBUTES);
    }
    T done;
    try (var server = EmbeddedPostgres.start(beside)) {
      done = work.on(server.address());
    } catch (SQLException | IOException | BadBackup | InterruptedException e) {
      delete(beside);
      throw e;
    }
    stopOld();
    Path unfinished = data.resolve(EmbeddedPostgres.UNFINISHED);
    Files.writeString(unfinished, "moving " + beside + "/pg to " + data + "/pg\n");
    DataFolder.sync(data);
    Path old = data.resolve(PG);
    if (Files.exists(old)) {
      Path to = data.resolve("pg-before-restore-" + TIME.format(Instant.now()));
      Files.move(old, to, StandardCopyOption.ATOMIC_MOVE);
      aside = Optional.of(to);
    }
    if (!Files.exists(data.resolve(PASSWORD))) {
      Files.move(beside.resolve(PASSWORD), data.resolve(PASSWORD));
    }
    Files.move(beside.resolve(PG), old, StandardCopyOption.ATOMIC_MOVE);
    DataFolder.sync(data);
    Files.delete(unfinished);
    delete(beside);
    return done;
  }

  /// Where the old data lie; empty when there were none.
  Optional<Path> aside() {
    return aside;
  }

  /// A cloud that was killed leaves its server behind: it is stopped, and its data are whole.
  private void stopOld() throws IOException, InterruptedException {
    if (EmbeddedPostgres.running(data).isPresent()) {
      EmbeddedPostgres.start(data).close();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var tree = Files.walk(folder)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
