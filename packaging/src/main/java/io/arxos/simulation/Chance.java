package io.arxos.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// The only source of accident in a world: the same seed, the same world.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this(new SplittableRandom(seed));
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  SplittableRandom random() {
    return random;
  }

  /// One that goes its own way: what is drawn from it does not disturb this one.
  Chance split() {
    return new Chance(random.split());
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /// From 0 up to below.
  int below(int n) {
    return random.nextInt(n);
  }

  /// Both included.
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
