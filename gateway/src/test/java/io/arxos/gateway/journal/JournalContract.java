package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Append.Appended;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Header.Parent;
import io.arxos.gateway.journal.Held.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a journal promises on any disk.
abstract class JournalContract {
  /// The journal on the same disk as before, as a start finds it.
  abstract Journal open(long seed);

  @Test
  void sequencesAreDensePerLane() {
    try (Journal journal = open(1)) {
      assertEquals(new Range(1, 3), append(journal, Lane.TELEMETRY, 100, 3));
      assertEquals(new Range(4, 503), append(journal, Lane.TELEMETRY, 103, 500));
      assertEquals(new Range(1, 1), append(journal, Lane.ALARM, 900, 1));
      var held = journal.incarnations().getFirst();
      assertEquals(new Range(1, 503), held.telemetry());
      assertEquals(new Range(1, 1), held.alarm());
    }
  }

  @Test
  void whatWasAppendedIsFoundFromAnyOfItsSequences() throws BadBlock {
    try (Journal journal = open(1)) {
      append(journal, Lane.TELEMETRY, 100, 3);
      append(journal, Lane.TELEMETRY, 200, 5);
      for (long from = 1; from <= 8; from++) {
        var stored = assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, from));
        assertEquals(from <= 3 ? 1 : 4, stored.first());
        assertEquals(from <= 3 ? 3 : 8, stored.last());
        var columns = BlockCodec.decode(stored.payload());
        assertEquals(from <= 3 ? 100 : 200, columns.integer(0));
      }
      assertInstanceOf(Nothing.class, journal.next(1, Lane.TELEMETRY, 9));
      assertInstanceOf(Nothing.class, journal.next(1, Lane.ALARM, 1));
      assertInstanceOf(Nothing.class, journal.next(2, Lane.TELEMETRY, 1));
    }
  }

  // The same sequence must never have two contents: what is written after a start has another name.
  @Test
  void everyOpeningIsANewIncarnationThatKnowsItsParent() {
    Header first;
    try (Journal journal = open(1)) {
      first = journal.current();
      assertEquals(1, first.startCounter());
      assertNull(first.parent());
      append(journal, Lane.TELEMETRY, 1, 7);
      append(journal, Lane.ALARM, 1, 2);
    }
    try (Journal journal = open(2)) {
      var second = journal.current();
      assertNotEquals(first.incarnation(), second.incarnation());
      assertEquals(2, second.startCounter());
      assertEquals(new Parent(first.incarnation(), 2, 7), second.parent());
      assertEquals(TestJournals.BIRTH, second.birth());
      assertEquals(
          List.of(first, second), journal.incarnations().stream().map(Held::header).toList());
      assertEquals(new Range(1, 7), journal.incarnations().getFirst().telemetry());
      assertInstanceOf(Stored.class, journal.next(1, Lane.TELEMETRY, 3));
    }
  }

  @Test
  void incarnationWithoutSamplesIsDroppedAtTheNextStart() {
    IncarnationId withSamples;
    try (Journal journal = open(1)) {
      withSamples = journal.current().incarnation();
      append(journal, Lane.TELEMETRY, 1, 1);
    }
    open(2).close();
    open(3).close();
    try (Journal journal = open(4)) {
      assertEquals(2, journal.incarnations().size());
      var parent = journal.current().parent();
      assertEquals(new Parent(withSamples, 0, 1), parent);
    }
  }

  @Test
  void trimmedIsGoneForGoodAndTheRestStays() {
    try (Journal journal = open(1)) {
      append(journal, Lane.TELEMETRY, 1, 3);
      append(journal, Lane.TELEMETRY, 4, 3);
      journal.trim(1, Lane.TELEMETRY, 3);
      assertEquals(new Range(4, 6), journal.incarnations().getFirst().telemetry());
      assertEquals(4, ((Stored) journal.next(1, Lane.TELEMETRY, 1)).first());
    }
    try (Journal journal = open(2)) {
      assertEquals(new Range(4, 6), journal.incarnations().getFirst().telemetry());
      journal.trim(1, Lane.TELEMETRY, 100);
      assertInstanceOf(Nothing.class, journal.next(1, Lane.TELEMETRY, 1));
      append(journal, Lane.TELEMETRY, 1, 1);
    }
    try (Journal journal = open(3)) {
      assertEquals(List.of(2L, 3L), counters(journal), "nothing is left of the first incarnation");
      append(journal, Lane.TELEMETRY, 1, 1);
    }
    try (Journal journal = open(4)) {
      journal.trim(2, Lane.TELEMETRY, 1);
      assertEquals(List.of(3L, 4L), counters(journal), "only the parent stays when it is trimmed");
    }
  }

  // Files are dropped whole, so blocks outlive their trimming. Under the number of an incarnation
  // that is forgotten they would be found as the new one's.
  @Test
  void numbersOfIncarnationsAreNotUsedAgainWhenAllWasTrimmed() throws BadBlock {
    IncarnationId trimmed;
    try (Journal journal = open(1)) {
      trimmed = journal.current().incarnation();
      append(journal, Lane.TELEMETRY, 100, 1);
      append(journal, Lane.TELEMETRY, 101, 1);
    }
    try (Journal journal = open(2)) {
      journal.trim(1, Lane.TELEMETRY, 2);
    }
    try (Journal journal = open(3)) {
      assertEquals(new Parent(trimmed, 0, 2), journal.current().parent());
      append(journal, Lane.TELEMETRY, 200, 3);
      long counter = journal.current().startCounter();
      var stored = assertInstanceOf(Stored.class, journal.next(counter, Lane.TELEMETRY, 2));
      assertEquals(200, BlockCodec.decode(stored.payload()).integer(0));
    }
  }

  @Test
  void currentIncarnationStaysWhenAllOfItIsTrimmed() {
    try (Journal journal = open(1)) {
      append(journal, Lane.TELEMETRY, 1, 3);
      journal.trim(1, Lane.TELEMETRY, 3);
      assertEquals(new Range(4, 3), journal.incarnations().getFirst().telemetry());
      assertEquals(new Range(4, 4), append(journal, Lane.TELEMETRY, 1, 1));
      assertEquals(4, ((Stored) journal.next(1, Lane.TELEMETRY, 1)).first());
    }
  }

  private static List<Long> counters(Journal journal) {
    return journal.incarnations().stream().map(held -> held.header().startCounter()).toList();
  }

  static Range append(Journal journal, Lane lane, long from, int count) {
    var appended =
        assertInstanceOf(Appended.class, journal.append(lane, TestJournals.values(from, count)));
    return new Range(appended.first(), appended.last());
  }
}
