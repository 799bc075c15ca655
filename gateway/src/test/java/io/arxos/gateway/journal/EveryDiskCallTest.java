package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.Append.Appended;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.StorageException.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One life of a journal with appending, trimming, evicting, damage and a start in it, in which the
/// n-th call of the disk fails, for n = 1, 2, … until none is left to fail.
final class EveryDiskCallTest {
  private static final Limits LIMITS = new Limits(200_000, 200_000);
  private static final int ROWS = 10;
  private static final int CALLS_MAX = 5_000;

  /// What was acknowledged: the value of each place.
  private final Map<String, Long> acknowledged = new TreeMap<>();

  private long value;

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"FULL", "STALLED", "BROKEN", "CORRUPT"})
  void nothingAcknowledgedIsLostOrHasTwoContents(Kind kind) throws BadBlock {
    boolean ahead = false;
    int calls = 0;
    while (!ahead && calls < CALLS_MAX) {
      calls++;
      acknowledged.clear();
      var disk = new MemoryStorage();
      disk.failCall(calls, kind);
      live(disk);
      ahead = disk.failureIsAhead();
      var image = disk.image();
      check(TestJournals.in(image, 100, LIMITS));
    }
    assertTrue(ahead, "some call failed in each run until the last");
    assertTrue(calls > 100, "the life had only " + calls + " calls");
  }

  // A journal on a disk that forgets: the check must see it.
  @Test
  void checkFindsALostBlock() throws BadBlock {
    var disk = new MemoryStorage();
    live(disk);
    var image = disk.image();
    image.loseBlocks(1);
    boolean found = false;
    try {
      check(TestJournals.in(image, 100, LIMITS));
    } catch (AssertionError e) {
      found = true;
    }
    assertTrue(found);
  }

  private void live(MemoryStorage disk) {
    Journal journal = open(disk, 1);
    if (journal == null) {
      return; // the process ends and is started again
    }
    use(journal, disk);
    journal = open(disk, 2);
    if (journal != null) {
      use(journal, disk);
    }
  }

  private void use(Journal journal, MemoryStorage disk) {
    for (int i = 0; i < 60; i++) {
      append(journal, List.of(Lane.TELEMETRY, Lane.TELEMETRY));
      if (i % 10 == 5) {
        append(journal, List.of(Lane.ALARM, Lane.TELEMETRY));
        journal.tend();
        journal.next(1, Lane.TELEMETRY, 1);
      }
      if (i == 20) {
        journal.confirmed(1, Lane.TELEMETRY, 60, 40);
        journal.trim(1, Lane.TELEMETRY, 20);
      }
    }
    long last = journal.incarnations().getLast().telemetry().last();
    disk.flipBit(Storage.Table.TELEMETRY, Keys.block(journal.current().startCounter(), last), 99);
    journal.next(journal.current().startCounter(), Lane.TELEMETRY, last);
    journal.tend();
  }

  private void append(Journal journal, List<Lane> lanes) {
    List<Draft> drafts = lanes.stream().map(lane -> new Draft(lane, columns(++value))).toList();
    List<Append> appends = journal.append(drafts);
    for (int i = 0; i < drafts.size(); i++) {
      if (appends.get(i) instanceof Appended(long first, long last, int _)) {
        assertEquals(ROWS, last - first + 1);
        String place = hex(journal.current().startCounter()) + lanes.get(i) + first;
        assertFalse(acknowledged.containsKey(place), "two contents of " + place);
        acknowledged.put(place, drafts.get(i).columns().monoMicros(0));
      }
    }
  }

  private void check(Journal journal) throws BadBlock {
    for (var entry : acknowledged.entrySet()) {
      String place = entry.getKey();
      long counter = Long.parseLong(place.substring(0, 4), 16);
      Lane lane = place.contains("ALARM") ? Lane.ALARM : Lane.TELEMETRY;
      long sequence = Long.parseLong(place.substring(4 + lane.name().length()));
      Held held = journal.held(counter);
      if (held == null || sequence < held.range(lane).first()) {
        continue; // trimmed when the cloud had it
      }
      assertTrue(sequence <= held.range(lane).last(), place + " is not there");
      switch (journal.next(counter, lane, sequence)) {
        case Stored stored ->
            assertEquals(
                entry.getValue(), BlockCodec.decode(stored.payload()).monoMicros(0), place);
        case Gone gone -> assertTrue(gone.first() <= sequence && gone.last() >= sequence);
        case Found.Unreadable _, Found.Nothing _ -> throw new AssertionError(place + " is lost");
      }
    }
    EvictionTest.assertEveryoneIsSpokenFor(journal);
  }

  private static Columns columns(long value) {
    var columns = new Columns();
    for (int row = 0; row < ROWS; row++) {
      String text = Long.toString(value).repeat(1_000).substring(0, 1_000);
      columns.addText(new Stamp("b/e/p", value, value, 1, ""), text);
    }
    return columns;
  }

  private static String hex(long counter) {
    return "%04x".formatted(counter);
  }

  private static @org.jspecify.annotations.Nullable Journal open(MemoryStorage disk, long seed) {
    try {
      return TestJournals.in(disk, seed, LIMITS);
    } catch (IllegalStateException e) {
      return null; // the disk failed
    }
  }
}
