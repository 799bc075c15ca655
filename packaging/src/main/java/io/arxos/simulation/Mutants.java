package io.arxos.simulation;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogReader;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.cloud.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Parts that are broken on purpose.
final class Mutants {
  private Mutants() {}

  /// A log that never says that it has lost its end.
  record EndlessLog(BlockLog log) implements BlockLog {
    @Override
    public Identity identity() throws LogUnavailable {
      return log.identity();
    }

    @Override
    public int partitionOf(String building) {
      return log.partitionOf(building);
    }

    @Override
    public Set<Integer> partitions() {
      return log.partitions();
    }

    @Override
    public Map<Integer, Long> ends(Set<Integer> wanted) {
      var ends = new HashMap<Integer, Long>();
      wanted.forEach(partition -> ends.put(partition, Long.MAX_VALUE));
      return ends;
    }

    @Override
    public void append(String building, LoggedBlock block, Consumer<Appended> told) {
      log.append(building, block, told);
    }

    @Override
    public LogReader groupReader(String group, String member) {
      return log.groupReader(group, member);
    }

    @Override
    public void close() {
      log.close();
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
