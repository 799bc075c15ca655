package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.MemoryStorage;
import io.arxos.gateway.journal.TestJournals;
import org.junit.jupiter.api.Test;

/// Old and safe goes; a gap among it holds nothing up.
final class TrimmingTest {
  private static final long DAMAGED = 3;

  private final MemoryStorage disk = new MemoryStorage();
  private final Journal journal = TestJournals.in(disk, 1);

  /// Three blocks: 1 and 2 of the times 10 and 11, 3 to 6 of 20 to 23, 7 of 30.
  TrimmingTest() {
    journal.append(Lane.TELEMETRY, TestJournals.values(10, 2));
    journal.append(Lane.TELEMETRY, TestJournals.values(20, 4));
    journal.append(Lane.TELEMETRY, TestJournals.values(30, 1));
  }

  @Test
  void whatIsYoungStays() {
    assertEquals(7, firstAfterTrimming(7, 30));
  }

  @Test
  void whatIsNotSafeStays() {
    assertEquals(3, firstAfterTrimming(6 - 1, 100));
  }

  @Test
  void gapGoesWithWhatIsOld() {
    TestJournals.damage(disk, 1, DAMAGED);
    assertInstanceOf(Found.Gone.class, journal.next(1, Lane.TELEMETRY, DAMAGED));
    assertEquals(8, firstAfterTrimming(7, 100));
  }

  @Test
  void gapStaysWithWhatIsYoung() {
    TestJournals.damage(disk, 1, DAMAGED);
    assertInstanceOf(Found.Gone.class, journal.next(1, Lane.TELEMETRY, DAMAGED));
    assertEquals(3, firstAfterTrimming(7, 15));
  }

  private long firstAfterTrimming(long safe, long olderThanMicros) {
    var held = journal.incarnations().getFirst();
    Trimming.trim(journal, new Track(held, Lane.TELEMETRY, safe + 1, safe), olderThanMicros);
    return journal.incarnations().getFirst().telemetry().first();
  }
}
