package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The log's callbacks, two who poll the store and the end of the stream meet in one session.
/// Whatever the order: what is acknowledged only grows, a block is refused once at most, and after
/// the end there is silence.
final class SessionRaceTest {
  private static final int ROUNDS = 2_000;
  private static final int BLOCKS = 12;
  private static final int POLLS = 40;
  private static final IncarnationId ID = new IncarnationId(new byte[16]);
  private static final LaneKey LANE = new LaneKey("hofgarten-1", ID, LaneKey.TELEMETRY);
  private static final BlockLog.Identity LOG = new BlockLog.Identity("cluster", "topic");

  /// What is used of a session.
  interface Subject {
    void produced(LaneState.Produced block);

    void answer(Progress progress);

    void end(Downlink.End why);

    void gone();
  }

  @Test
  void sessionKeepsOrder() throws Exception {
    assertEquals("", firstProblem(SessionRaceTest::session));
  }

  @Test
  void answerAfterTheEndIsFound() throws Exception {
    assertNotEquals("", firstProblem(to -> new TornSession(LANE, to, TornSession.Fault.LATE)));
  }

  @Test
  void acknowledgementThatGoesBackIsFound() throws Exception {
    assertNotEquals("", firstProblem(to -> new TornSession(LANE, to, TornSession.Fault.BACK)));
  }

  @Test
  void blockThatIsRefusedTwiceIsFound() throws Exception {
    assertNotEquals("", firstProblem(to -> new TornSession(LANE, to, TornSession.Fault.TWICE)));
  }

  private static Subject session(Downlink to) {
    var identity = new Session.Identity("hofgarten-1", 1, 1, ID);
    var session = new Session(identity, to, List.of(new Downlink.Position(LANE, 1, 0)), 0);
    return new Subject() {
      @Override
      public void produced(LaneState.Produced block) {
        session.produced(LANE, block);
      }

      @Override
      public void answer(Progress progress) {
        session.answer(List.of(LANE), progress, LOG, null, 0);
      }

      @Override
      public void end(Downlink.End why) {
        session.end(why);
      }

      @Override
      public void gone() {
        session.gone();
      }
    };
  }

  private static String firstProblem(Function<Downlink, Subject> of) throws Exception {
    try (var race = new Race()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        var heard = new HeardDownlink();
        String problem = race.run(parts(of.apply(heard), heard, new SplittableRandom(seed)));
        problem = problem.isEmpty() ? problem(heard.all()) : problem;
        if (!problem.isEmpty()) {
          return "round " + seed + ": " + problem;
        }
      }
    }
    return "";
  }

  private static List<Race.Part> parts(
      Subject session, HeardDownlink heard, SplittableRandom random) {
    var stored = new AtomicLong(1);
    var taken = new AtomicLong();
    var polls = new AtomicLong();
    List<Race.Part> parts = new ArrayList<>();
    parts.add(() -> {
      for (int i = 1; i <= BLOCKS; i++) {
        heard.mark(HeardDownlink.Mark.PRODUCED);
        session.produced(new LaneState.Produced(LOG, 0, i, 10L * i, 0));
      }
      return "";
    });
    for (int poller = 0; poller < 2; poller++) {
      var its = random.split();
      parts.add(() -> {
        for (int i = 0; i < POLLS; i++) {
          long next = stored.addAndGet(its.nextInt(8));
          long position = taken.addAndGet(its.nextInt(4));
          session.answer(new Progress(1, Map.of(LANE, next), Map.of(0, position)));
          polls.incrementAndGet();
        }
        return "";
      });
    }
    int endsAt = random.nextInt(2 * POLLS);
    boolean ends = random.nextBoolean();
    parts.add(() -> {
      while (polls.get() < endsAt) {
        Thread.yield();
      }
      if (ends) {
        session.end(new Downlink.End.Replaced());
      } else {
        session.gone();
        heard.mark(HeardDownlink.Mark.GONE);
      }
      return "";
    });
    return parts;
  }

  /// What of all this must not be; "" for nothing.
  private static String problem(List<Object> heard) {
    var last = new Downlink.Ack(LANE, 0, 0, 1, 0);
    int produced = 0;
    int refused = 0;
    boolean over = false;
    for (Object one : heard) {
      if (one == HeardDownlink.Mark.PRODUCED) {
        produced++;
        continue;
      }
      if (over) {
        return "after the end: " + one;
      }
      switch (one) {
        case Downlink.Ack ack -> {
          boolean isNews = ack.committed() > last.committed() || ack.safe() > last.safe();
          if (!isNews || ack.committed() < last.committed() || ack.safe() < last.safe()) {
            return ack + " after " + last;
          }
          last = ack;
        }
        case Downlink.Nack nack -> {
          refused++;
          if (refused > produced) {
            return refused + " refused of " + produced + ": " + nack;
          }
        }
        default -> over = true;
      }
    }
    return over ? "" : "no end";
  }
}
