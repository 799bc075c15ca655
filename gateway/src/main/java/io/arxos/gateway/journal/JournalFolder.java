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
/// @param quotaBytes the most it may take; beyond it the oldest is given up
/// @param reserves what it needs besides
public record JournalFolder(Path path, long quotaBytes, Reserves reserves) {
  private static final long QUOTA_BYTES = 1L << 30;

  /// Space that is kept free, or kept from others.
  ///
  /// @param beginBytes below this the journal does not begin
  /// @param telemetryBytes telemetry leaves so much to alarms and to the database
  /// @param alarmBytes alarms leave so much to the database
  /// @param ballastBytes of a file that is given up to open the database again; 0 for none
  public record Reserves(long beginBytes, long telemetryBytes, long alarmBytes, long ballastBytes) {
    /// The whole write-ahead log, the memtables and a flush's output; and four times the log.
    static final Reserves DEFAULT =
        new Reserves(64L << 20, 32L << 20, 8L << 20, 4 * RocksTuning.WAL_BYTES_MAX);
  }

  /// With the quota that holds about three months of 50 samples a second.
  public JournalFolder(Path path) {
    this(path, QUOTA_BYTES);
  }

  public JournalFolder(Path path, long quotaBytes) {
    this(path, quotaBytes, Reserves.DEFAULT);
  }

  /// Opens the journal under a new incarnation.
  ///
  /// @param beginnings one is taken now, and one whenever it must be opened again later
  public Opening open(Supplier<Beginning> beginnings) {
    try {
      Files.createDirectories(path);
      FileChannel lock = lock();
      if (lock == null) {
        return new Opening.InUse("the journal " + path + " is in use by another process");
      }
      Space space = space();
      if (!space.suffices(reserves.beginBytes())) {
        lock.close();
        return new Opening.NoSpace(
            "no space for the journal in %s: %,d MiB are free, %,d MiB are needed"
                .formatted(
                    path, path.toFile().getUsableSpace() >> 20, reserves.beginBytes() >> 20));
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
      Files.deleteIfExists(space().ballast().file());
      Files.deleteIfExists(space().forAlarms().file());
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

  private boolean isEmpty() throws StorageException {
    try (Stream<Path> files = Files.list(path)) {
      return files.noneMatch(file -> file.toString().matches(".*(\\.sst|\\.log|MANIFEST-\\d+)"));
    } catch (IOException e) {
      throw new StorageException(StorageException.Kind.BROKEN, e.toString());
    }
  }

  private Space space() {
    long bytes = Math.min(reserves.ballastBytes(), quotaBytes / 4);
    return new Space(
        path,
        reserves,
        new Ballast(beside(".ballast"), bytes),
        new Ballast(beside(".alarm-reserve"), bytes / 4));
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private Journal journal(FileChannel lock, Supplier<Beginning> beginnings)
      throws StorageException {
    if (!JournalReader.isThere(path) && !isEmpty()) {
      // The database would begin anew and clear away what it does not know.
      throw new StorageException(StorageException.Kind.CORRUPT, "its file CURRENT is missing");
    }
    var storage = RocksStorage.open(path, space());
    try {
      return Journal.begin(storage, beginnings, Limits.of(quotaBytes), lock);
    } catch (StorageException e) {
      storage.close();
      throw e;
    }
  }

  /// A file beside the folder, so that moving the folder aside does not move it.
  private @Nullable FileChannel lock() throws IOException {
    Path file = beside(".lock");
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

  /// The library, without a trace beside the journal: the folder may be somebody's copy.
  void loadLibraryAnywhere() {
    RocksDB.loadLibrary();
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
