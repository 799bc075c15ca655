package io.arxos.bench;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.Append;
import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalFolder;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Opening;
import io.arxos.stage.Load;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.SplittableRandom;

/// A journal as a gateway without a cloud fills it: values of temperatures, 50 a second, in the
/// blocks that the closing rule makes of them.
final class SyncBacklog {
  static final int POINTS = 20;
  static final long PERIOD_MICROS = 20_000;

  private final SplittableRandom random = new SplittableRandom(7);
  private final double[] values = new double[POINTS];
  private long made;

  SyncBacklog() {
    for (int i = 0; i < POINTS; i++) {
      values[i] = 18 + random.nextInt(80) / 10.0;
    }
  }

  /// How many samples of such a stream are in a block: the first opens it, and it closes when the
  /// rule's time is over.
  static int perBlock() {
    return (int) (ClosingRule.PROMPT.unhurried().toNanos() / 1_000 / PERIOD_MICROS) + 1;
  }

  /// Journals so many samples, the last of them now.
  ///
  /// @param folder made here; in memory this takes a minute, on a disk as long as its syncs
  void write(Path folder, long samples, long nowMicros) {
    try (Journal journal = open(folder)) {
      long micros = nowMicros - samples * PERIOD_MICROS;
      for (long left = samples; left > 0; ) {
        int count = (int) Math.min(perBlock(), left);
        Append append = journal.append(Lane.TELEMETRY, block(count, micros));
        if (!(append instanceof Append.Appended)) {
          throw new IllegalStateException("the journal does not take it: " + append);
        }
        left -= count;
        micros += count * PERIOD_MICROS;
      }
    }
  }

  static Journal open(Path folder) {
    var birth = new Birth("bench", 0, Load.nowMicros(), true);
    var random = new SecureRandom();
    return switch (new JournalFolder(folder)
        .open(() -> new Beginning(IncarnationId.random(random), birth))) {
      case Opening.Opened opened -> opened.journal();
      case Opening.InUse(String why) -> throw new IllegalStateException(why);
      case Opening.NoSpace(String why) -> throw new IllegalStateException(why);
      case Opening.Failed(String why) -> throw new IllegalStateException(why);
    };
  }

  private Columns block(int count, long fromMicros) {
    var columns = new Columns();
    for (int i = 0; i < count; i++) {
      long micros = fromMicros + i * PERIOD_MICROS + random.nextInt(2_000);
      int point = (int) (made++ % POINTS);
      var stamp =
          new Stamp(SyncModelWire.point(SyncGateway.BUILDING, point), micros, micros, 1, "");
      columns.addNumber(stamp, next(point));
    }
    return columns;
  }

  double next(int point) {
    values[point] = Math.rint(values[point] * 10 + random.nextInt(-2, 3)) / 10;
    return values[point];
  }

  /// Deletes a folder and all in it.
  static void delete(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      for (Path one : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  /// Copies the files of a folder.
  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
