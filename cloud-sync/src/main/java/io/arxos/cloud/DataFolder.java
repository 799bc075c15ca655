package io.arxos.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folder in which the cloud keeps everything; one process at a time.
final class DataFolder implements AutoCloseable {
  static final String LOCK = "cloud.lock";
  static final String ADDRESS = "cloud.address";
  private static final long FREE_BYTES_MIN = 256L << 20;

  private final Path folder;
  private final FileChannel channel;

  private DataFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static Path keys(Path data) {
    return data.resolve("keys");
  }

  /// Makes the folder when it is new, and takes it.
  ///
  /// @throws StartFailure when another process has it, it cannot be written, or the disk is full
  static DataFolder take(Path folder) throws StartFailure {
    try {
      Files.createDirectories(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < FREE_BYTES_MIN) {
        throw new StartFailure(
            StartFailure.INTERNAL,
            "the disk of %s is full: %d MiB free, the cloud needs %d to start"
                .formatted(folder, free >> 20, FREE_BYTES_MIN >> 20));
      }
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        String owner = Files.readString(folder.resolve(LOCK), StandardCharsets.US_ASCII).strip();
        channel.close();
        throw new StartFailure(
            StartFailure.CONFLICT, "a cloud already runs on " + folder + ", process " + owner);
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return new DataFolder(folder, channel);
    } catch (IOException e) {
      throw new StartFailure(
          StartFailure.CONFIGURATION, "cannot use the data folder " + folder + ": " + why(e));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // taken within this process
    }
  }

  private static String why(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.FileAlreadyExistsException _ -> "a file is in the way";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// Leaves word for `arxos cloud login` where the page is.
  void announce(String url) throws IOException {
    Files.writeString(folder.resolve(ADDRESS), url + "\n");
  }

  /// Where the page of the cloud on this folder is, or was when it last ran.
  static Optional<String> announced(Path folder) {
    try {
      return Optional.of(Files.readString(folder.resolve(ADDRESS)).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Makes the names in a folder durable.
  static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
