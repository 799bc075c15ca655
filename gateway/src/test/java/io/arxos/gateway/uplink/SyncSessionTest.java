package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.MemoryStorage;
import io.arxos.gateway.journal.TestJournals;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SyncSessionTest {
  private static final long CREDIT = 1 << 20;

  private MemoryStorage disk = new MemoryStorage();
  private Journal journal = TestJournals.in(disk, 1);

  @Test
  void alarmsGoFirstThenTheOldestIncarnation() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.ALARM, 10, 1);
    IncarnationId old = current();
    restart();
    append(Lane.TELEMETRY, 20, 3);
    append(Lane.ALARM, 30, 1);
    var session = session(List.of());
    assertPlace(session, old, Lane.ALARM, 1, 1);
    assertPlace(session, current(), Lane.ALARM, 1, 1);
    assertPlace(session, old, Lane.TELEMETRY, 1, 2);
    assertPlace(session, current(), Lane.TELEMETRY, 1, 3);
    assertTrue(session.next().isEmpty());
    append(Lane.TELEMETRY, 40, 1);
    assertPlace(session, current(), Lane.TELEMETRY, 4, 4);
  }

  @Test
  void beginsWhereTheCloudSays() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2);
    append(Lane.TELEMETRY, 5, 2);
    var session = session(List.of(position(4, 0)));
    // Sequence 4 stands in the middle of a block; the cloud takes what it does not have.
    assertPlace(session, current(), Lane.TELEMETRY, 3, 4);
    assertPlace(session, current(), Lane.TELEMETRY, 5, 6);
  }

  @Test
  void neverMoreInFlightThanTheCreditWhichDoublesByTheAck() {
    for (int i = 0; i < 20; i++) {
      appendText(20_000);
    }
    var session = session(List.of());
    assertEquals(3, sendAll(session));
    assertTrue(session.inFlightBytes() <= SyncSession.CREDIT_START_BYTES);
    session.acknowledged(ack(20, 7, 0));
    assertEquals(4, sendAll(session), "two are in flight, 128 KiB hold six");
    assertTrue(session.inFlightBytes() <= 2 * SyncSession.CREDIT_START_BYTES);
    session.acknowledged(ack(40, 7, 40_000));
    assertEquals(0, sendAll(session), "the cloud has lowered its limit");
  }

  @Test
  void blockGreaterThanTheCreditGoesAlone() {
    appendText(90_000);
    appendText(90_000);
    var session = session(List.of());
    assertEquals(1, sendAll(session));
    session.acknowledged(ack(90, 7, 0));
    assertEquals(1, sendAll(session));
  }

  @Test
  void nackSendsAgainFromThere() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2);
    var session = session(List.of());
    assertEquals(2, sendAll(session));
    session.refused(new Down.Nack(current(), Lane.TELEMETRY, 3, 7, ""));
    assertPlace(session, current(), Lane.TELEMETRY, 3, 4);
    assertTrue(session.next().isEmpty());
  }

  @Test
  void whatNamesAnotherSessionIsIgnored() {
    append(Lane.TELEMETRY, 1, 2);
    var session = session(List.of());
    assertEquals(1, sendAll(session));
    session.refused(new Down.Nack(current(), Lane.TELEMETRY, 1, 6, ""));
    session.acknowledged(ack(2, 6, 0));
    assertTrue(session.next().isEmpty());
    session.trim(Long.MAX_VALUE);
    assertEquals(1, journal.incarnations().getFirst().telemetry().first(), "not safe");
  }

  @Test
  void whatWasTrimmedBecomesAGap() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2);
    journal.trim(1, Lane.TELEMETRY, 2);
    var session = session(List.of());
    var gap = assertInstanceOf(Up.Gap.class, session.next().orElseThrow());
    assertEquals(new Up.Place(current(), Lane.TELEMETRY, 1, 2, 7), gap.place());
    assertPlace(session, current(), Lane.TELEMETRY, 3, 4);
  }

  // The lost span is drawn on the page: it must not cover what was never lost.
  @Test
  void whatWasTrimmedLiesBetweenTheProcessesStartAndWhatFollows() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, TestJournals.BIRTH.wallMicros() + 5_000_000, 2);
    journal.trim(1, Lane.TELEMETRY, 2);
    var gap = assertInstanceOf(Up.Gap.class, session(List.of()).next().orElseThrow());
    long began = TestJournals.BIRTH.wallMicros();
    assertEquals(new Up.Span(began, began + 5_000_000), gap.span());
  }

  @Test
  void timeOfWhatWasTrimmedIsNotGuessedWhereTheClockWasWrong() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2); // of 1970, before its process began
    journal.trim(1, Lane.TELEMETRY, 2);
    var gap = assertInstanceOf(Up.Gap.class, session(List.of()).next().orElseThrow());
    assertEquals(Up.Span.UNKNOWN, gap.span());
  }

  @Test
  void wholeIncarnationThatWasTrimmedBecomesAGap() {
    append(Lane.TELEMETRY, 1, 2);
    journal.trim(1, Lane.TELEMETRY, 2);
    var session = session(List.of());
    var gap = assertInstanceOf(Up.Gap.class, session.next().orElseThrow());
    assertEquals(2, gap.place().last());
    assertTrue(session.next().isEmpty());
  }

  // The cloud said the block came damaged; the copy on the disk is checked before it is sent again.
  @Test
  void damagedCopyBecomesAGapWithItsReason() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2);
    var session = session(List.of());
    assertEquals(2, sendAll(session));
    TestJournals.damage(disk, 1, 1);
    session.refused(new Down.Nack(current(), Lane.TELEMETRY, 1, 7, "checksum"));
    var gap = assertInstanceOf(Up.Gap.class, session.next().orElseThrow());
    assertEquals(new Up.Place(current(), Lane.TELEMETRY, 1, 2, 7), gap.place());
    assertTrue(gap.reason().startsWith("damaged on the gateway's disk"), gap.reason());
    assertPlace(session, current(), Lane.TELEMETRY, 3, 4);
  }

  @Test
  void trimsWhatIsSafeAndOldOnly() {
    append(Lane.TELEMETRY, 1, 2); // wall times 1, 2
    append(Lane.TELEMETRY, 3, 2);
    append(Lane.TELEMETRY, 5, 2);
    var session = session(List.of(position(7, 5)));
    session.trim(4);
    assertEquals(3, journal.incarnations().getFirst().telemetry().first(), "3, 4 are too young");
    session.trim(Long.MAX_VALUE);
    assertEquals(5, journal.incarnations().getFirst().telemetry().first(), "6 is not safe");
  }

  @Test
  void cloudThatHasMoreThanTheDiskIsNoticed() {
    append(Lane.TELEMETRY, 1, 2);
    var session = session(List.of(position(6, 0)));
    assertEquals(1, session.aheadOfTheDisk().size());
    assertTrue(session.next().isEmpty());
  }

  @Test
  void oneMessageCarriesTheBlocksThatFollowEachOther() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2);
    append(Lane.ALARM, 10, 1);
    append(Lane.TELEMETRY, 5, 2);
    append(Lane.TELEMETRY, 7, 2);
    var session = session(3, CREDIT);
    assertBlocks(session, Lane.ALARM, 1, 1, 1);
    assertBlocks(session, Lane.TELEMETRY, 1, 6, 3);
    append(Lane.ALARM, 11, 1);
    assertBlocks(session, Lane.ALARM, 2, 2, 1);
    assertBlocks(session, Lane.TELEMETRY, 7, 8, 1);
    assertTrue(session.next().isEmpty());
    // A Nack into the middle of a message begins with the block that holds the sequence.
    session.refused(new Down.Nack(current(), Lane.TELEMETRY, 4, 7, ""));
    assertBlocks(session, Lane.TELEMETRY, 3, 8, 3);
  }

  @Test
  void cloudThatDoesNotSayHowManyGetsOneBlockInAMessage() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2);
    var session = session(0, CREDIT);
    assertBlocks(session, Lane.TELEMETRY, 1, 2, 1);
    assertBlocks(session, Lane.TELEMETRY, 3, 4, 1);
  }

  @Test
  void messageEndsBeforeWhatIsDamaged() {
    append(Lane.TELEMETRY, 1, 2);
    append(Lane.TELEMETRY, 3, 2);
    append(Lane.TELEMETRY, 5, 2);
    TestJournals.damage(disk, 1, 3);
    var session = session(10, CREDIT);
    assertBlocks(session, Lane.TELEMETRY, 1, 2, 1);
    assertInstanceOf(Up.Gap.class, session.next().orElseThrow());
    assertBlocks(session, Lane.TELEMETRY, 5, 6, 1);
  }

  @Test
  void messageOfSeveralBlocksStaysWithinCreditAndLength() {
    for (int i = 0; i < 10; i++) {
      appendText(20_000);
    }
    var session = session(10, CREDIT);
    assertBlocks(session, Lane.TELEMETRY, 1, 60, 3);
    assertTrue(session.next().isEmpty(), "64 KiB of credit are used up");
    session.acknowledged(ack(60, 7, 0));
    assertBlocks(session, Lane.TELEMETRY, 61, 120, 3);
    assertBlocks(session, Lane.TELEMETRY, 121, 180, 3);
    assertTrue(session.next().isEmpty());
    assertTrue(session.inFlightBytes() <= 2 * SyncSession.CREDIT_START_BYTES);
    session.acknowledged(ack(180, 7, 0));
    assertEquals(0, session.inFlightBytes());
    assertBlocks(session, Lane.TELEMETRY, 181, 200, 1);
  }

  private static void assertBlocks(
      SyncSession session, Lane lane, long first, long last, int blocks) {
    var message = assertInstanceOf(Up.Block.class, session.next().orElseThrow());
    assertEquals(lane, message.place().lane());
    assertEquals(first, message.place().first());
    assertEquals(last, message.place().last());
    assertEquals(blocks, message.payloads().size());
  }

  private SyncSession session(int blocksPerMessage, long credit) {
    return new SyncSession(
        journal, new Down.Welcome(7, List.of(), credit, blocksPerMessage, false, true));
  }

  private SyncSession session(List<Down.Position> positions) {
    return new SyncSession(journal, new Down.Welcome(7, positions, CREDIT, 0, false, true));
  }

  private Down.Position position(long next, long safe) {
    return new Down.Position(current(), Lane.TELEMETRY, next, safe);
  }

  private Down.Ack ack(long committed, long session, long credit) {
    return new Down.Ack(position(committed + 1, 0), session, credit);
  }

  private static int sendAll(SyncSession session) {
    int count = 0;
    while (session.next().isPresent()) {
      count++;
    }
    return count;
  }

  private static void assertPlace(
      SyncSession session, IncarnationId incarnation, Lane lane, long first, long last) {
    var block = assertInstanceOf(Up.Block.class, session.next().orElseThrow());
    assertEquals(new Up.Place(incarnation, lane, first, last, 7), block.place());
  }

  private IncarnationId current() {
    return journal.current().incarnation();
  }

  private void restart() {
    disk = disk.image();
    journal = TestJournals.in(disk, 2);
  }

  private void append(Lane lane, long from, int count) {
    journal.append(lane, TestJournals.values(from, count));
  }

  /// A block of a thousand bytes a sample.
  private void appendText(int bytes) {
    var columns = new Columns();
    for (int i = 0; i < bytes / 1000; i++) {
      columns.addText(new Stamp("b/e/p", i, i, 1, ""), i + "x".repeat(1000));
    }
    journal.append(Lane.TELEMETRY, columns);
  }
}
