package io.arxos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(900)
final class SimulationTest {
  private static final long SEEDS = 2_000;

  /// What has to occur somewhere, or the worlds are too quiet to prove anything.
  private static final List<String> OCCURS =
      List.of(
          "wire.NACK for a gap",
          "wire.NACK damaged",
          "wire.BLOCK of several",
          "wire.gap damaged on the gateway's disk: its checksum is wrong",
          "wire.gap damaged on the gateway's disk: it is not there",
          "wire.gap damaged on the gateway's disk: it cannot be read",
          "wire.end a newer session of this gateway has begun",
          "wire.end the log is not available",
          "wire.end the store is not available",
          "wire.end the store was restored; say again what the journal holds",
          "arxos.history.fenced",
          "arxos.history.refused",
          "arxos.history.repeats",
          "arxos.history.losses",
          "trimmed",
          "death",
          "source refused",
          "restart of a broken journal",
          "lineage.forks",
          "gave up evicted to make room, when the cloud had it",
          "gave up evicted to make room, the oldest first",
          "incarnation closed",
          "at rest RESTORE",
          "at rest LOG_REPLACED",
          "at rest LOG_LOSES_TAIL");

  @Test
  void nothingIsLostAndNothingIsDoubledHoweverTheWorldMisbehaves() {
    Long one = Long.getLong("seed");
    var sum =
        new Seeds(Mutant.NOTHING, 2).run(one == null ? 1 : one, one == null ? SEEDS : 1, true);
    assertEquals(List.of(), sum.failed(), () -> String.join("\n", story(sum)));
    assertEquals(0, sum.lost());
    assertEquals(0, sum.doubled());
    if (one == null) {
      for (var kind : OCCURS) {
        assertTrue(sum.counts().getOrDefault(kind, 0L) > 0, "never happened: " + kind);
      }
      for (var fault : Fault.values()) {
        assertTrue(
            fault == Fault.INTERLEAVE || sum.counts().containsKey("fault " + fault),
            "never happened: " + fault);
      }
    }
  }

  private static List<String> story(Seeds.Sum sum) {
    return Seeds.traced(sum.firstFailedSeed(), Mutant.NOTHING).trace();
  }

  @Test
  void aSeedIsTheSameWorldAgain() {
    for (long seed = 1; seed <= 20; seed++) {
      var once = Seeds.traced(seed, Mutant.NOTHING);
      var again = Seeds.traced(seed, Mutant.NOTHING);
      assertEquals(once.trace(), again.trace());
      assertEquals(once.hash(), again.hash());
    }
    assertNotEquals(Seeds.traced(1, Mutant.NOTHING).hash(), Seeds.traced(2, Mutant.NOTHING).hash());
  }
}
