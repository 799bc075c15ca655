package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.gateway.journal.JournalFolder.Reserves;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Journals and samples for tests.
public final class TestJournals {
  public static final Header.Birth BIRTH =
      new Header.Birth("boot", 5, 1_767_600_000_000_000L, true);

  static final Reserves SMALL = new Reserves(1, 32 << 20, 8 << 20, 0);

  private TestJournals() {}

  public static Journal in(MemoryStorage storage, long seed) {
    try {
      return Journal.begin(storage, beginnings(seed), () -> {});
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
  }

  static Journal in(MemoryStorage storage, long seed, Limits limits) {
    try {
      return Journal.begin(storage, beginnings(seed), limits, () -> {});
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Journal at(Path folder, long seed) {
    Opening opening = new JournalFolder(folder, 1L << 30, SMALL).open(beginnings(seed));
    return assertInstanceOf(Opening.Opened.class, opening, opening.toString()).journal();
  }

  static Supplier<Beginning> beginnings(long seed) {
    var random = new SplittableRandom(seed);
    return () -> new Beginning(IncarnationId.random(random), BIRTH);
  }

  /// Rows whose values are from, from + 1, …
  public static Columns values(long from, int count) {
    var columns = new Columns();
    for (int i = 0; i < count; i++) {
      columns.addInteger(new Stamp("b/e/p", from + i, from + i, 1, ""), from + i);
    }
    return columns;
  }

  /// Flips a bit of a telemetry block.
  public static void damage(MemoryStorage disk, long startCounter, long first) {
    disk.flipBit(Storage.Table.TELEMETRY, Keys.block(startCounter, first), 99);
  }

  static List<Sample> samples(long from, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Sample(new PointId("b/e/p"), new Value.Int(from + i), Status.OK, 0, "", from, from))
        .toList();
  }
}
