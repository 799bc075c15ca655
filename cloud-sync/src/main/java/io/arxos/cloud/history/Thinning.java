package io.arxos.cloud.history;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Fewer samples that draw the same curve: of each stretch of time the least and the greatest stay,
/// and both sides of every gap. Pure.
public final class Thinning {
  private Thinning() {}

  /// @param max about how many samples to keep, at least 4; both sides of each gap come on top
  /// @return the history itself when it has no more than `max`
  public static PointHistory thin(PointHistory history, int max) {
    var samples = history.samples();
    if (samples.size() <= max) {
      return history;
    }
    var keep = new BitSet(samples.size());
    keep.set(0);
    keep.set(samples.size() - 1);
    buckets(history, Math.max(1, max / 2 - 1), keep);
    edges(samples, history.gaps(), keep);
    return new PointHistory(
        samples.pick(keep.stream().toArray()),
        history.fromUs(),
        history.toUs(),
        history.gaps(),
        history.coverage());
  }

  private static void buckets(PointHistory history, int buckets, BitSet keep) {
    var samples = history.samples();
    double width = (double) Math.max(1, history.toUs() - history.fromUs()) / buckets;
    int at = 0;
    while (at < samples.size()) {
      long bucket = bucket(history, width, at);
      int least = at;
      int greatest = at;
      int next = at;
      while (next < samples.size() && bucket(history, width, next) == bucket) {
        least = samples.number(next) < samples.number(least) ? next : least;
        greatest = samples.number(next) > samples.number(greatest) ? next : greatest;
        if (Double.isNaN(samples.number(least)) && !Double.isNaN(samples.number(next))) {
          least = next;
          greatest = next;
        }
        next++;
      }
      keep.set(least);
      keep.set(greatest);
      at = next;
    }
  }

  private static long bucket(PointHistory history, double width, int index) {
    return (long) ((history.samples().timeUs(index) - history.fromUs()) / width);
  }

  private static void edges(PointSeries samples, List<Gap> gaps, BitSet keep) {
    long[] times = new long[samples.size()];
    Arrays.setAll(times, samples::timeUs);
    for (var gap : gaps) {
      keep.set(atOrBefore(times, gap.fromUs()));
      keep.set(Math.min(samples.size() - 1, atOrBefore(times, gap.toUs() - 1) + 1));
    }
  }

  private static int atOrBefore(long[] times, long timeUs) {
    int found = Arrays.binarySearch(times, timeUs);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }
}
