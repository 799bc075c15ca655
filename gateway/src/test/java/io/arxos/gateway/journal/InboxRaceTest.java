package io.arxos.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.driver.Clock;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import io.arxos.gateway.journal.Found.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Several threads offer to one inbox while another empties it and closes it. Whatever the order:
/// every offer is answered, and what was answered as durable is in the journal by then, once, and
/// in its caller's order.
final class InboxRaceTest {
  private static final int ROUNDS = 1_500;
  private static final int CALLERS = 3;
  private static final int OFFERS = 12;
  private static final long OF_CALLER = 1_000_000;
  private static final ClosingRule AT_ONCE =
      new ClosingRule(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /// An inbox and what empties it.
  interface Subject extends Inbox {
    void work();

    void close();
  }

  /// @param syncedAtAnswer the lane's last synced sequence, looked up when the answer came
  private record Offered(
      Lane lane,
      List<Sample> samples,
      CompletableFuture<Acceptance> answer,
      boolean afterClose,
      AtomicLong syncedAtAnswer) {}

  @Test
  void emptiedByTheCaller() throws Exception {
    assertEquals("", firstProblem(InboxRaceTest::worked));
  }

  @Test
  void emptiedByItsOwnThread() throws Exception {
    assertEquals("", firstProblem(InboxRaceTest::running));
  }

  @Test
  void inboxWithoutALockIsFound() throws Exception {
    assertNotEquals("", firstProblem(j -> new TornInbox(j, TornInbox.Fault.NO_LOCK)));
  }

  @Test
  void inboxThatTakesAnOfferAfterItsLastLookIsFound() throws Exception {
    assertNotEquals("", firstProblem(j -> new TornInbox(j, TornInbox.Fault.LATE)));
  }

  @Test
  void inboxThatAnswersBeforeTheDiskDoesIsFound() throws Exception {
    assertNotEquals("", firstProblem(j -> new TornInbox(j, TornInbox.Fault.EARLY)));
  }

  private static Subject worked(Journal journal) {
    return over(new JournalWriter(journal, AT_ONCE, Clock.system()));
  }

  private static Subject running(Journal journal) {
    var writer = new JournalWriter(journal, AT_ONCE, Clock.system());
    writer.start();
    return over(writer, Thread::onSpinWait);
  }

  private static Subject over(JournalWriter writer) {
    return over(writer, writer::work);
  }

  private static Subject over(JournalWriter writer, Runnable work) {
    return new Subject() {
      @Override
      public CompletableFuture<Acceptance> offer(Lane lane, List<Sample> samples, boolean awaited) {
        return writer.offer(lane, samples, awaited);
      }

      @Override
      public void work() {
        work.run();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  private static String firstProblem(Function<Journal, Subject> subject) throws Exception {
    try (var race = new Race()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        String problem = round(race, subject, seed);
        if (!problem.isEmpty()) {
          return "round " + seed + ": " + problem;
        }
      }
    }
    return "";
  }

  private static String round(Race race, Function<Journal, Subject> subject, int seed)
      throws Exception {
    var random = new SplittableRandom(seed);
    var disk = new MemoryStorage();
    Journal journal = TestJournals.in(disk, seed);
    Subject inbox = subject.apply(journal);
    if (seed % 50 == 7) {
      disk.failCall(random.nextInt(1, 9), StorageException.Kind.FULL);
    }
    var closed = new AtomicBoolean();
    List<List<Offered>> offered = new ArrayList<>();
    List<Race.Part> parts = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      List<Offered> its = new ArrayList<>();
      offered.add(its);
      long from = caller * OF_CALLER;
      Lane lane = caller == 0 ? Lane.ALARM : Lane.TELEMETRY;
      var lengths = random.split();
      parts.add(() -> {
        offerAll(inbox, journal, new Source(lane, from, lengths), closed, its);
        return "";
      });
    }
    int turns = random.nextInt(12);
    parts.add(() -> {
      for (int i = 0; i < turns; i++) {
        inbox.work();
      }
      inbox.close();
      closed.set(true);
      return "";
    });
    String problem = race.run(parts);
    disk.failCall(0, StorageException.Kind.FULL); // if it has not come, it never will
    return problem.isEmpty() ? problem(journal, offered) : problem;
  }

  private record Source(Lane lane, long from, SplittableRandom random) {}

  private static void offerAll(
      Inbox inbox, Journal journal, Source source, AtomicBoolean closed, List<Offered> offered) {
    long next = source.from();
    for (int i = 0; i < OFFERS; i++) {
      // A few are longer than a block.
      boolean isLong = source.random().nextInt(200) == 0;
      int count = isLong ? LaneQueue.BLOCK_SAMPLES_MAX + 7 : source.random().nextInt(1, 4);
      List<Sample> samples = TestJournals.samples(next, count);
      next += count;
      boolean afterClose = closed.get();
      var answer = inbox.offer(source.lane(), samples, i % 2 == 0);
      var synced = new AtomicLong();
      var unused = answer.whenComplete((_, _) -> synced.set(last(journal, source.lane())));
      offered.add(new Offered(source.lane(), samples, answer, afterClose, synced));
    }
  }

  private static long last(Journal journal, Lane lane) {
    return journal.incarnations().getLast().range(lane).last();
  }

  /// What of all this must not be; "" for nothing.
  private static String problem(Journal journal, List<List<Offered>> offered) throws BadBlock {
    Map<Long, Long> sequences = new HashMap<>();
    for (Lane lane : Lane.values()) {
      Map<Long, Long> before = new HashMap<>();
      long sequence = 0;
      for (long value : journaled(journal, lane)) {
        sequence++;
        if (sequences.put(value, sequence) != null) {
          return "sample " + value + " is in the journal twice";
        }
        Long last = before.put(value / OF_CALLER, value);
        if (last != null && last >= value) {
          return "sample " + value + " comes behind " + last;
        }
      }
    }
    for (List<Offered> ofCaller : offered) {
      for (Offered one : ofCaller) {
        String problem = problem(one, sequences);
        if (!problem.isEmpty()) {
          return problem + ": " + value(one.samples().getFirst());
        }
      }
    }
    return "";
  }

  private static String problem(Offered one, Map<Long, Long> sequences) {
    if (!one.answer().isDone()) {
      return "an offer was never answered";
    }
    long there = one.samples().stream().filter(s -> sequences.containsKey(value(s))).count();
    if (one.answer().join() == Acceptance.REFUSED) {
      return there == one.samples().size() ? "an offer was taken whole, and refused" : "";
    }
    if (one.afterClose()) {
      return "an offer after the end was durable";
    }
    if (there < one.samples().size()) {
      return "an offer was durable, and is not in the journal";
    }
    Long last = sequences.get(value(one.samples().getLast()));
    return last != null && last > one.syncedAtAnswer().get()
        ? "an offer was answered before it was synced"
        : "";
  }

  private static long value(Sample sample) {
    return sample.value() instanceof Value.Int(long value) ? value : -1;
  }

  private static List<Long> journaled(Journal journal, Lane lane) throws BadBlock {
    List<Long> values = new ArrayList<>();
    while (journal.next(1, lane, values.size() + 1) instanceof Stored stored) {
      var columns = BlockCodec.decode(stored.payload());
      for (int i = 0; i < columns.size(); i++) {
        values.add(columns.integer(i));
      }
    }
    return values;
  }
}
