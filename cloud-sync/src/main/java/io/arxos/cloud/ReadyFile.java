package io.arxos.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Tells others that the process serves, and where.
final class ReadyFile {
  private ReadyFile() {}

  /// Appears whole or not at all.
  static void write(Path file, int grpcPort, int httpPort) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        beside,
        "{\"pid\":%d,\"grpc\":%d,\"http\":%d}%n"
            .formatted(ProcessHandle.current().pid(), grpcPort, httpPort));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
