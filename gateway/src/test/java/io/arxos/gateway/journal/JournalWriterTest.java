package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Clock;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.gateway.journal.Held.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class JournalWriterTest {
  private final ManualClock clock = new ManualClock();
  private final MemoryStorage disk = new MemoryStorage();
  private final Journal journal = TestJournals.in(disk, 1);
  private final JournalWriter writer = new JournalWriter(journal, ClosingRule.PROMPT, clock);

  @Test
  void unhurriedBlockClosesAfterAQuarterOfASecond() {
    var answer = offer(1, 3, false);
    advance(249);
    assertEquals(0, writer.work());
    assertFalse(answer.isDone());
    advance(1);
    assertEquals(3, writer.work());
    assertEquals(Acceptance.DURABLE, answer.join());
  }

  @Test
  void awaitedBlockClosesWhenTheInboxIsQuiet() {
    var first = offer(1, 1, true);
    advance(1);
    var second = offer(2, 1, false);
    advance(1);
    assertEquals(0, writer.work(), "quiet for 1 ms only");
    advance(1);
    assertEquals(2, writer.work());
    assertEquals(Acceptance.DURABLE, first.join());
    assertEquals(Acceptance.DURABLE, second.join(), "one sync for both");
    assertEquals(1, disk.size(Storage.Table.TELEMETRY));
  }

  @Test
  void aStreamIsQuietWhenNothingCameForAsLongAsItHasLasted() {
    offer(0, 1, true);
    for (int i = 1; i <= 6; i++) {
      advance(1);
      offer(i, 1, true);
    }
    advance(5);
    assertEquals(0, writer.work(), "quiet for 5 ms after 6 ms of stream");
    advance(1);
    assertEquals(7, writer.work());
  }

  @Test
  void awaitedBlockClosesAfterTwentyMillisecondsOfNoise() {
    offer(0, 1, true);
    for (int i = 1; i < 20; i++) {
      advance(1);
      offer(i, 1, true);
      assertEquals(0, writer.work());
    }
    advance(1);
    assertEquals(20, writer.work());
  }

  @Test
  void fullBlockClosesAtOnceAndTheRestWaits() {
    var answer = offer(1, 501, false);
    assertEquals(500, writer.work());
    assertFalse(answer.isDone(), "one sample of it is not synced yet");
    assertEquals(0, writer.work());
    advance(250);
    assertEquals(1, writer.work());
    assertEquals(Acceptance.DURABLE, answer.join());
    assertEquals(new Range(1, 501), journal.incarnations().getFirst().telemetry());
  }

  @Test
  void onACardOneSyncASecondIsEnough() {
    var careful = new JournalWriter(journal, ClosingRule.SD_CARD, clock);
    careful.offer(Lane.TELEMETRY, TestJournals.samples(1, 1), true);
    advance(999);
    assertEquals(0, careful.work());
    advance(1);
    assertEquals(1, careful.work());
  }

  @Test
  void fullInboxRefusesAtOnceAndTakesNothing() {
    List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
    for (int i = 0; i < JournalWriter.INBOX_SAMPLES_MAX / 1000; i++) {
      answers.add(offer(i, 1000, false));
    }
    assertEquals(Acceptance.REFUSED, offer(1, 1, true).join());
    assertEquals(1, writer.figures().refused());
    writer.close();
    answers.forEach(answer -> assertEquals(Acceptance.DURABLE, answer.join()));
    assertEquals(
        JournalWriter.INBOX_SAMPLES_MAX, journal.incarnations().getFirst().telemetry().last());
  }

  @Test
  void fullDiskRefusesAndSaysSo() {
    disk.fail(StorageException.Kind.FULL);
    var answer = offer(1, 1, true);
    advance(20);
    writer.work();
    assertEquals(Acceptance.REFUSED, answer.join());
    assertTrue(writer.figures().state() instanceof JournalState.Full);
    disk.fail(null);
    var later = offer(1, 1, true);
    advance(20);
    writer.work();
    assertEquals(Acceptance.DURABLE, later.join());
    assertEquals(1, writer.figures().samples());
  }

  // Half of an offer that is refused must not be answered as durable because its second half was.
  @Test
  void offerWhoseFirstBlockWasRefusedIsRefused() {
    disk.fail(StorageException.Kind.FULL);
    var answer = offer(1, 501, false);
    writer.work();
    disk.fail(null);
    advance(250);
    writer.work();
    assertEquals(Acceptance.REFUSED, answer.join());
  }

  @Test
  void brokenDiskRefusesEverythingFromThenOn() {
    disk.fail(StorageException.Kind.BROKEN);
    var answer = offer(1, 1, true);
    advance(20);
    writer.work();
    assertEquals(Acceptance.REFUSED, answer.join());
    disk.fail(null);
    assertEquals(Acceptance.REFUSED, offer(2, 1, true).join(), "at once");
  }

  @Test
  void blockEndsWhereTheClockWasSet() {
    offer(1_000, 2, false);
    offer(3_600_000_000L, 2, false);
    offer(2_000, 1, false);
    advance(250);
    writer.close();
    assertEquals(3, disk.size(Storage.Table.TELEMETRY));
    assertEquals(new Range(1, 5), journal.incarnations().getFirst().telemetry());
  }

  @Test
  void alarmLaneHasItsOwnBlocks() {
    offer(1, 1, true);
    writer.offer(Lane.ALARM, TestJournals.samples(9, 2), true);
    advance(20);
    assertEquals(3, writer.work());
    var held = journal.incarnations().getFirst();
    assertEquals(new Range(1, 1), held.telemetry());
    assertEquals(new Range(1, 2), held.alarm());
  }

  @Test
  void threadAnswersAndWritesTheRestWhenClosed() throws Exception {
    var running = new JournalWriter(journal, ClosingRule.PROMPT, Clock.system());
    running.start();
    var answer = running.offer(Lane.TELEMETRY, TestJournals.samples(1, 5), true);
    assertEquals(Acceptance.DURABLE, answer.get(30, TimeUnit.SECONDS));
    var last = running.offer(Lane.TELEMETRY, TestJournals.samples(6, 5), false);
    running.close();
    assertEquals(Acceptance.DURABLE, last.get(30, TimeUnit.SECONDS));
    var late = running.offer(Lane.TELEMETRY, TestJournals.samples(6, 5), false);
    assertEquals(Acceptance.REFUSED, late.join());
  }

  private CompletableFuture<Acceptance> offer(long from, int count, boolean awaited) {
    return writer.offer(Lane.TELEMETRY, TestJournals.samples(from, count), awaited);
  }

  private void advance(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }
}
