package io.arxos.gateway.uplink;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts errors by their sentence, so that a cloud that is away for a week does not fill the card
/// with log lines: the 1st, 10th, 100th … of a kind is said.
final class DistinctErrors {
  private static final int KINDS_MAX = 100;

  private final Map<String, Long> counts = new LinkedHashMap<>();

  /// Counts one.
  ///
  /// @return whether it should be said now
  boolean count(String error) {
    if (counts.size() >= KINDS_MAX && !counts.containsKey(error)) {
      counts.clear();
    }
    return isPowerOfTen(counts.merge(error, 1L, Long::sum));
  }

  long of(String error) {
    return counts.getOrDefault(error, 0L);
  }

  private static boolean isPowerOfTen(long count) {
    long rest = count;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1;
  }
}
