package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.IncarnationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Machines with one identity connect, start again and go while commands come. Whatever the order:
/// of those that start again one session stays, a command goes to one session or is refused with a
/// reason, and exactly one of those that leave is told that it was the last, with the newest
/// number.
final class SessionTableRaceTest {
  private static final int ROUNDS = 3_000;
  private static final int STARTS = 4;
  private static final int COMMANDS = 12;
  private static final String GATEWAY = "hofgarten-1";

  /// What is used of a table.
  interface Subject {
    void enter(Session session, Announcement announcement);

    long leave(Session session);

    String send(Command.Order order);
  }

  @Test
  void tableKeepsOrder() throws Exception {
    assertEquals("", firstProblem(SessionTableRaceTest::real));
  }

  @Test
  void tableInWhichNobodyWasTheLastIsFound() throws Exception {
    assertNotEquals("", firstProblem(TornTable::new));
  }

  private static Subject real() {
    var table = new SessionTable();
    return new Subject() {
      @Override
      public void enter(Session session, Announcement announcement) {
        table.enter(session, announcement);
      }

      @Override
      public long leave(Session session) {
        return table.leave(session);
      }

      @Override
      public String send(Command.Order order) {
        return table.send(order);
      }
    };
  }

  private static String firstProblem(Supplier<Subject> maker) throws Exception {
    try (var race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        String problem = new Scene(maker.get()).run(race);
        if (!problem.isEmpty()) {
          return "round " + round + ": " + problem;
        }
      }
    }
    return "";
  }

  /// One card that starts again and again; each start names all before it.
  private static final class Scene {
    private final Subject table;
    private final List<HeardDownlink> heard = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final AtomicBoolean here = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

    Scene(Subject table) {
      this.table = table;
      for (int start = 1; start <= STARTS; start++) {
        var downlink = new HeardDownlink();
        var identity = new Session.Identity(GATEWAY, start, 1, id(start));
        heard.add(downlink);
        sessions.add(new Session(identity, downlink, List.of(), 0));
      }
    }

    String run(Race race) throws Exception {
      List<Race.Part> coming = new ArrayList<>();
      for (int start = 1; start <= STARTS; start++) {
        int its = start;
        coming.add(() -> {
          table.enter(sessions.get(its - 1), announcement(its));
          here.set(true);
          return "";
        });
      }
      coming.add(this::commands);
      String wrong = race.run(coming);
      wrong += commandsArrivedOnce();
      // Later ones may have come first; an older one then stands beside them until it is known to
      // be a clone. All that are left go now.
      Set<Long> last = ConcurrentHashMap.newKeySet();
      List<Race.Part> going = new ArrayList<>();
      for (Session session : sessions) {
        going.add(() -> {
          session.gone();
          long number = table.leave(session);
          last.add(number);
          return "";
        });
      }
      wrong += race.run(going);
      return wrong + (last.contains((long) STARTS) ? "" : "nobody was the last: " + last);
    }

    private String commands() {
      for (int i = 0; i < COMMANDS; i++) {
        boolean certain = here.get();
        String answer = table.send(order("c" + i));
        if (answer.isEmpty()) {
          sent.add("c" + i);
        } else if (certain && answer.contains("not connected")) {
          return "connected, and " + answer;
        }
      }
      return "";
    }

    private String commandsArrivedOnce() {
      for (String id : sent) {
        long times =
            heard.stream()
                .flatMap(one -> one.all().stream())
                .filter(one -> one instanceof Command.Order order && order.id().equals(id))
                .count();
        if (times != 1) {
          return id + " arrived " + times + " times";
        }
      }
      return "";
    }

    private static Announcement announcement(int start) {
      List<Ledger.Announced> all = new ArrayList<>();
      for (int i = 1; i <= start; i++) {
        all.add(announced(i));
      }
      return new Announcement(id(start), all, 1, new byte[0], Map.of());
    }

    private static Ledger.Announced announced(int start) {
      return new Ledger.Announced(id(start), null, 0, 0, "boot", start, 0, 1, 1);
    }

    private static Command.Order order(String id) {
      return new Command.Order(id, GATEWAY, "hofgarten/a/b", null, 9, "anna", "", 60_000);
    }

    private static IncarnationId id(int start) {
      byte[] bytes = new byte[16];
      bytes[15] = (byte) start;
      return new IncarnationId(bytes);
    }
  }
}
