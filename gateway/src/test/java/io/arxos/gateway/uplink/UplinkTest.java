package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.ManualClock;
import io.arxos.gateway.journal.MemoryStorage;
import io.arxos.gateway.journal.TestJournals;
import java.time.Duration;
import java.util.List;
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

  @Test
  void cloudThatAsksToComeLaterIsObeyedAlsoWithinAStreamAndItsReasonTold() {
    var journal = TestJournals.in(new MemoryStorage(), 1);
    var cloud = new Curt();
    try (var uplink = uplink(journal, cloud)) {
      uplink.work();
      cloud.say(new Down.NotNow(60_000, "too many gateways at once"));
      uplink.work();
      assertTrue(uplink.state().lastError().contains("too many gateways at once"));
      assertEquals(1, cloud.attempts);
      pass(uplink, 59);
      assertEquals(1, cloud.attempts, "not before the time");
      pass(uplink, 3);
      assertEquals(2, cloud.attempts);
      cloud.say(new Down.Welcome(1, List.of(), 1 << 20, 1, false, true));
      uplink.work();
      assertTrue(uplink.state().connected());
      cloud.say(new Down.NotNow(60_000, "blocks of version 9"));
      uplink.work();
      assertFalse(uplink.state().connected());
      pass(uplink, 59);
      assertEquals(2, cloud.attempts);
    }
  }

  // Nothing was acknowledged, because there was nothing to send; it was a good connection all the
  // same.
  @Test
  void connectionThatLastedSetsTheBackOffToItsBeginning() {
    assertTrue(longestWaitAfter(11) <= 1, "seconds after a connection that lasted");
    assertTrue(longestWaitAfter(1) > 1, "the control: after one that did not");
  }

  /// The most seconds until the next attempt, over several connections of so many seconds.
  private long longestWaitAfter(int seconds) {
    var cloud = new Curt();
    long longest = 0;
    try (var uplink = uplink(TestJournals.in(new MemoryStorage(), 1), cloud)) {
      uplink.work();
      for (int i = 0; i < 12; i++) {
        cloud.say(new Down.Welcome(i + 1, List.of(), 1 << 20, 1, false, true));
        uplink.work();
        pass(uplink, seconds);
        cloud.hangUp();
        uplink.work();
        int attempts = cloud.attempts;
        long waited = 0;
        while (cloud.attempts == attempts) {
          pass(uplink, 1);
          waited++;
        }
        longest = Math.max(longest, waited);
      }
    }
    return longest;
  }

  private Uplink uplink(Journal journal, Link.Connector cloud) {
    var writer = new JournalWriter(journal, ClosingRule.PROMPT, clock);
    var seams =
        new UplinkSeams(
            journal,
            writer::figures,
            new RecordedCommands(),
            () -> new GatewayFacts(true, 1, 0, 1, 0, "0"),
            () -> SiteModelMessage.of(new byte[0]));
    return new Uplink(seams, cloud, Duration.ZERO, clock, new SplittableRandom(1));
  }

  private void pass(Uplink uplink, int seconds) {
    for (int i = 0; i < 10 * seconds; i++) {
      clock.advance(Duration.ofMillis(100));
      uplink.work();
    }
  }

  /// A cloud that says what a test says.
  private static final class Curt implements Link.Connector, Link {
    int attempts;
    private Link.Listener listener = new Deaf();

    @Override
    public Link connect(Link.Listener newListener) {
      attempts++;
      listener = newListener;
      return this;
    }

    void say(Down message) {
      listener.received(message);
    }

    void hangUp() {
      listener.closed("the test hangs up");
    }

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void send(Up message) {}

    @Override
    public void close(String because) {}

    @Override
    public void close() {}
  }

  private static final class Deaf implements Link.Listener {
    @Override
    public void received(Down message) {}

    @Override
    public void closed(String because) {}

    @Override
    public void writable() {}
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
