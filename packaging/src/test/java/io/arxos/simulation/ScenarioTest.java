package io.arxos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.journal.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Worlds in which nothing is left to chance, for faults that seldom meet: each is harmless as it
/// is, and found when that one part is broken which stands against it.
@Timeout(300)
final class ScenarioTest {
  private static final int WORLDS = 20;

  @Test
  void aStoreThatGoesBackWhileNobodySendsReadsTheLogAgain() {
    for (long seed = 1; seed <= WORLDS; seed++) {
      var sound = goesBackInSilence(seed, Mutant.NOTHING);
      assertEquals(List.of(), sound.violations(), () -> String.join("\n", sound.trace()));
      assertEquals(3, sound.stored());

      var broken = goesBackInSilence(seed, Mutant.PLACE_NOT_COMPARED);
      assertTrue(says(broken, "I9 missing"), () -> broken.violations().toString());
    }
  }

  /// The card is put back to when it was empty, then the store to before it had anything: only the
  /// log has the readings, and nobody writes to it any more.
  private static Outcome goesBackInSilence(long seed, Mutant mutant) {
    var world = new World(plan(seed, mutant));
    var gateway = world.gateways.getFirst();
    live(world, 2);
    var empty = gateway.image();
    world.store.backUp();
    gateway.offer(Lane.TELEMETRY, List.of(1L, 2L, 3L), true);
    live(world, 6);
    assertTrue(Outcome.isStored(world, 3));

    gateway.die();
    gateway.take(empty);
    live(world, 6);
    assertTrue(world.store.restore());
    world.audit.restored(world.store);
    assertFalse(Outcome.isStored(world, 3));
    return Simulation.finish(plan(seed, mutant), world);
  }

  @Test
  void whatTheBackupDoesNotHoldIsStillOnTheCard() {
    int worlds = 0;
    for (long seed = 1; worlds < WORLDS; seed++) {
      if (new World(plan(seed, Mutant.NOTHING)).store.backups()) {
        worlds++;
        var sound = storeAndLogAreGone(seed, Mutant.NOTHING);
        assertEquals(List.of(), sound.violations(), () -> String.join("\n", sound.trace()));
        assertEquals(3, sound.stored());

        var broken = storeAndLogAreGone(seed, Mutant.TRIM_ON_COMMITTED);
        assertTrue(says(broken, "called lost without need"), () -> broken.violations().toString());
      }
    }
  }

  /// Long after the readings were stored only the card has them, and its stream is quiet.
  private static Outcome storeAndLogAreGone(long seed, Mutant mutant) {
    var world = new World(plan(seed, mutant));
    live(world, 2);
    world.store.backUp();
    world.gateways.getFirst().offer(Lane.TELEMETRY, List.of(1L, 2L, 3L), true);
    live(world, 60);
    assertTrue(Outcome.isStored(world, 3));

    world.log.beReplaced();
    live(world, 4);
    assertTrue(world.store.restore());
    world.audit.restored(world.store);
    return Simulation.finish(plan(seed, mutant), world);
  }

  @Test
  void twoThatBeginOnWhatIsNotThereYetDoNotBothStoreIt() {
    for (var where : List.of("insert", "writeCursors", "writePositions", "commit")) {
      for (long seed = 1; seed <= WORLDS; seed++) {
        var sound = bothBegin(seed, "transaction." + where, Mutant.NOTHING);
        assertEquals(List.of(), sound.violations(), () -> String.join("\n", sound.trace()));
        assertEquals(3, sound.stored());

        var broken = bothBegin(seed, "transaction." + where, Mutant.LOCKED_BEFORE_EXISTING);
        assertTrue(says(broken, "I10 twice"), () -> broken.violations().toString());
      }
    }
  }

  /// The first transaction of all is under way when the group gives its partition to another, who
  /// takes the same records in.
  private static Outcome bothBegin(long seed, String where, Mutant mutant) {
    var world = new World(plan(seed, mutant));
    world.cloud.begin(0, 1);
    var gateway = world.gateways.getFirst();
    var met = new boolean[1];
    world.meanwhile(
        where,
        () -> {
          met[0] = true;
          world.log.group().expel("c0");
          for (int i = 0; i < 3; i++) {
            world.takeIn(1);
          }
        });
    live(world, 2);
    gateway.offer(Lane.TELEMETRY, List.of(1L, 2L, 3L), true);
    live(world, 6);
    assertTrue(met[0], "nobody came to " + where);
    return Simulation.finish(plan(seed, mutant), world);
  }

  private static boolean says(Outcome outcome, String what) {
    return outcome.violations().stream().anyMatch(one -> one.contains(what));
  }

  /// No faults but those that the scenario makes.
  private static World.Plan plan(long seed, Mutant mutant) {
    return new World.Plan(seed, 0, mutant, Set.of(), true);
  }

  private static void live(World world, int rounds) {
    for (int i = 0; i < rounds; i++) {
      world.time.pass(Duration.ofMillis(700));
      var gateway = world.gateways.getFirst();
      world.work(gateway);
      gateway.tend();
      for (var call : world.net.calls()) {
        while (call.hasUp() || call.hasDown()) {
          world.deliver(call);
        }
      }
      world.takeIn(0);
      world.cloud.servers().forEach(world::answer);
    }
  }
}
