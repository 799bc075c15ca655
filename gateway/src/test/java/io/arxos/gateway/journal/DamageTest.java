package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Storage.Table;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// What the disk gives back wrong, or not at all, becomes a gap that is written down.
final class DamageTest {
  private final MemoryStorage disk = new MemoryStorage();
  private Journal journal = TestJournals.in(disk, 1);

  @Test
  void damageIsWrittenDownWithTheTimeBetweenItsNeighbours() {
    append(10, 2);
    append(20, 4);
    append(30, 1);
    disk.flipBit(Table.TELEMETRY, Keys.block(1, 3), 77);
    var gone = new Gone(3, 6, "damaged on the gateway's disk: its checksum is wrong", 11, 30);
    assertEquals(gone, journal.next(1, Lane.TELEMETRY, 4));
    journal = TestJournals.in(disk, 2);
    assertEquals(gone, journal.next(1, Lane.TELEMETRY, 3));
    assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 7));
  }

  @Test
  void whatWasGivenUpIsNotGivenBackWhenItCanBeReadAgain() {
    append(10, 2);
    append(20, 4);
    disk.flipBit(Table.TELEMETRY, Keys.block(1, 3), 77);
    Found gone = journal.next(1, Lane.TELEMETRY, 3);
    disk.flipBit(Table.TELEMETRY, Keys.block(1, 3), 77);
    assertEquals(gone, journal.next(1, Lane.TELEMETRY, 3));
    assertInstanceOf(Gone.class, gone);
  }

  @Test
  void holeInTheMiddleIsNotTakenForTrimmed() {
    append(10, 2);
    append(20, 4);
    append(30, 1);
    disk.forget(Table.TELEMETRY, Keys.block(1, 3));
    var gone = assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, 3));
    assertEquals(6, gone.last());
    EvictionTest.assertEveryoneIsSpokenFor(journal);
  }

  @Test
  void trimmingGoesOnPastADamage() {
    append(10, 2);
    append(20, 4);
    append(30, 1);
    disk.flipBit(Table.TELEMETRY, Keys.block(1, 3), 77);
    assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, 3));
    journal.trim(1, Lane.TELEMETRY, 6);
    assertEquals(7, journal.incarnations().getFirst().telemetry().first());
    journal = TestJournals.in(disk, 2);
    assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 1));
  }

  // A disk that cannot give back a place must not hold up the lane for ever, and a cable that came
  // loose for a moment must not cost anything.
  @Test
  void unreadablePlaceIsGivenUpAfterAWhileAndNotBefore() {
    append(10, 2);
    append(20, 4);
    append(30, 1);
    disk.unreadable(Table.TELEMETRY, Keys.block(1, 3), true);
    assertInstanceOf(Unreadable.class, journal.next(1, Lane.TELEMETRY, 3));
    journal.tend();
    disk.unreadable(Table.TELEMETRY, Keys.block(1, 3), false);
    assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 3), "it was the cable");
    disk.unreadable(Table.TELEMETRY, Keys.block(1, 3), true);
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Unreadable.class, journal.next(1, Lane.TELEMETRY, 3));
      journal.tend();
    }
    var gone = assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, 3));
    assertEquals(3, gone.first());
    assertEquals(6, gone.last(), "no more than what cannot be read");
    assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 7));
    disk.unreadable(Table.TELEMETRY, Keys.block(1, 3), false);
    assertEquals(gone, journal.next(1, Lane.TELEMETRY, 5));
  }

  @Test
  void nothingIsWrittenDownAfterTheDiskHasFailed() {
    append(10, 2);
    disk.flipBit(Table.TELEMETRY, Keys.block(1, 1), 77);
    journal.fail("EIO");
    assertInstanceOf(Unreadable.class, journal.next(1, Lane.TELEMETRY, 1));
    assertInstanceOf(Nothing.class, journal.next(1, Lane.TELEMETRY, 3));
  }

  @Test
  void gapRecordHasItsGoldenBytes() throws StorageException {
    var gone = new Gone(7, 9, "lost", 1, 2);
    byte[] golden =
        HexFormat.of()
            .parseHex(
                "01" // format version
                    + "0000000000000009" // last
                    + "0000000000000001" // from µs
                    + "0000000000000002" // to µs
                    + "0004"
                    + "6c6f7374"); // reason
    assertArrayEquals(golden, Gaps.write(gone));
    assertEquals(gone, Gaps.read(7, golden));
    assertArrayEquals(
        HexFormat.of().parseHex("67" + "0000000000000003" + "01" + "0000000000000007"),
        Keys.gap(3, Lane.TELEMETRY, 7));
  }

  private void append(long from, int count) {
    JournalContract.append(journal, Lane.TELEMETRY, from, count);
  }
}
