package io.arxos.cloud.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs PostgreSQL's programs: as ourselves, or, when we are root, as an unprivileged user, because
/// they refuse to run as root.
///
/// @param user null: as ourselves
record Runner(@Nullable String user) {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final long PROGRAM_SECONDS_MAX = 120;

  static Runner forThisProcess() throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Runner(null);
    }
    for (var candidate : List.of("postgres", "nobody")) {
      if (principal(candidate) != null) {
        return new Runner(candidate);
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and there is no user postgres or nobody; run as another"
            + " user");
  }

  /// The command line that runs a program as the right user.
  List<String> command(String... words) {
    var command = new ArrayList<String>();
    if (user != null) {
      command.addAll(
          List.of("setpriv", "--reuid", user, "--regid", group(), "--clear-groups", "--"));
    }
    command.addAll(Arrays.asList(words));
    return command;
  }

  /// Runs a program to its end.
  ///
  /// @throws IOException with its last words when it fails
  void run(String... words) throws IOException, InterruptedException {
    var said = Files.createTempFile("arxos-pg-", ".out");
    try {
      var process =
          new ProcessBuilder(command(words))
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(PROGRAM_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(words[0] + " did not end in " + PROGRAM_SECONDS_MAX + " s");
      }
      if (process.exitValue() != 0) {
        var text = Files.readString(said, StandardCharsets.UTF_8).strip();
        throw new IOException(Path.of(words[0]).getFileName() + " failed: " + text);
      }
    } finally {
      Files.deleteIfExists(said);
    }
  }

  /// Gives a file or folder to the user.
  void own(Path path) throws IOException {
    if (user != null && principal(user) instanceof UserPrincipal owner) {
      Files.setOwner(path, owner);
    }
  }

  /// Lets the user pass through the folders above a path. Only the right to pass is given, never to
  /// list or read.
  void letThrough(Path path) throws IOException {
    if (user == null) {
      return;
    }
    for (@Nullable Path p = path.toAbsolutePath(); p != null; p = p.getParent()) {
      Set<PosixFilePermission> may = Files.getPosixFilePermissions(p);
      if (may.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(p, may);
        LOG.info("{} may now be passed through by others: {} runs PostgreSQL below it", p, user);
      }
    }
  }

  private String group() {
    return "postgres".equals(user) ? "postgres" : "nogroup";
  }

  private static @Nullable UserPrincipal principal(String name) {
    try {
      return Path.of("/")
          .getFileSystem()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(name);
    } catch (IOException e) {
      return null;
    }
  }
}
