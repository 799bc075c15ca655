package io.arxos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arxos.gateway.journal.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// I13: whatever the wall clocks say, the same readings get the same identities.
@Timeout(300)
final class WallClockTest {
  private static final int STEPS = 250;
  private static final List<Lane> LANES = List.of(Lane.ALARM, Lane.TELEMETRY);

  @Test
  void theWallClockDecidesNothing() {
    for (long seed = 1; seed <= 20; seed++) {
      var right = run(seed, new Chance(0), false);
      assertFalse(right.witness.journaled().isEmpty());
      for (int other = 1; other <= 3; other++) {
        var wrong = run(seed, new Chance(other), true);
        assertEquals(right.witness.journaled(), wrong.witness.journaled(), "seed " + seed);
      }
    }
  }

  private static World run(long seed, Chance clocks, boolean moves) {
    var world = new World(new World.Plan(seed, 0, Mutant.NOTHING, Set.of(), false));
    var script = new Chance(seed);
    long value = 1;
    for (int i = 0; i < STEPS; i++) {
      if (moves && clocks.oneIn(5)) {
        move(clocks.of(world.gateways).clock(), clocks);
      }
      world.time.pass(Duration.ofMillis(script.below(500)));
      var gateway = script.of(world.gateways);
      switch (script.below(4)) {
        case 0 -> gateway.offer(script.of(LANES), List.of(value++, value++), script.oneIn(2));
        case 1, 2 -> world.work(gateway);
        default -> world.net.calls().forEach(world::deliver);
      }
    }
    // A step of the clock makes more and shorter blocks: all that waits is written.
    for (int i = 0; i < STEPS; i++) {
      world.time.pass(Duration.ofSeconds(1));
      world.gateways.forEach(world::work);
    }
    return world;
  }

  private static void move(SimClock clock, Chance clocks) {
    switch (clocks.below(3)) {
      case 0 -> clock.beginIn1970();
      case 1 -> clock.step(Duration.ofSeconds(clocks.between(-1_000_000, 1_000_000)));
      default -> clock.drift(clocks.between(-300_000, 300_000));
    }
  }
}
