package io.arxos.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/// Where a journal lies: opens it for one process, and begins anew beside what cannot be read.
///
/// @param path of the folder; made when it is not there
/// @param quotaBytes the most it may take; beyond it readings are refused
/// @param freeBytesMin below this the journal does not begin
public record JournalFolder(Path path, long quotaBytes, long freeBytesMin) {
  private static final long QUOTA_BYTES = 1L << 30;
  private static final long FREE_BYTES_MIN = 2 * RocksStorage.RESERVE_BYTES;

  /// With the quota that holds about three months of 50 samples a second.
  public JournalFolder(Path path) {
    this(path, QUOTA_BYTES, FREE_BYTES_MIN);
  }

  public JournalFolder(Path path, long quotaBytes) {
    this(path, quotaBytes, FREE_BYTES_MIN);
  }

  /// Opens the journal under a new incarnation.
  ///
  /// @param beginnings one is taken now, and one whenever it must be opened again later
  public Opening open(Supplier<Beginning> beginnings) {
    try {
      Files.createDirectories(path);
      long free = path.toFile().getUsableSpace();
      if (free < freeBytesMin) {
        return new Opening.NoSpace(
            "no space for the journal in %s: %,d MiB are free, %,d MiB are needed"
                .formatted(path, free >> 20, freeBytesMin >> 20));
      }
      FileChannel lock = lock();
      if (lock == null) {
        return new Opening.InUse("the journal " + path + " is in use by another process");
      }
      try {
        loadLibrary();
        return begin(lock, beginnings);
      } catch (StorageException e) {
        lock.close();
        return new Opening.Failed("the journal " + path + " cannot be opened: " + e.reason());
      }
    } catch (IOException e) {
      return new Opening.Failed("the journal " + path + " cannot be opened: " + e);
    }
  }

  /// Deletes what is there.
  ///
  /// @return false when it is in use by another process
  public boolean delete() throws IOException {
    if (Files.notExists(path)) {
      return true;
    }
    FileChannel lock = lock();
    if (lock == null) {
      return false;
    }
    try (lock;
        Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return true;
  }

  private Opening begin(FileChannel lock, Supplier<Beginning> beginnings)
      throws StorageException, IOException {
    try {
      return new Opening.Opened(journal(lock, beginnings), null);
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.CORRUPT) {
        throw e;
      }
      long second = beginnings.get().birth().wallMicros() / 1_000_000;
      Path aside = path.resolveSibling(path.getFileName() + "-unreadable-" + second);
      Files.move(path, aside);
      Files.createDirectories(path);
      return new Opening.Opened(journal(lock, beginnings), aside);
    }
  }

  private Journal journal(FileChannel lock, Supplier<Beginning> beginnings)
      throws StorageException {
    var storage = RocksStorage.open(path, quotaBytes);
    try {
      return Journal.begin(storage, beginnings, lock);
    } catch (StorageException e) {
      storage.close();
      throw e;
    }
  }

  /// A file beside the folder, so that moving the folder aside does not move it.
  private @Nullable FileChannel lock() throws IOException {
    Path file = path.resolveSibling(path.getFileName() + ".lock");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // This process has it open already: as much in use as by another.
      channel.close();
      return null;
    }
    channel.close();
    return null;
  }

  /// Unpacks the library to one place: in the temporary folder each killed process would leave 15
  /// MB behind.
  private void loadLibrary() throws IOException {
    if (System.getProperty("java.library.path", "").contains("rocksdb")) {
      RocksDB.loadLibrary();
      return;
    }
    Path folder = path.resolveSibling("native");
    Files.createDirectories(folder);
    NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
    RocksDB.loadLibrary();
  }
}
