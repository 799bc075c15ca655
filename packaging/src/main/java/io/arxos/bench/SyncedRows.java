package io.arxos.bench;

import io.arxos.gateway.journal.BlockDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/// The reference: one row per sample, each synced on its own, in the same database engine.
final class SyncedRows {
  private static final int SECONDS_MAX = 10;

  private SyncedRows() {}

  record Result(double perSecond, double cpuMicros, double deviceBytes) {}

  static Result measure(Path folder, int seconds) throws Exception {
    Files.createDirectories(folder);
    RocksDB.loadLibrary();
    var device = BlockDevice.under(folder);
    try (var options =
            new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.NO_COMPRESSION);
        var synced = new WriteOptions().setSync(true);
        var db = RocksDB.open(options, folder.toString())) {
      write(db, synced, 1);
      long cpu = cpuNanos();
      long bytes = device.bytesWritten().orElse(0);
      long begin = System.nanoTime();
      long rows = write(db, synced, Math.min(seconds, SECONDS_MAX));
      double took = (System.nanoTime() - begin) / 1e9;
      cpu = cpuNanos() - cpu;
      bytes = device.bytesWritten().orElse(0) - bytes;
      return new Result(rows / took, cpu / 1e3 / rows, (double) bytes / rows);
    } finally {
      try (var all = Files.walk(folder)) {
        all.sorted(java.util.Comparator.reverseOrder())
            .map(Path::toFile)
            .forEach(file -> {
              if (!file.delete()) {
                file.deleteOnExit();
              }
            });
      }
    }
  }

  /// Of all threads of this process but the JVM's compilers, the database's too; to the nanosecond,
  /// where the sum that the kernel keeps for a process counts ticks.
  static long cpuNanos() {
    try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      long nanos = 0;
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).matches("(?s)C[12] .*")) {
          continue; // the JVM's compilers: they have done their work when a gateway is up for a
          // while
        }
        nanos += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
      }
      return nanos;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A row is point, time, value and status.
  private static long write(RocksDB db, WriteOptions synced, int seconds) throws RocksDBException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long row = 0;
    while (System.nanoTime() < end) {
      byte[] key = ByteBuffer.allocate(12).putInt((int) (row % 200)).putLong(row).array();
      byte[] value = ByteBuffer.allocate(9).putDouble(row / 100.0).put((byte) 1).array();
      db.put(synced, key, value);
      row++;
    }
    return row;
  }
}
