package io.arxos.cloud.log;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Where blocks lie between ingest and store, in order per partition; one partition holds all of a
/// building. Safe for any thread.
public interface BlockLog extends AutoCloseable {
  /// Which topic of which cluster. Offsets mean something only together with it.
  record Identity(String cluster, String topicId) {}

  /// What became of a block that was to be appended.
  sealed interface Appended {
    /// @param offset -1 when the log did not say
    record At(int partition, long offset) implements Appended {}

    record Refused(Exception why) implements Appended {}
  }

  /// Asks the log; it may have been made anew since.
  Identity identity() throws LogUnavailable;

  /// The partition of a building.
  int partitionOf(String building);

  Set<Integer> partitions();

  /// Where each partition ends now: the offset that the next record will have.
  Map<Integer, Long> ends(Set<Integer> wanted) throws LogUnavailable;

  /// Appends; what became of it is told in the order of the calls per partition.
  void append(String building, LoggedBlock block, Consumer<Appended> told);

  /// A reader that belongs to a group and keeps no place of its own: whoever uses it seeks.
  ///
  /// @param member the same name takes over at once after a crash
  LogReader groupReader(String group, String member);

  @Override
  void close();
}
