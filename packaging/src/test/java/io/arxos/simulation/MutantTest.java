package io.arxos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A check that cannot fail proves nothing.
///
/// Two are not here but in [ScenarioTest], because chance alone brings too seldom about what shows
/// them: locking rows that do not exist needs two consumers in the very first transaction, and not
/// comparing the place while idle needs that nobody ever writes to the log again, because the fence
/// heals it with the next record.
@Timeout(900)
final class MutantTest {
  private static final long SEEDS_MAX = 5_000;

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOTHING", "LOCKED_BEFORE_EXISTING", "PLACE_NOT_COMPARED"})
  void whatIsBrokenOnPurposeIsFound(Mutant mutant, TestReporter reporter) {
    var sum = new Seeds(mutant, 2).run(1, SEEDS_MAX, true);
    assertNotEquals(List.of(), sum.failed(), mutant + " was not found in " + sum.seeds());
    reporter.publishEntry(mutant.name(), "found within " + sum.firstFailedSeed() + " seeds");

    // Control: the same world, the same faults, nothing broken.
    var whole = World.Plan.of(sum.firstFailedSeed(), Mutant.NOTHING, mutant.needs(), false);
    assertEquals(List.of(), Simulation.run(whole).violations());
  }
}
