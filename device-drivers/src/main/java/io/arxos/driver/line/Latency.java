package io.arxos.driver.line;

import java.util.ArrayList;
import java.util.List;

/// How soon answers came: a histogram with four buckets per doubling, so a percentile is right to
/// within a fifth of itself.
///
/// @param counts of bucket 0 (below [#FIRST_MICROS]) to [#BUCKETS] − 1 (longer than a minute)
public record Latency(List<Long> counts) {
  static final int BUCKETS = 82;
  static final long FIRST_MICROS = 64;
  private static final int PER_DOUBLING = 4;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long NANOS_PER_MICRO = 1_000;

  public Latency {
    counts = List.copyOf(counts);
    if (counts.size() != BUCKETS) {
      throw new IllegalArgumentException(counts.size() + " buckets");
    }
  }

  /// One bar of the histogram.
  ///
  /// @param fromMillis inclusive; 0 for the first
  /// @param toMillis exclusive; infinite for the last
  public record Bar(double fromMillis, double toMillis, long count) {}

  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /// Milliseconds within which a share of the answers came: the middle of its bucket (geometric); 0
  /// when there are none.
  ///
  /// @param share such as 0.95
  public double percentileMillis(double share) {
    long total = count();
    long below = 0;
    for (int i = 0; i < BUCKETS && total > 0; i++) {
      below += counts.get(i);
      if (below >= Math.max(1, share * total)) {
        return i == BUCKETS - 1 ? edgeMillis(i) : Math.sqrt(edgeMillis(i) * edgeMillis(i + 1));
      }
    }
    return 0;
  }

  /// The buckets that are not empty.
  public List<Bar> bars() {
    var bars = new ArrayList<Bar>();
    for (int i = 0; i < BUCKETS; i++) {
      if (counts.get(i) > 0) {
        bars.add(
            new Bar(
                i == 0 ? 0 : edgeMillis(i),
                i == BUCKETS - 1 ? Double.POSITIVE_INFINITY : edgeMillis(i + 1),
                counts.get(i)));
      }
    }
    return bars;
  }

  static int bucket(long nanos) {
    double micros = (double) Math.max(0, nanos) / NANOS_PER_MICRO;
    if (micros < FIRST_MICROS) {
      return 0;
    }
    double doublings = Math.log(micros / FIRST_MICROS) / Math.log(2);
    return Math.min(BUCKETS - 1, 1 + (int) (doublings * PER_DOUBLING));
  }

  /// Where a bucket begins; for the first, a bucket's width below its end, since a logarithm has no
  /// zero.
  private static double edgeMillis(int bucket) {
    double doublings = (double) (bucket - 1) / PER_DOUBLING;
    return FIRST_MICROS * NANOS_PER_MICRO * Math.pow(2, doublings) / NANOS_PER_MILLI;
  }
}
