package io.arxos.cloud.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The lock file that a PostgreSQL server keeps in its data folder.
///
/// @param pid of the server that wrote it, which may be long gone
/// @param ready true when it takes connections
record PostmasterPid(long pid, int port, boolean ready) {
  // Lines of the file: 1 pid, 2 data folder, 3 start time, 4 port, 5 socket folder, 6 address,
  // 7 shared memory, 8 status (src/include/utils/pidfile.h).
  private static final int LINES = 8;

  static Optional<PostmasterPid> read(Path pg) throws IOException {
    try {
      var lines = Files.readString(pg.resolve("postmaster.pid")).split("\n", -1);
      if (lines.length < LINES) {
        return Optional.empty();
      }
      return Optional.of(
          new PostmasterPid(
              Long.parseLong(lines[0].strip()),
              Integer.parseInt(lines[3].strip()),
              lines[7].strip().equals("ready")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // read while it was being written
    }
  }

  boolean readyAs(long server) {
    return ready && pid == server;
  }

  /// Whether the process still lives and works in this very folder; its number may have been given
  /// to another.
  boolean alive(Path pg) {
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      return false;
    }
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
          .equals(pg.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /// Whether the process has ended and nobody has collected it, as happens where process 1 is no
  /// proper init. PostgreSQL would take it for a living server and refuse to start.
  boolean endedUncollected() {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
