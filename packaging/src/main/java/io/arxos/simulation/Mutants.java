package io.arxos.simulation;

import io.arxos.cloud.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Parts that are broken on purpose.
final class Mutants {
  private Mutants() {}

  /// A log that never says that it has lost its end.
  static final class EndlessLog extends SimSender {
    EndlessLog(SimLog log) {
      super(log);
    }

    @Override
    public Map<Integer, Long> ends(Set<Integer> wanted) {
      var ends = new HashMap<Integer, Long>();
      wanted.forEach(partition -> ends.put(partition, Long.MAX_VALUE));
      return ends;
    }
  }

  /// A clock by which the time for a look never comes.
  record StoppedClock(Clock clock) implements Clock {
    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
