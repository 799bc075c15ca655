package io.arxos.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.gateway.uplink.SyncSimulation.Break;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Cuts, lost tails, doubled records, restores, crashes and cards rolled back, in any order: every
/// acknowledged sample is stored once, and none is even in the ledger, because nothing that is not
/// safe was trimmed.
final class SyncSimulationTest {
  static LongStream seeds() {
    Long one = Long.getLong("seed");
    return one != null ? LongStream.of(one) : LongStream.range(0, 150);
  }

  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void everythingIsStoredOnceHoweverTheWorldMisbehaves(long seed) {
    assertEquals("", new SyncSimulation(seed, Break.NOTHING).run());
  }

  // A check that cannot fail proves nothing.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void checkFindsWhatIsBroken(Break broken) {
    assertTrue(
        seeds().anyMatch(seed -> !new SyncSimulation(seed, broken).run().isEmpty()),
        broken + " was not found");
  }
}
