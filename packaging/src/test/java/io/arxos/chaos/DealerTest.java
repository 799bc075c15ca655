package io.arxos.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DealerTest {
  private static final int CYCLES = 200;

  @Test
  void aSeedDealsTheSameAgainAndAnotherSeedDoesNot() {
    assertEquals(cycles(5), cycles(5));
    assertNotEquals(cycles(5), cycles(6));
  }

  @Test
  void everyKindComesBeforeAnyComesAgain() {
    List<Kind> dealt =
        cycles(5).stream().flatMap(cycle -> cycle.steps().stream()).map(Step::kind).toList();
    int kinds = Kind.values().length;
    assertEquals(EnumSet.allOf(Kind.class), EnumSet.copyOf(dealt.subList(0, kinds)));
    assertEquals(EnumSet.allOf(Kind.class), EnumSet.copyOf(dealt.subList(kinds, 2 * kinds)));
  }

  @Test
  void faultsOfOneCycleAreAtDifferentPlaces() {
    for (Cycle cycle : cycles(5)) {
      Set<Kind.Place> taken = new HashSet<>();
      for (Step step : cycle.steps()) {
        for (Kind.Place place : step.kind().places()) {
          assertTrue(taken.add(place), cycle::toString);
        }
      }
    }
  }

  @Test
  void someCyclesComeUponTheRecoveryOfTheLast() {
    assertTrue(cycles(5).stream().anyMatch(Cycle::calm));
    assertTrue(cycles(5).stream().anyMatch(cycle -> !cycle.calm()));
    assertTrue(cycles(5).stream().anyMatch(cycle -> cycle.steps().size() > 1));
  }

  private static List<Cycle> cycles(long seed) {
    return Stream.generate(new Dealer(seed, EnumSet.allOf(Kind.class))::next)
        .limit(CYCLES)
        .toList();
  }
}
