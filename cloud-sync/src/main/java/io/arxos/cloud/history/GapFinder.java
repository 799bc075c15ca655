package io.arxos.cloud.history;

import io.arxos.block.Columns;
import java.util.ArrayList;
import java.util.List;

/// Finds the stretches of a span for which there is no data. Pure.
///
/// A point's data reach from one sample to the next, if that comes within the time in which a
/// healthy point reports, and half as much again. After a sample that says the device is silent
/// there are none until the next that does not.
final class GapFinder {
  private static final int STALE = 2;
  private static final int DOWN = 3;

  private final PointSeries samples;
  private final Circumstances circumstances;
  private final long silenceUs;
  private final List<Gap> gaps = new ArrayList<>();

  /// @param samples sorted, beginning early enough to know the last one before the span
  /// @param reportWithinUs a healthy point has a sample at least this often
  GapFinder(PointSeries samples, Circumstances circumstances, long reportWithinUs) {
    this.samples = samples;
    this.circumstances = circumstances;
    this.silenceUs = silenceUs(reportWithinUs);
  }

  /// The longest silence that is no gap.
  static long silenceUs(long reportWithinUs) {
    return reportWithinUs + reportWithinUs / 2;
  }

  /// @param last nothing of the point is known from after the span
  List<Gap> find(long fromUs, long toUs, boolean last) {
    long seen = Long.MIN_VALUE; // time of the sample before
    int before = -1;
    for (int i = 0; i < samples.size() && samples.timeUs(i) < toUs; i++) {
      between(before, new Stretch(Math.max(fromUs, seen), samples.timeUs(i), false), seen);
      seen = samples.timeUs(i);
      before = i;
    }
    between(before, new Stretch(Math.max(fromUs, seen), toUs, last), seen);
    return gaps;
  }

  private record Stretch(long fromUs, long toUs, boolean open) {}

  private void between(int before, Stretch stretch, long seenUs) {
    if (stretch.toUs() <= stretch.fromUs()) {
      return;
    }
    if (before >= 0 && silent(before)) {
      var reason = samples.reason(before);
      add(
          new Gap(
              stretch.fromUs(),
              stretch.toUs(),
              stretch.open(),
              reason.isEmpty() ? "the device is silent" : "the device is silent: " + reason,
              false));
    } else if (before < 0 || stretch.toUs() - seenUs > silenceUs) {
      add(circumstances.explain(stretch.fromUs(), stretch.toUs(), stretch.open()));
    }
  }

  private boolean silent(int index) {
    int status = samples.status(index) & Columns.STATUS_MASK;
    return status == STALE || status == DOWN;
  }

  private void add(Gap gap) {
    if (!gaps.isEmpty()
        && gaps.getLast().toUs() == gap.fromUs()
        && gaps.getLast().reason().equals(gap.reason())) {
      var last = gaps.removeLast();
      gaps.add(new Gap(last.fromUs(), gap.toUs(), gap.open(), gap.reason(), gap.willBackfill()));
    } else {
      gaps.add(gap);
    }
  }
}
