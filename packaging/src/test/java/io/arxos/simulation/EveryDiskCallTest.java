package io.arxos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.journal.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same short life of a gateway again and again; each time another call of its disk fails,
/// until there is none left.
@Timeout(900)
final class EveryDiskCallTest {
  private static final int CALLS_MAX = 5_000;

  @ParameterizedTest
  @EnumSource
  void nothingIsLostWhicheverCallFails(DiskFault fault, TestReporter reporter) {
    int n = 1;
    while (life(n, fault)) {
      n++;
    }
    reporter.publishEntry(fault.name(), "calls of the disk: " + (n - 1));
    assertTrue(n > 40 && n < CALLS_MAX, "calls of the disk: " + n);
  }

  /// @return false when the life has not so many calls
  private static boolean life(int n, DiskFault fault) {
    var plan = new World.Plan(7, 0, Mutant.NOTHING, Set.of(), true);
    var world = new World(plan);
    var gateway = world.gateways.getFirst();
    gateway.disk().failAt(n, fault);
    long value = 1;
    for (int day = 0; day < 3; day++) {
      for (int i = 0; i < 3; i++) {
        gateway.offer(Lane.TELEMETRY, List.of(value, value + 1), i % 2 == 0);
        gateway.offer(Lane.ALARM, List.of(value + 2), true);
        value += 3;
        live(world, gateway);
      }
      world.time.pass(Duration.ofMinutes(2));
      live(world, gateway);
      gateway.die();
    }
    boolean reached = gateway.disk().calls() >= n;
    var outcome = Simulation.finish(plan, world);
    assertEquals(
        List.of(),
        outcome.violations(),
        () -> fault + " at call " + n + ":\n" + String.join("\n", outcome.trace()));
    assertEquals(0, outcome.lost());
    assertEquals(outcome.accepted(), outcome.stored(), fault + " at call " + n);
    return reached;
  }

  private static void live(World world, SimGateway gateway) {
    for (int i = 0; i < 6; i++) {
      world.time.pass(Duration.ofMillis(300));
      world.work(gateway);
      world
          .net
          .calls()
          .forEach(call -> {
            while (call.hasUp() || call.hasDown()) {
              world.deliver(call);
            }
          });
      world.log.land();
      world.log.tell();
      world.takeIn(0);
      if (world.cloud.servers().isEmpty()) {
        world.cloud.startServer();
      }
      world.cloud.servers().forEach(world::answer);
    }
  }
}
