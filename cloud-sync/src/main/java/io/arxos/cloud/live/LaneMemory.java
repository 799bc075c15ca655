package io.arxos.cloud.live;

import io.arxos.cloud.live.LogItem.Lane;
import java.util.HashMap;
import java.util.Map;

/// What one subscriber has seen of each lane, to drop repeats and notice gaps. Begins with the
/// first block it sees; unlike the store it accepts a gap, says so, and takes the filling as late
/// data.
final class LaneMemory {
  private final Map<Lane, Long> next = new HashMap<>();

  /// What to do with a range of sequences.
  sealed interface Verdict {
    /// New from this sequence on.
    ///
    /// @param missing how many sequences were skipped before it
    record Take(long from, long missing) implements Verdict {}

    /// All of it was there before.
    record Repeat() implements Verdict {}
  }

  Verdict see(Lane lane, long first, long last) {
    Long expected = next.get(lane);
    if (expected != null && last < expected) {
      return new Verdict.Repeat();
    }
    next.put(lane, last + 1);
    if (expected == null || first <= expected) {
      return new Verdict.Take(expected == null ? first : expected, 0);
    }
    return new Verdict.Take(first, first - expected);
  }
}
