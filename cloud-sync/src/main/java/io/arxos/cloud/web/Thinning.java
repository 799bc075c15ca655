package io.arxos.cloud.web;

import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.live.LiveSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Leaves out samples that a chart of limited width could not show: of each bucket of time the
/// least and the greatest value stay, and one sample that is not a number, so that neither an
/// extreme nor a failure disappears. Nothing is averaged: every sample that stays is a real one.
final class Thinning {
  private static final int KEPT_PER_BUCKET = 3;

  private Thinning() {}

  /// @param max the most samples to return, at least 3
  static List<LiveSample> thin(List<LiveSample> samples, int max) {
    if (samples.size() <= max) {
      return samples;
    }
    long from = samples.getFirst().timeUs();
    long span = Math.max(1, samples.getLast().timeUs() - from + 1);
    int buckets = Math.max(1, max / KEPT_PER_BUCKET);
    List<LiveSample> kept = new ArrayList<>(max);
    int begin = 0;
    while (begin < samples.size()) {
      long bucket = bucket(samples.get(begin), from, span, buckets);
      int end = begin + 1;
      while (end < samples.size() && bucket(samples.get(end), from, span, buckets) == bucket) {
        end++;
      }
      keep(samples, begin, end, kept);
      begin = end;
    }
    return kept;
  }

  private static long bucket(LiveSample sample, long from, long span, int buckets) {
    return (long) ((double) (sample.timeUs() - from) / span * buckets);
  }

  private static void keep(List<LiveSample> samples, int begin, int end, List<LiveSample> kept) {
    int least = -1;
    int greatest = -1;
    int other = -1;
    for (int i = begin; i < end; i++) {
      double number = number(samples.get(i));
      if (Double.isNaN(number)) {
        other = other < 0 ? i : other;
        continue;
      }
      least = least < 0 || number < number(samples.get(least)) ? i : least;
      greatest = greatest < 0 || number > number(samples.get(greatest)) ? i : greatest;
    }
    var indices = new TreeSet<Integer>(Comparator.naturalOrder());
    for (int index : new int[] {least, greatest, other}) {
      if (index >= 0) {
        indices.add(index);
      }
    }
    indices.forEach(index -> kept.add(samples.get(index)));
  }

  /// The value as a number: off and on are 0 and 1; NaN when it is none.
  static double number(LiveSample sample) {
    return switch (sample.value()) {
      case PointValue.Num(double value) -> value;
      case PointValue.Int(long value) -> value;
      case PointValue.Bool(boolean value) -> value ? 1 : 0;
      case PointValue.Text _ -> Double.NaN;
      case null -> Double.NaN;
    };
  }
}
