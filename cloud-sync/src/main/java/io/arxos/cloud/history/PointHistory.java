package io.arxos.cloud.history;

import java.util.List;

/// What is stored of a point in a span, and what is not.
///
/// @param fromUs the span as it was read, UTC microseconds; `toUs` is never in the future
/// @param gaps in order of time, within the span
/// @param coverage share of the span that is not in a gap, 0..1
public record PointHistory(
    PointSeries samples, long fromUs, long toUs, List<Gap> gaps, double coverage) {
  static double coverage(List<Gap> gaps, long fromUs, long toUs) {
    long missing = gaps.stream().mapToLong(gap -> gap.toUs() - gap.fromUs()).sum();
    return toUs <= fromUs ? 0 : Math.clamp(1 - (double) missing / (toUs - fromUs), 0, 1);
  }
}
