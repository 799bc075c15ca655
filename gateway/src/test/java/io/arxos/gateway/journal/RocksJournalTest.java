package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.JournalFolder.Reserves;
import io.arxos.gateway.journal.Opening.Failed;
import io.arxos.gateway.journal.Opening.InUse;
import io.arxos.gateway.journal.Opening.NoSpace;
import io.arxos.gateway.journal.Opening.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksJournalTest extends JournalContract {
  @TempDir Path data;

  @Override
  Journal open(long seed) {
    return TestJournals.at(data.resolve("journal"), seed);
  }

  @Test
  void secondOpeningIsToldThatTheJournalIsInUse() {
    try (Journal journal = open(1)) {
      var inUse = assertInstanceOf(InUse.class, opening(1));
      assertTrue(inUse.message().contains("in use by another process"), inUse.message());
      append(journal, Lane.TELEMETRY, 1, 1);
    }
    open(2).close();
  }

  @Test
  void withoutSpaceItDoesNotBegin() {
    var noSpace = assertInstanceOf(NoSpace.class, opening(Long.MAX_VALUE));
    assertTrue(noSpace.message().contains("MiB are needed"), noSpace.message());
  }

  @Test
  void folderThatCannotBeMadeIsOneClearLine() throws IOException {
    Files.writeString(data.resolve("journal"), "a file");
    var failed = assertInstanceOf(Failed.class, opening(1));
    assertTrue(failed.message().startsWith("the journal " + data), failed.message());
  }

  @Test
  void unreadableJournalIsMovedAsideAndNeverDeleted() throws IOException {
    try (Journal journal = open(1)) {
      append(journal, Lane.TELEMETRY, 1, 1);
    }
    List<Path> before = files(data.resolve("journal"));
    for (Path file : before) {
      if (file.getFileName().toString().startsWith("MANIFEST")) {
        Files.writeString(file, "this is not a manifest");
      }
    }
    var opened = assertInstanceOf(Opened.class, opening(1));
    try (Journal journal = opened.journal()) {
      assertEquals(1, journal.incarnations().size());
      append(journal, Lane.TELEMETRY, 1, 1);
    }
    Path aside = Objects.requireNonNull(opened.movedAside());
    assertTrue(files(aside).size() >= before.size() - 1);
  }

  // Whole files go, by their range; nothing is marked as deleted row by row.
  @Test
  void trimmingGivesSpaceBack() {
    try (Journal journal = open(1)) {
      long peak = 0;
      for (int i = 0; i < 800; i++) {
        var columns = new Columns();
        for (int row = 0; row < 60; row++) {
          columns.addText(new Stamp("b/e/p", row, row, 1, ""), "x".repeat(1000));
        }
        var appended =
            assertInstanceOf(Append.Appended.class, journal.append(Lane.TELEMETRY, columns));
        if (i % 50 == 49) {
          journal.trim(1, Lane.TELEMETRY, appended.last() - 60);
          peak = Math.max(peak, journal.bytes());
        }
      }
      assertTrue(peak < 24L << 20, "48 MB were written, " + peak + " were kept at a time");
    }
  }

  private Opening opening(long freeBytesMin) {
    var reserves = new Reserves(freeBytesMin, 32 << 20, 8 << 20, 0);
    return new JournalFolder(data.resolve("journal"), 1L << 30, reserves)
        .open(TestJournals.beginnings(9));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
