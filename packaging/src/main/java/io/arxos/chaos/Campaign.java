package io.arxos.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.cable.Tally;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Cycles of faults one after another, then rest, then the comparison.
final class Campaign {
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(150);
  private static final Duration REST_MAX = Duration.ofSeconds(240);
  private static final int REST_LOOKS = 5;
  private static final int BACKLOG_SECONDS_MAX = 5;

  private final Rig rig;
  private final Faults faults;
  private final StoreView store;
  private final RecordFile record;
  private final Report report;
  private final Consumer<String> say;
  private final int perSecond;

  Campaign(Rig rig, RecordFile record, Report report, Consumer<String> say, int perSecond) {
    this.rig = rig;
    this.faults = new Faults(rig);
    this.store = new StoreView(rig.cloudData());
    this.record = record;
    this.report = report;
    this.say = say;
    this.perSecond = perSecond;
  }

  /// Waits until the way is open and numbers arrive.
  void begin() throws IOException, InterruptedException {
    if (!recovers("the beginning")) {
      throw new IOException("nothing arrives in the store although there was no fault yet");
    }
  }

  void cycle(int number, Cycle cycle) throws IOException, InterruptedException {
    record.cycle(number, cycle);
    report.cycle();
    say.accept("cycle " + number + ": " + cycle.steps());
    var done = new CountDownLatch(cycle.steps().size());
    List<Thread> threads =
        cycle.steps().stream()
            .map(step ->
                Thread.ofPlatform().name(step.kind().word()).start(() -> run(number, step, done)))
            .toList();
    try {
      done.await();
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
    if (cycle.calm()) {
      recovers("cycle " + number);
    }
  }

  private void run(int number, Step step, CountDownLatch done) {
    try {
      Pause.millis(step.atMillis());
      Faults.Made made = faults.make(step);
      report.fault(step.kind());
      noted("fault", number, step, made.seen());
      Pause.millis(step.lastsMillis());
      noted("mended", number, step, made.mend().now());
    } catch (IOException | RuntimeException e) {
      report.violation("cycle " + number + ": " + step + " could not be made: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }

  private void noted(String event, int number, Step step, String seen) {
    record.note(
        event,
        line -> {
          line.put("cycle", number);
          RecordFile.write(step, line);
          line.put("seen", seen);
        });
  }

  /// Whether, within the limit, gateway and cloud are connected again, the backlog is small, and
  /// newer samples are in the store.
  private boolean recovers(String after) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long[] mark = {-1};
    boolean recovered = Pause.within(RECOVERY_MAX, () -> isWell(mark));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    record.note(
        recovered ? "recovered" : "not-recovered",
        line -> line.put("after", after).put("millis", took.toMillis()));
    if (recovered) {
      report.recovered(took);
    } else {
      report.violation("not recovered within " + RECOVERY_MAX.toSeconds() + " s after " + after);
    }
    return recovered;
  }

  private boolean isWell(long[] mark) throws IOException, InterruptedException {
    giveUpWhenAProcessDoes();
    OptionalLong taken = store.taken();
    if (taken.isEmpty()) {
      return false;
    }
    if (mark[0] < 0) {
      mark[0] = taken.getAsLong();
    }
    long backlogMax = (long) perSecond * BACKLOG_SECONDS_MAX;
    return taken.getAsLong() > mark[0]
        && rig.vitals()
            .filter(now -> now.connected() && now.journalUp() && now.backlog() < backlogMax)
            .isPresent();
  }

  private void giveUpWhenAProcessDoes() throws IOException {
    for (var child : List.of(rig.parts().gateway(), rig.parts().cloud())) {
      if (child.hasFailed()) {
        throw new IOException(
            "it gave up and would not be started again by a service manager: " + child.lastWords());
      }
    }
  }

  /// No more faults and no more readings: everything comes to rest, and is compared.
  void finish() throws IOException, InterruptedException, SQLException {
    if (!rig.parts().counter().trouble().isEmpty()) {
      throw new IOException(rig.parts().counter().trouble());
    }
    long begin = System.nanoTime();
    rig.parts().counter().stop();
    long[] before = {-1, 0};
    if (Pause.within(REST_MAX, () -> isAtRest(before))) {
      report.rest(Duration.ofNanos(System.nanoTime() - begin));
    } else {
      report.violation("not at rest within " + REST_MAX.toSeconds() + " s: " + rig.vitals());
    }
    compare();
  }

  /// Several looks in a row see an empty backlog and nothing new on the wire or in the store.
  private boolean isAtRest(long[] before) throws IOException, InterruptedException {
    giveUpWhenAProcessDoes();
    OptionalLong taken = store.taken();
    boolean empty = rig.vitals().filter(now -> now.connected() && now.backlog() == 0).isPresent();
    long sum = taken.orElse(-1) + rig.parts().tap().acknowledged().distinct();
    boolean all = rig.parts().tap().acknowledged().distinct() == rig.parts().counter().published();
    before[1] = empty && taken.isPresent() && sum == before[0] ? before[1] + 1 : 0;
    before[0] = sum;
    // What was published before the gateway's first subscription never comes.
    return before[1] >= (all ? REST_LOOKS : REST_LOOKS * REST_LOOKS);
  }

  private void compare() throws IOException, InterruptedException, SQLException {
    Rig.Said audit = rig.cloudCommand("audit", "--json");
    JsonNode told = JsonMapper.builder().build().readTree(audit.out());
    if (audit.code() != 0) {
      report.violation("arxos cloud audit ended with " + audit.code() + ": " + audit.out());
    }
    Tally stored = store.numbers(ChaosSite.points());
    var tap = rig.parts().tap();
    if (tap.delivered().strange() > 0 || stored.strange() > 0) {
      report.violation(
          "what is no number of ours was delivered %d times and is stored %d times"
              .formatted(tap.delivered().strange(), stored.strange()));
    }
    Verdict verdict = Verdict.of(tap.delivered(), tap.acknowledged(), stored);
    report.compared(verdict, rig.parts().counter().published(), told.path("lost").asLong());
    record.note("result", line -> line.setAll(report.json()));
  }
}
