package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.Append.Appended;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Opening.Opened;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of the real database that were damaged while the gateway was down.
final class RocksDamageTest {
  private static final int ROWS = 20;

  @TempDir Path data;

  @Test
  void withoutItsFirstFileItIsMovedAsideAndNothingIsDeleted() throws IOException {
    write(20);
    Files.delete(folder().resolve("CURRENT"));
    long before = bytes(folder());
    Opened opened = open();
    assertEquals(before, bytes(Objects.requireNonNull(opened.movedAside())));
    assertWorks(opened.journal());
  }

  @Test
  void withHalfAManifestItIsMovedAside() throws IOException {
    write(20);
    Path manifest = largest("MANIFEST");
    try (var channel = FileChannel.open(manifest, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    Opened opened = open();
    if (opened.movedAside() == null) {
      // Cut between two records it is an older state, in which files are missing or unknown.
      assertTrue(opened.journal().incarnations().size() >= 1);
    }
    assertWorks(opened.journal());
  }

  // Nothing wrong is ever given back, and the lane goes on behind it.
  @Test
  void flippedBitInATableIsAGap() throws Exception {
    write(2_500);
    Path table = largest(".sst");
    flip(table, Files.size(table) / 2);
    Opened opened = open();
    assertNull(opened.movedAside());
    try (Journal journal = opened.journal()) {
      long gone = 0;
      long next = 1;
      while (next <= 2_500 * ROWS) {
        Found found = journal.next(1, Lane.TELEMETRY, next);
        if (found instanceof Unreadable) {
          journal.tend();
        } else if (found instanceof Gone(long first, long last, _, _, _)) {
          gone += last - first + 1;
          next = last + 1;
        } else {
          next = assertRight(assertInstanceOf(Stored.class, found)) + 1;
        }
      }
      assertTrue(gone > 0, "the damage was not met");
      assertTrue(gone < 2_500 * ROWS / 4, gone + " samples were given up for one bit");
      EvictionTest.assertEveryoneIsSpokenFor(journal);
      assertWorks(journal);
    }
  }

  // What was written behind the damage is still there, and what it took is listed.
  @Test
  void flippedBitInTheMiddleOfTheLogCostsLittleAndIsListed() throws Exception {
    write(900);
    Path log = largest(".log");
    flip(log, Files.size(log) / 2);
    Opened opened = open();
    assertNull(opened.movedAside());
    try (Journal journal = opened.journal()) {
      Held held = journal.incarnations().getFirst();
      assertEquals(900 * ROWS, held.telemetry().last(), "the last mark is behind the damage");
      EvictionTest.assertEveryoneIsSpokenFor(journal);
      long gone = 0;
      long next = 1;
      while (!(journal.next(1, Lane.TELEMETRY, next) instanceof Nothing)) {
        Found found = journal.next(1, Lane.TELEMETRY, next);
        if (found instanceof Gone(long first, long last, _, _, _)) {
          gone += last - first + 1;
          next = last + 1;
        } else {
          next = assertRight(assertInstanceOf(Stored.class, found)) + 1;
        }
      }
      assertTrue(gone > 0 && gone < 900 * ROWS / 2, gone + " samples are gone");
    }
  }

  /// The number of a sample is its value.
  private static long assertRight(Stored stored) throws BadBlock {
    Columns columns = BlockCodec.decode(stored.payload());
    for (int row = 0; row < columns.size(); row++) {
      assertEquals(stored.first() + row, columns.monoMicros(row));
    }
    return stored.last();
  }

  private void write(int blocks) {
    var random = new SplittableRandom(1);
    try (Journal journal = open().journal()) {
      for (int i = 0; i < blocks; i++) {
        var columns = new Columns();
        for (int row = 0; row < ROWS; row++) {
          long number = (long) i * ROWS + row + 1;
          var text = new StringBuilder();
          for (int c = 0; c < 200; c++) {
            text.append((char) (' ' + random.nextInt(90)));
          }
          columns.addText(new Stamp("b/e/p", number, number, 1, ""), text.toString());
        }
        assertInstanceOf(Appended.class, journal.append(Lane.TELEMETRY, columns));
      }
    }
  }

  private static void assertWorks(Journal journal) {
    try (journal) {
      assertInstanceOf(Appended.class, journal.append(Lane.ALARM, TestJournals.values(1, 1)));
    }
  }

  private Opened open() {
    var opening =
        new JournalFolder(folder(), 1L << 30, TestJournals.SMALL)
            .open(TestJournals.beginnings(data.hashCode() + System.nanoTime()));
    return assertInstanceOf(Opened.class, opening, opening.toString());
  }

  private Path folder() {
    return data.resolve("journal");
  }

  private Path largest(String name) throws IOException {
    try (var files = Files.list(folder())) {
      return files
          .filter(file -> file.getFileName().toString().contains(name))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flip(Path file, long position) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1)}), position);
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
