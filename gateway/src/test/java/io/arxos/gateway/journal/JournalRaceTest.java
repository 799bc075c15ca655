package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.arxos.gateway.journal.Append.Appended;
import io.arxos.gateway.journal.Found.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// One thread appends to a journal while others read, trim and confirm. Its share is small, so that
/// it evicts; some blocks are damaged; at the end a write fails and is on the disk all the same. In
/// every other round nothing is trimmed and the disk stalls instead: a trim that a stalled disk did
/// not take is lost, and made again later.
final class JournalRaceTest {
  private static final int ROUNDS = 40;
  private static final int APPENDS = 250;
  private static final Limits SMALL = new Limits(64 << 10, 128 << 10);

  @Test
  void readersSeeWholeBlocksWithoutHolesUpToTheLast() throws Exception {
    assertEquals("", firstProblem(JournalWalk.Fault.NONE));
  }

  @Test
  void readerThatDoesNotAskWhatIsSyncedIsFound() throws Exception {
    assertNotEquals("", firstProblem(JournalWalk.Fault.BEYOND));
  }

  @Test
  void readerThatRemembersWhatIsTrimmedIsFound() throws Exception {
    assertNotEquals("", firstProblem(JournalWalk.Fault.STALE));
  }

  @Test
  void readerThatTakesATrimForTheEndIsFound() throws Exception {
    assertNotEquals("", firstProblem(JournalWalk.Fault.ENDS_EARLY));
  }

  @Test
  void readerThatDoesNotWriteDownWhatIsGoneIsFound() throws Exception {
    assertNotEquals("", firstProblem(JournalWalk.Fault.UNDECIDED));
  }

  @Test
  void trimWhileTheDiskIsOpenedAgainIsNotForgotten() throws Exception {
    var disk = new MemoryStorage();
    Journal journal = TestJournals.in(disk, 1);
    journal.append(Lane.TELEMETRY, TestJournals.values(1, 1));
    journal.append(Lane.TELEMETRY, TestJournals.values(2, 1));
    disk.stall();
    journal.append(Lane.TELEMETRY, TestJournals.values(3, 1));
    var trimming = Thread.ofPlatform().unstarted(() -> journal.trim(1, Lane.TELEMETRY, 1));
    disk.whenRead(() -> {
      trimming.start();
      while (trimming.getState() != Thread.State.BLOCKED && trimming.isAlive()) {
        Thread.onSpinWait();
      }
    });
    journal.tend();
    trimming.join();
    assertEquals(2, journal.current().startCounter(), "it was opened again");
    assertEquals(new Held.Range(2, 2), journal.incarnations().getFirst().telemetry());
  }

  private static String firstProblem(JournalWalk.Fault fault) throws Exception {
    try (var race = new Race()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        String problem = new Scene(seed, fault).run(race);
        if (!problem.isEmpty()) {
          return "round " + seed + ": " + problem;
        }
      }
    }
    return "";
  }

  /// One journal and those who use it.
  private static final class Scene {
    private final MemoryStorage disk = new MemoryStorage();
    private final SplittableRandom random;
    private final Journal journal;
    private final JournalWalk.Fault fault;
    private final boolean stalls;
    private final JournalWalk.Known known = new JournalWalk.Known(new ConcurrentHashMap<>());
    private final AtomicBoolean ended = new AtomicBoolean();

    Scene(int seed, JournalWalk.Fault fault) {
      this.stalls = seed % 2 == 1;
      this.random = new SplittableRandom(seed);
      this.journal = TestJournals.in(disk, seed, SMALL);
      this.fault = fault;
    }

    String run(Race race) throws Exception {
      List<Race.Part> parts = new ArrayList<>();
      var ofWriter = random.split();
      var ofTrimmer = random.split();
      parts.add(() -> write(ofWriter));
      parts.add(() -> trim(ofTrimmer));
      for (int i = 0; i < 2; i++) {
        var reader = new JournalWalk(journal, disk, fault, known);
        parts.add(() -> {
          String problem = "";
          while (problem.isEmpty() && !ended.get()) {
            problem = reader.pass();
          }
          return problem.isEmpty() ? reader.pass() : problem;
        });
      }
      return race.run(parts);
    }

    private String write(SplittableRandom by) {
      try {
        for (int i = 0; i < APPENDS; i++) {
          int kind = by.nextInt(60);
          if (stalls && kind == 0) {
            disk.stall();
          }
          if (kind <= 10) {
            journal.tend();
          }
          String problem = append(by);
          if (!problem.isEmpty()) {
            return problem;
          }
        }
        disk.failAndWrite();
        journal.append(Lane.TELEMETRY, JournalWalk.rows(1, 1, 1, reason(by)));
        return "";
      } finally {
        ended.set(true);
      }
    }

    private String append(SplittableRandom by) {
      long counter = journal.current().startCounter();
      long first = journal.incarnations().getLast().telemetry().last() + 1;
      int count = by.nextInt(1, 4);
      Append append =
          journal.append(Lane.TELEMETRY, JournalWalk.rows(counter, first, count, reason(by)));
      if (!(append instanceof Appended appended)) {
        journal.tend();
        return "";
      }
      if (appended.first() != first || appended.last() != first + count - 1) {
        return "appended as " + appended + ", and " + first + " was next";
      }
      if (by.nextInt(20) == 0) {
        for (int i = 0; i < count; i++) {
          known.damaged().put(new JournalWalk.At(counter, first + i), true);
        }
        TestJournals.damage(disk, counter, first);
      }
      return "";
    }

    private static String reason(SplittableRandom by) {
      var reason = new StringBuilder();
      by.ints(1_000, 'a', 'z' + 1).forEach(letter -> reason.append((char) letter));
      return reason.toString();
    }

    private String trim(SplittableRandom by) {
      while (!ended.get()) {
        for (Held held : journal.incarnations()) {
          long counter = held.header().startCounter();
          Held.Range range = held.telemetry();
          long some = range.first() + by.nextInt(12);
          // To the end of a block, as the uplink does.
          if (journal.next(counter, Lane.TELEMETRY, some) instanceof Stored stored) {
            String problem = trim(counter, stored.last(), range.last());
            if (!problem.isEmpty()) {
              return problem;
            }
          }
          Thread.onSpinWait();
        }
      }
      return "";
    }

    private String trim(long counter, long upTo, long last) {
      journal.confirmed(counter, Lane.TELEMETRY, Math.min(last, upTo + 9), upTo);
      if (stalls || upTo + 5 > last) {
        return "";
      }
      journal.trim(counter, Lane.TELEMETRY, upTo);
      Held after = journal.held(counter);
      boolean isEnded = journal.state() instanceof JournalState.Failed;
      return !isEnded && after != null && after.telemetry().first() <= upTo
          ? counter + ": trimmed up to " + upTo + ", and holds " + after.telemetry()
          : "";
    }
  }
}
