package io.arxos.driver.sim.building;

import java.util.SplittableRandom;

/// Randomness as a function: the same seed and index give the same number, in any order of asking.
///
/// @param seed identity of one stream of numbers
record Noise(long seed) {
  /// A stream of its own, independent of its parent and siblings.
  Noise stream(String name) {
    return new Noise(new SplittableRandom(seed * 31 + name.hashCode()).nextLong());
  }

  /// In `[0, 1)`.
  double uniform(long index) {
    return at(index).nextDouble();
  }

  /// Mean 0, standard deviation 1.
  double normal(long index) {
    return at(index).nextGaussian();
  }

  /// A smooth curve through one normal number per whole `x`; between them cosine interpolation.
  double smooth(double x) {
    long knot = (long) Math.floor(x);
    double weight = (1 - Math.cos(Math.PI * (x - knot))) / 2;
    return normal(knot) * (1 - weight) + normal(knot + 1) * weight;
  }

  private SplittableRandom at(long index) {
    return new SplittableRandom(seed + index * 0x9E3779B97F4A7C15L);
  }
}
