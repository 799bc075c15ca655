package io.arxos.bench;

import java.util.Arrays;

/// How old messages were when they had arrived where they were to. Any thread; keeps the first
/// [#KEPT_MAX].
final class Ages {
  private static final int KEPT_MAX = 2_000_000;

  private double[] micros = new double[1 << 16]; // guarded by this
  private int count; // guarded by this

  synchronized void add(double age) {
    if (count == micros.length && count < KEPT_MAX) {
      micros = Arrays.copyOf(micros, count * 2);
    }
    if (count < micros.length) {
      micros[count++] = age;
    }
  }

  synchronized String reset() {
    count = 0;
    return "0 0 0";
  }

  /// Count, median and 99th percentile in milliseconds.
  synchronized String report() {
    double[] sorted = Arrays.copyOf(micros, count);
    Arrays.sort(sorted);
    return count + " " + at(sorted, 0.5) + " " + at(sorted, 0.99);
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }
}
