package io.arxos.gateway.journal;

import java.nio.file.Path;

/// A journal on a real disk for tests of other packages.
public final class JournalFiles {
  private JournalFiles() {}

  /// Two blocks of telemetry and an alarm; the values are 100, 101, 102, 200, 201 and 7, each the
  /// microsecond of its time too.
  public static Path write(Path folder) {
    try (Journal journal = TestJournals.at(folder, 1)) {
      journal.append(Lane.TELEMETRY, TestJournals.values(100, 3));
      journal.append(Lane.TELEMETRY, TestJournals.values(200, 2));
      journal.append(Lane.ALARM, TestJournals.values(7, 1));
    }
    return folder;
  }

  /// A journal whose second block is not what was written.
  public static Path writeDamaged(Path folder) throws StorageException {
    write(folder);
    try (var storage = RocksStorage.open(folder, space(folder))) {
      storage.commit(
          java.util.List.of(
              new Storage.Change(Storage.Table.TELEMETRY, Keys.block(1, 4), new byte[] {1, 2, 3})));
    }
    return folder;
  }

  /// Opened for writing until it is closed, as a running gateway has it.
  public static AutoCloseable held(Path folder) {
    return TestJournals.at(folder, 2);
  }

  private static Space space(Path folder) {
    var none = new Ballast(folder, 0);
    return new Space(folder, TestJournals.SMALL, none, none);
  }
}
