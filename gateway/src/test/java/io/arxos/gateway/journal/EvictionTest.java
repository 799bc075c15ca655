package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.Append.Appended;
import io.arxos.gateway.journal.Append.DiskFull;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What goes first when a lane is over its share, and that nothing goes in silence.
final class EvictionTest {
  // A chunk of eviction is 64 KiB at least; a block of these is 10 KiB.
  private static final Limits LIMITS = new Limits(300_000, 600_000);
  private static final int TEXT = 1_000;
  private static final int ROWS = 10;

  private final MemoryStorage disk = new MemoryStorage();
  private Journal journal = TestJournals.in(disk, 1, LIMITS);

  @Test
  void theOldestTelemetryGoesWithItsReasonAndItsTime() {
    appendUntil(Lane.TELEMETRY, 200);
    var gone = assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, 1));
    assertEquals(1, gone.first());
    assertEquals("evicted to make room, the oldest first", gone.reason());
    assertEquals(gone.first(), gone.fromMicros(), "the time of a sample is its sequence");
    assertEquals(gone.last(), gone.toMicros());
    assertEveryoneIsSpokenFor(journal);
    assertTrue(disk.bytes(Storage.Table.TELEMETRY, Keys.block(0, 0), Keys.block(9, 0)) < 700_000);
  }

  // I8: nothing is given up without a gap record, whatever the cloud said it has: it may be
  // restored to a state before.
  @Test
  void safeGoesBeforeCommittedAndThatBeforeUnsent() {
    appendUntil(Lane.TELEMETRY, 20);
    journal.confirmed(1, Lane.TELEMETRY, 200, 100);
    appendUntil(Lane.TELEMETRY, 200);
    List<String> reasons = reasons(journal, Lane.TELEMETRY);
    assertEquals(
        List.of(
            "evicted to make room, when it was safe in the cloud",
            "evicted to make room, when the cloud had it",
            "evicted to make room, the oldest first"),
        reasons.stream().distinct().toList());
    assertEveryoneIsSpokenFor(journal);
  }

  // The cloud has taken everything of the second incarnation and lacks the first.
  @Test
  void whatIsSafeInALaterIncarnationGoesBeforeWhatIsUnsentInAnEarlierOne() {
    appendUntil(Lane.TELEMETRY, 20);
    journal = TestJournals.in(disk, 2, LIMITS);
    appendUntil(Lane.TELEMETRY, 20);
    journal.confirmed(2, Lane.TELEMETRY, 200, 200);
    appendUntil(Lane.TELEMETRY, 40);
    assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 1));
    assertInstanceOf(Gone.class, journal.next(2, Lane.TELEMETRY, 1));
    assertEveryoneIsSpokenFor(journal);
  }

  @Test
  void alarmsNeverPayForTelemetry() {
    appendUntil(Lane.ALARM, 20);
    appendUntil(Lane.TELEMETRY, 300);
    for (long from = 1; from <= 200; from += ROWS) {
      assertInstanceOf(Stored.class, journal.next(1, Lane.ALARM, from));
    }
    assertEveryoneIsSpokenFor(journal);
  }

  @Test
  void telemetryPaysForAlarmsAndUnsentAlarmsAreRefusedAtTheVeryLast() {
    appendUntil(Lane.TELEMETRY, 50);
    int taken = 0;
    while (append(Lane.ALARM) instanceof Appended) {
      taken++;
    }
    assertTrue(taken > 80, "alarms had the whole quota: " + taken);
    assertInstanceOf(JournalState.Full.class, journal.state());
    assertInstanceOf(Stored.class, journal.next(1, Lane.ALARM, 1));
    assertInstanceOf(DiskFull.class, append(Lane.TELEMETRY));
    journal.confirmed(1, Lane.ALARM, 400, 400);
    assertInstanceOf(Appended.class, append(Lane.ALARM), "what the cloud has makes room");
    assertEveryoneIsSpokenFor(journal);
  }

  @Test
  void aGapIsTheSameAfterEveryStartAndEndsWhenItIsSafe() {
    appendUntil(Lane.TELEMETRY, 200);
    Found before = journal.next(1, Lane.TELEMETRY, 1);
    journal = TestJournals.in(disk, 2, LIMITS);
    assertEquals(before, journal.next(1, Lane.TELEMETRY, 1));
    journal.trim(1, Lane.TELEMETRY, assertInstanceOf(Gone.class, before).last());
    Held held = journal.incarnations().getFirst();
    assertEquals(((Gone) before).last() + 1, held.telemetry().first());
    long records = count('g');
    journal.trim(1, Lane.TELEMETRY, Long.MAX_VALUE);
    assertTrue(records > 0);
    assertEquals(0, count('g'), "what is trimmed needs no record");
  }

  @Test
  void aBlockThatComesBackAfterItsGapWasWrittenIsNotReturned() {
    var image = disk.image();
    appendUntil(Lane.TELEMETRY, 200);
    long last = assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, 1)).last();
    journal = TestJournals.in(disk, 2, LIMITS);
    for (long from = 1; from <= last; from++) {
      assertInstanceOf(Gone.class, journal.next(1, Lane.TELEMETRY, from));
    }
    // A control: on the disk as it was before, it is there.
    var control = TestJournals.in(image, 3, LIMITS);
    assertInstanceOf(Nothing.class, control.next(1, Lane.TELEMETRY, 1));
  }

  @Test
  void fullDiskTakesWhatTheCloudHasAndNothingElse() {
    appendUntil(Lane.TELEMETRY, 20);
    disk.fail(StorageException.Kind.FULL);
    assertInstanceOf(DiskFull.class, append(Lane.TELEMETRY));
    disk.fail(null);
    assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 1));
  }

  private void appendUntil(Lane lane, int blocks) {
    for (int i = 0; i < blocks; i++) {
      assertInstanceOf(Appended.class, append(lane), "block " + i);
    }
  }

  private Append append(Lane lane) {
    long first = journal.incarnations().getLast().range(lane).last() + 1;
    var columns = new Columns();
    for (int row = 0; row < ROWS; row++) {
      String text = Long.toString(first + row).repeat(TEXT).substring(0, TEXT);
      columns.addText(new Stamp("b/e/p", first + row, first + row, 1, ""), text);
    }
    return journal.append(lane, columns);
  }

  private long count(char kind) {
    List<byte[]> keys = new ArrayList<>();
    try {
      disk.forEach(
          Storage.Table.META,
          (key, _) -> {
            if (key[0] == kind) {
              keys.add(key);
            }
          });
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
    return keys.size();
  }

  private static List<String> reasons(Journal journal, Lane lane) {
    List<String> reasons = new ArrayList<>();
    long next = 1;
    while (journal.next(1, lane, next) instanceof Gone gone) {
      reasons.add(gone.reason());
      next = gone.last() + 1;
    }
    return reasons;
  }

  /// Each sequence is there or gone, once, without a hole.
  static void assertEveryoneIsSpokenFor(Journal journal) {
    for (Held held : journal.incarnations()) {
      for (Lane lane : Lane.values()) {
        long next = held.range(lane).first();
        while (next <= held.range(lane).last()) {
          switch (journal.next(held.header().startCounter(), lane, next)) {
            case Stored(long first, long last, _) -> {
              assertEquals(next, first);
              next = last + 1;
            }
            case Gone gone -> {
              // A trimming may end within what is gone.
              assertTrue(gone.first() == next || next == held.range(lane).first());
              next = gone.last() + 1;
            }
            case Unreadable _, Nothing _ -> throw new AssertionError(lane + " " + next);
          }
        }
        assertEquals(held.range(lane).last() + 1, Math.max(next, held.range(lane).first()));
      }
    }
  }
}
