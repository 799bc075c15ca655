package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.arxos.gateway.journal.Append.Broken;
import io.arxos.gateway.journal.Append.DiskFull;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Held.Range;
import io.arxos.gateway.journal.Storage.Table;
import org.junit.jupiter.api.Test;

final class MemoryJournalTest extends JournalContract {
  private MemoryStorage disk = new MemoryStorage();

  @Override
  Journal open(long seed) {
    disk = disk.image();
    return TestJournals.in(disk, seed);
  }

  @Test
  void fullDiskRefusesAndGoesOnWhenThereIsSpace() {
    Journal journal = open(1);
    append(journal, Lane.TELEMETRY, 1, 2);
    disk.fail(StorageException.Kind.FULL);
    assertInstanceOf(DiskFull.class, journal.append(Lane.TELEMETRY, TestJournals.values(3, 1)));
    assertInstanceOf(JournalState.Full.class, journal.state());
    disk.fail(null);
    assertEquals(new Range(3, 3), append(journal, Lane.TELEMETRY, 3, 1));
    assertInstanceOf(JournalState.Open.class, journal.state());
  }

  // After a failed fsync nobody knows what is on the disk: writing the same sequence again could
  // give it two contents.
  @Test
  void brokenDiskEndsThisIncarnation() {
    Journal journal = open(1);
    append(journal, Lane.TELEMETRY, 1, 2);
    disk.failAndWrite();
    assertInstanceOf(Broken.class, journal.append(Lane.TELEMETRY, TestJournals.values(3, 1)));
    disk.fail(null);
    assertInstanceOf(Broken.class, journal.append(Lane.TELEMETRY, TestJournals.values(4, 1)));
    assertInstanceOf(JournalState.Failed.class, journal.state());
    assertInstanceOf(Found.Nothing.class, journal.next(1, Lane.TELEMETRY, 3), "not synced");
    assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 2));

    Journal next = open(2);
    assertEquals(new Header.Parent(journal.current().incarnation(), 0, 3), next.current().parent());
    assertEquals(new Range(1, 1), append(next, Lane.TELEMETRY, 3, 1));
  }

  @Test
  void damagedBlockIsNamedWithItsRange() {
    Journal journal = open(1);
    append(journal, Lane.TELEMETRY, 1, 2);
    append(journal, Lane.TELEMETRY, 3, 4);
    append(journal, Lane.TELEMETRY, 7, 1);
    disk.flipBit(Table.TELEMETRY, Keys.block(1, 3), 77);
    disk.flipBit(Table.TELEMETRY, Keys.block(1, 7), 7);
    var middle = assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, 3));
    assertEquals(3, middle.first());
    assertEquals(6, middle.last());
    var end = assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, 7));
    assertEquals(7, end.last());
  }
}
