package io.arxos.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Deals faults from a seed: every kind comes once before any comes again, in another order each
/// time, alone or with others at other places.
final class Dealer {
  private static final int TOGETHER_MAX = 3;
  private static final int BEGIN_MILLIS_MAX = 1_200;
  private static final int DAY_SECONDS = 86_400;
  private static final int[] CLOCK_STEPS = {
    -30 * 365 * DAY_SECONDS, -DAY_SECONDS, -3_600, -61, -2, 2, 61, 3_600, DAY_SECONDS
  };

  private final Random random;
  private final List<Kind> kinds;
  private final Deque<Kind> deck = new ArrayDeque<>();

  Dealer(long seed, Collection<Kind> kinds) {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("no faults to deal");
    }
    this.random = new Random(seed);
    this.kinds = List.copyOf(kinds);
  }

  Cycle next() {
    int count = 1 + random.nextInt(TOGETHER_MAX);
    List<Step> steps = new ArrayList<>();
    Set<Kind.Place> taken = new HashSet<>();
    while (steps.size() < count) {
      if (deck.isEmpty()) {
        shuffle();
      }
      if (!Collections.disjoint(taken, deck.getFirst().places())) {
        break; // it opens the next cycle
      }
      Kind kind = deck.removeFirst();
      taken.addAll(kind.places());
      steps.add(step(kind));
    }
    return new Cycle(List.copyOf(steps), random.nextInt(3) > 0);
  }

  private void shuffle() {
    List<Kind> fresh = new ArrayList<>(kinds);
    Collections.shuffle(fresh, random);
    deck.addAll(fresh);
  }

  private Step step(Kind kind) {
    int at = random.nextInt(BEGIN_MILLIS_MAX);
    Map<String, Integer> with = new TreeMap<>();
    int lasts =
        switch (kind) {
          case KILL_GATEWAY, KILL_CLOUD, KILL_BOTH, END_GATEWAY, END_CLOUD -> 0;
          case KILL_POSTGRES, KILL_POSTGRES_BACKEND, LOG_IS_ANOTHER -> 0;
          case LINK_RESET, BROKER_RESET -> {
            with.put("times", between(1, 4));
            yield 0;
          }
          case LINK_HALF_CLOSED, BROKER_HALF_CLOSED, LINK_FLIPS -> {
            with.put("up", random.nextInt(2));
            yield between(500, 2_000);
          }
          case LINK_ONE_WAY, BROKER_ONE_WAY -> {
            with.put("up", random.nextInt(2));
            yield between(1_000, 3_000);
          }
          case LOG_LOSES_TAIL -> {
            with.put("bytes", between(1, 20_000));
            yield 0;
          }
          case GATEWAY_DISK_LIES -> {
            with.put("bytes", 4_096);
            yield 3_000;
          }
          case LINK_LATE, BROKER_LATE -> {
            with.put("millis_min", between(20, 100));
            with.put("millis_max", between(100, 500));
            yield between(1_500, 3_000);
          }
          case LINK_NARROW -> {
            with.put("bytes_per_second", between(1_000, 20_000));
            yield between(1_500, 3_000);
          }
          case GATEWAY_CLOCK, CLOUD_CLOCK -> {
            with.put("seconds", CLOCK_STEPS[random.nextInt(CLOCK_STEPS.length)]);
            yield between(2_500, 4_000);
          }
          case GATEWAY_DISK_FULL, CLOUD_DISK_FULL -> between(1_500, 3_500);
          case PAUSE_GATEWAY, PAUSE_CLOUD, PAUSE_POSTGRES -> between(800, 4_000);
          case LINK_CUT, LINK_STALLS, LINK_SLICED, BROKER_CUT, BROKER_SLICED -> between(800, 3_000);
        };
    return new Step(kind, at, lasts, with);
  }

  private int between(int min, int max) {
    return min + random.nextInt(max - min + 1);
  }
}
