package io.arxos.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Tells whoever started the process that it serves, and where.
final class ReadyFile {
  private ReadyFile() {}

  /// Appears whole or not at all.
  static void write(Path file, int pagePort) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        beside, "{\"pid\":%d,\"page\":%d}%n".formatted(ProcessHandle.current().pid(), pagePort));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
