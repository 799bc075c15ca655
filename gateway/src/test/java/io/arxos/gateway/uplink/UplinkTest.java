package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.ManualClock;
import io.arxos.gateway.journal.MemoryStorage;
import io.arxos.gateway.journal.TestJournals;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class UplinkTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void waysThatCannotEvenBeTriedAreTriedAgainOnlyAfterAWhile() {
    var journal = TestJournals.in(new MemoryStorage(), 1);
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, clock);
    var seams =
        new UplinkSeams(
            journal,
            writer::figures,
            new RecordedCommands(),
            () -> new GatewayFacts(true, 1, 0, 1, 0, "0"),
            () -> SiteModelMessage.of(new byte[0]));
    var attempts = new AtomicInteger();
    try (var uplink =
        new Uplink(seams, new Broken(attempts), Duration.ZERO, clock, new SplittableRandom(1))) {
      for (int i = 0; i < 6_000; i++) {
        clock.advance(Duration.ofMillis(10));
        uplink.work();
      }
      assertTrue(attempts.get() > 1 && attempts.get() < 20, attempts + " attempts in a minute");
      assertTrue(uplink.state().lastError().contains("no such thing"), uplink.state().lastError());
    }
  }

  private record Broken(AtomicInteger attempts) implements Link.Connector {
    @Override
    public Link connect(Link.Listener listener) {
      attempts.incrementAndGet();
      throw new IllegalStateException("no such thing");
    }

    @Override
    public void close() {}
  }
}
