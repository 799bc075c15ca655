package io.arxos.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.cloud.Blocks;
import io.arxos.cloud.fleet.Lineage;
import io.arxos.cloud.fleet.Register;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.time.Clock;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A thousand gateways that come back in the same instant, in simulated time.
final class ThousandGatewaysTest {
  private static final int GATEWAYS = 1_000;
  private static final long MILLI = 1_000_000L;
  private static final BlockLog.Identity LOG = new BlockLog.Identity("cluster", "topic");

  /// What a Hello asks of the store; each call is one transaction.
  private static final int TRANSACTIONS_PER_HELLO = 6;

  private final AtomicInteger transactions = new AtomicInteger();
  private final ManualClock clock = new ManualClock();

  private record Attempt(long atNanos, int gateway, int number) {}

  @Test
  void thousandAtOnceAreLetInOneAfterTheOtherAndEachAsksLittleOfTheStore() throws Exception {
    var sessions = new SessionTable();
    var reception = new Reception(backing(), sessions, () -> LOG, clock);
    var random = new SplittableRandom(1);
    var waiting =
        new PriorityQueue<Attempt>(
            Comparator.comparingLong(Attempt::atNanos).thenComparing(Attempt::gateway));
    for (int gateway = 0; gateway < GATEWAYS; gateway++) {
      waiting.add(new Attempt(0, gateway, 1));
    }
    var admittedPerSecond = new TreeMap<Long, Integer>();
    int attempts = 0;
    int mostOfOne = 0;
    while (!waiting.isEmpty()) {
      Attempt attempt = waiting.remove();
      clock.nanos = attempt.atNanos();
      attempts++;
      mostOfOne = Math.max(mostOfOne, attempt.number());
      switch (reception.receive("gw-" + attempt.gateway(), hello(), new SilentDownlink())) {
        case Reception.Result.Admitted _ ->
            admittedPerSecond.merge(attempt.atNanos() / 1_000_000_000L, 1, Integer::sum);
        case Reception.Result.NotNow(long millis, _) -> {
          // As the gateway's uplink does it: full jitter on top.
          long jitter = random.nextLong(Math.min(30_000, 500L << attempt.number()));
          long next = attempt.atNanos() + (millis + jitter) * MILLI;
          waiting.add(new Attempt(next, attempt.gateway(), attempt.number() + 1));
        }
      }
    }
    assertEquals(GATEWAYS, sessions.all().size());
    int busiest = admittedPerSecond.values().stream().mapToInt(one -> one).max().orElseThrow();
    assertTrue(busiest <= 150, busiest + " in one second");
    assertTrue(admittedPerSecond.lastKey() < 120, "the last after " + admittedPerSecond.lastKey());
    assertTrue(attempts < 4 * GATEWAYS, attempts + " attempts");
    assertTrue(mostOfOne < 12, mostOfOne + " attempts of one");
    // Those who are turned away ask nothing at all of the store.
    assertEquals(GATEWAYS * TRANSACTIONS_PER_HELLO, transactions.get());
  }

  private static Announcement hello() {
    var current = Blocks.incarnation();
    var announced = new Ledger.Announced(current, null, 0, 0, "", 1, 0, 1, 1);
    return new Announcement(current, List.of(announced), 1, new byte[0], Map.of());
  }

  private Ingest.Backing backing() {
    return new Ingest.Backing(
        counted(Ledger.class),
        counted(BlockLog.class),
        counted(Register.class),
        counted(Lineage.class));
  }

  private <T> T counted(Class<T> kind) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            (_, method, _) -> {
              transactions.incrementAndGet();
              return switch (method.getName()) {
                case "beginSession" -> 1L;
                case "progress" -> new Progress(1, Map.of(), Map.of(), null);
                case "kin" -> new Lineage.Kin(Set.of(), List.of(), false);
                case "buildingOf", "modelHash" -> Optional.empty();
                case "announce" -> null;
                default -> throw new AssertionError(method.getName());
              };
            }));
  }

  private static final class ManualClock implements Clock {
    long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanos);
    }
  }
}
