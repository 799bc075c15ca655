package io.arxos.simulation;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogReader;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.log.LoggedBlock;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The log as one process of the cloud has it: when the process dies, its appends die with it, and
/// nobody else's.
class SimSender implements BlockLog {
  private final SimLog log;

  SimSender(SimLog log) {
    this.log = log;
  }

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
  public Map<Integer, Long> ends(Set<Integer> wanted) throws LogUnavailable {
    return log.ends(wanted);
  }

  @Override
  public void append(String building, LoggedBlock block, Consumer<Appended> told) {
    log.append(this, building, block, told);
  }

  @Override
  public LogReader groupReader(String group, String member) {
    return log.groupReader(group, member);
  }

  @Override
  public void close() {
    // Nobody's.
  }
}
