package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Found.Stored;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a process that journals: what it was told is durable is there, once.
@Timeout(300)
final class JournalKillTest {
  private static final int KILLS = 4;
  private static final int ACKNOWLEDGED_PER_LIFE = 2_000;

  @TempDir Path data;

  @Test
  void whatWasAcknowledgedIsThereAfterEveryKill() throws Exception {
    for (int life = 1; life <= KILLS; life++) {
      long from = life * 1_000_000L;
      long acknowledged = liveAndDie(life, from);
      try (Journal journal = TestJournals.at(folder(), 1000 + life)) {
        assertEquals(Set.of(), missing(journal, from, acknowledged));
        assertTrue(valuesOf(journal).size() >= life * ACKNOWLEDGED_PER_LIFE);
      }
    }
  }

  // The same check on a disk that only said it had synced and lost the last blocks: it must fail,
  // otherwise it proves nothing.
  @Test
  void checkFindsADiskThatLies() throws BadBlock {
    var disk = new MemoryStorage();
    long acknowledged = 0;
    try (Journal journal = TestJournals.in(disk, 1)) {
      for (int i = 0; i < 100; i++) {
        assertInstanceOf(
            Append.Appended.class,
            journal.append(Lane.TELEMETRY, TestJournals.values(1_000_000 + i, 1)));
        acknowledged = 1_000_000 + i;
      }
    }
    var image = disk.image();
    image.loseBlocks(2);
    try (Journal journal = TestJournals.in(image, 2)) {
      assertFalse(missing(journal, 1_000_000, acknowledged).isEmpty());
    }
  }

  private long liveAndDie(int life, long from) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder().toString(),
                Integer.toString(life),
                Long.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      long acknowledged = 0;
      String line = out.readLine();
      for (int lines = 1; line != null; lines++) {
        acknowledged = Long.parseLong(line);
        if (lines == ACKNOWLEDGED_PER_LIFE) {
          process.toHandle().destroyForcibly(); // leaves what it has said readable
        }
        line = out.readLine();
        if (line != null && !line.matches("\\d{7,}")) {
          break; // cut off by the kill
        }
      }
      assertTrue(acknowledged >= from, "the process ended by itself");
      return acknowledged;
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  /// Values of a life up to the acknowledged one that are not in the journal.
  private static Set<Long> missing(Journal journal, long from, long acknowledged) throws BadBlock {
    List<Long> values = valuesOf(journal);
    Set<Long> distinct = new TreeSet<>(values);
    assertEquals(distinct.size(), values.size(), "a value is there twice");
    Set<Long> missing = new TreeSet<>();
    LongStream.rangeClosed(from, acknowledged)
        .filter(value -> !distinct.contains(value))
        .forEach(missing::add);
    return missing;
  }

  private static List<Long> valuesOf(Journal journal) throws BadBlock {
    List<Long> values = new ArrayList<>();
    for (Held held : journal.incarnations()) {
      long next = 1;
      while (journal.next(held.header().startCounter(), Lane.TELEMETRY, next)
          instanceof Stored stored) {
        assertEquals(next, stored.first(), "dense");
        var columns = BlockCodec.decode(stored.payload());
        for (int row = 0; row < columns.size(); row++) {
          values.add(columns.integer(row));
        }
        next = stored.last() + 1;
      }
      assertEquals(held.telemetry().last(), next - 1);
    }
    return values;
  }

  private Path folder() {
    return data.resolve("journal");
  }
}
