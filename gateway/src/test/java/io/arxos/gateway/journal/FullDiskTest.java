package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.Append.Appended;
import io.arxos.gateway.journal.Append.DiskFull;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.JournalFolder.Reserves;
import io.arxos.gateway.journal.Opening.Opened;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real partition that somebody else fills; needs the right to mount one. What a simulated disk
/// can show of it is in the other tests of the package.
final class FullDiskTest {
  private static final long MIB = 1L << 20;

  // Of a reserve that is never asked for.
  private static final long UNCHECKED = -1000 * MIB;

  @TempDir Path data;

  private Path disk;
  private Path filler;
  private long value;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(data.resolve("disk"));
    filler = disk.resolve("somebody-else");
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=96m", "arxos-test", disk.toString()) == 0);
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  @Test
  void telemetryIsRefusedFirstAlarmsLastAndBothReturnWithTheSpace() throws Exception {
    try (Journal journal = open(new Reserves(8 * MIB, 4 * MIB, MIB, 16 * MIB))) {
      journal.tend();
      assertTrue(Files.size(disk.resolve("journal.ballast")) == 16 * MIB);
      assertInstanceOf(Appended.class, append(journal, Lane.TELEMETRY));
      fill();
      assertInstanceOf(DiskFull.class, append(journal, Lane.TELEMETRY));
      assertInstanceOf(Appended.class, append(journal, Lane.ALARM), "alarms have a reserve");
      assertFalse(Files.exists(disk.resolve("journal.alarm-reserve")));
      assertInstanceOf(DiskFull.class, append(journal, Lane.TELEMETRY), "and it is theirs alone");
      Files.delete(filler);
      assertInstanceOf(Appended.class, append(journal, Lane.TELEMETRY));
      journal.tend();
      assertTrue(Files.exists(disk.resolve("journal.alarm-reserve")), "it is taken on again");
      assertEquals(1, journal.current().startCounter(), "nothing had to be opened again");
      EvictionTest.assertEveryoneIsSpokenFor(journal);
    }
  }

  // No reserve at all, so that the write-ahead log itself finds the disk full.
  @Test
  void databaseThatRanIntoTheWallIsOpenedAgainWithTheBallast() throws Exception {
    try (Journal journal = open(new Reserves(8 * MIB, UNCHECKED, UNCHECKED, 16 * MIB))) {
      journal.tend();
      Header before = journal.current();
      long last = fillUntilStalled(journal);
      assertInstanceOf(JournalState.Full.class, journal.state());
      assertInstanceOf(DiskFull.class, append(journal, Lane.ALARM), "until it is opened again");
      journal.tend();
      assertFalse(Files.exists(disk.resolve("journal.ballast")), "it was needed");
      assertInstanceOf(Appended.class, append(journal, Lane.ALARM));
      assertNotEquals(before.incarnation(), journal.current().incarnation());
      assertEquals(before.startCounter() + 1, journal.current().startCounter());
      Held old = journal.incarnations().getFirst();
      assertTrue(old.telemetry().last() >= last, "what was acknowledged is there");
      assertEquals(
          old.telemetry().last(),
          java.util.Objects.requireNonNull(journal.current().parent()).lastTelemetry());
      EvictionTest.assertEveryoneIsSpokenFor(journal);
      Files.delete(filler);
      assertInstanceOf(Appended.class, append(journal, Lane.TELEMETRY));
      assertInstanceOf(Stored.class, journal.next(before.startCounter(), Lane.TELEMETRY, last));
    }
  }

  // The control: the database had really latched. Space alone does not open it again.
  @Test
  void withoutBeingOpenedAgainItStaysShutThoughThereIsSpace() throws Exception {
    try (Journal journal = open(new Reserves(8 * MIB, UNCHECKED, UNCHECKED, 16 * MIB))) {
      fillUntilStalled(journal);
      Files.delete(filler);
      for (int i = 0; i < 3; i++) {
        assertInstanceOf(DiskFull.class, append(journal, Lane.TELEMETRY));
      }
      journal.tend();
      assertInstanceOf(Appended.class, append(journal, Lane.TELEMETRY));
    }
  }

  // The disk is full again and again; each opening has its own sequences.
  @Test
  void whatWasAcknowledgedIsThereAfterManyWalls() throws Exception {
    try (Journal journal = open(new Reserves(8 * MIB, UNCHECKED, UNCHECKED, 0))) {
      Map<Long, Long> last = new TreeMap<>();
      for (int wall = 0; wall < 5; wall++) {
        last.merge(
            journal.current().startCounter(), fillUntilStalled(journal), (a, b) -> Math.max(a, b));
        Files.delete(filler);
        journal.tend();
      }
      assertEquals(6, journal.current().startCounter());
      for (Held held : journal.incarnations()) {
        long acknowledged = last.getOrDefault(held.header().startCounter(), 0L);
        assertTrue(held.telemetry().last() >= acknowledged, held + " " + acknowledged);
      }
      EvictionTest.assertEveryoneIsSpokenFor(journal);
    }
  }

  /// @return the last sequence that was acknowledged
  private long fillUntilStalled(Journal journal) throws IOException {
    assertInstanceOf(Appended.class, append(journal, Lane.TELEMETRY));
    long last = journal.incarnations().getLast().telemetry().last();
    fill();
    for (int i = 0; i < 10_000; i++) {
      if (!(append(journal, Lane.TELEMETRY) instanceof Appended appended)) {
        return last;
      }
      last = appended.last();
    }
    throw new AssertionError("the disk never became full");
  }

  private Append append(Journal journal, Lane lane) {
    var random = new SplittableRandom(++value);
    var columns = new Columns();
    for (int row = 0; row < 50; row++) {
      var text = new StringBuilder();
      for (int i = 0; i < 900; i++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      columns.addText(new Stamp("b/e/p", value, value, 1, ""), text.toString());
    }
    return journal.append(lane, columns);
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] piece = new byte[4096];
      while (disk.toFile().getUsableSpace() > 0) {
        out.write(piece);
      }
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("No space"), e.toString());
    }
  }

  private Journal open(Reserves reserves) {
    var folder = new JournalFolder(disk.resolve("journal"), 1L << 30, reserves);
    return assertInstanceOf(Opened.class, folder.open(TestJournals.beginnings(1))).journal();
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return 1; // there is no such command here
    }
  }
}
