package io.arxos.gateway.journal;

import io.arxos.driver.Clock;
import io.arxos.driver.ReadingSink.Acceptance;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// A process that journals 1, 2, 3, … and says on its output up to which value it was acknowledged;
/// it goes on until it is killed.
final class KilledWriter {
  private static final int IN_FLIGHT = 64;

  private record Sent(long value, CompletableFuture<Acceptance> answer) {}

  private KilledWriter() {}

  public static void main(String[] args) {
    Journal journal = TestJournals.at(Path.of(args[0]), Long.parseLong(args[1]));
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, Clock.system());
    writer.start();
    Deque<Sent> inFlight = new ArrayDeque<>();
    for (long value = Long.parseLong(args[2]); ; value++) {
      inFlight.add(
          new Sent(value, writer.offer(Lane.TELEMETRY, TestJournals.samples(value, 1), true)));
      if (inFlight.size() >= IN_FLIGHT) {
        Sent oldest = inFlight.removeFirst();
        if (oldest.answer().join() == Acceptance.DURABLE) {
          System.out.println(oldest.value());
        }
      }
    }
  }
}
