package io.arxos.cloud.backup;

import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A real store, a folder for its backups, and somebody who writes.
abstract class StoreCase {
  @TempDir Path temporary;

  Store store;
  StoreWriter writer;
  BackupFolder folder;
  Counted counted;

  @BeforeEach
  void open() throws Exception {
    store = Backend.freshStore();
    writer = new StoreWriter(store, Blocks.telemetry("gw"));
    folder = new BackupFolder(temporary.resolve("backups"));
    counted = new Counted(store);
    counted.every(3_600_000);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// Ends a backup as `kill -9` does: nothing behind it is done.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  Backups backups(Probe probe) {
    return new Backups(store, new Backups.Plan(folder, 3, "test"), InstantSource.system(), probe);
  }

  Manifest take() throws Exception {
    return backups(Probe.NONE).take();
  }

  Restore.Done restore(String name, Store.Address into) throws Exception {
    return new Restore(into, folder.verified(name), InstantSource.system()).run();
  }

  static void flip(Path file, long at) throws java.io.IOException {
    try (var bytes = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int one = bytes.read();
      bytes.seek(at);
      bytes.write(one ^ 0x10);
    }
  }

  /// A digest of each table's rows.
  static TreeMap<String, String> contents(Store of) throws SQLException {
    return of.inTransaction(db -> {
      var contents = new TreeMap<String, String>();
      for (var table : Tables.all(db)) {
        try (var sql = db.createStatement();
            var rows =
                sql.executeQuery(
                    "select coalesce(md5(string_agg(t::text, ';' order by t::text)), '') from "
                        + table.name()
                        + " t")) {
          rows.next();
          contents.put(table.name(), rows.getString(1));
        }
      }
      return contents;
    });
  }

  static long count(Store of, String text) throws SQLException {
    return of.inTransaction(db -> {
      try (var sql = db.createStatement();
          var rows = sql.executeQuery(text)) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }

  void execute(String text) throws SQLException {
    store.inTransaction(db -> {
      try (var sql = db.createStatement()) {
        return sql.execute(text);
      }
    });
  }

  /// Which file on the disk holds a day.
  Object key(Manifest backup, int days) throws Exception {
    var day = java.time.LocalDate.ofEpochDay(Blocks.START_US / StoreWriter.DAY_US + days);
    var file = "block_" + day.toString().replace("-", "") + ".copy";
    return Files.getAttribute(folder.at(backup.name()).resolve(file), "unix:ino");
  }
}
