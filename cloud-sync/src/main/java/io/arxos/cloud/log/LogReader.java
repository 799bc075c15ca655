package io.arxos.cloud.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One member of a group that shares the partitions of a log. For one thread, but for [#wake].
public interface LogReader extends AutoCloseable {
  /// @param offset of the next record to take
  /// @param epoch of the leader that wrote the record before it, if known: with it a log that has
  ///   lost its tail and has grown again shows itself
  record Position(long offset, Optional<Integer> epoch) {
    public static Position at(long offset) {
      return new Position(offset, Optional.empty());
    }
  }

  /// Hears which partitions are this member's, within [#poll].
  interface Assignment {
    /// These are new, and have to be sought.
    void assigned(Collection<Integer> partitions) throws LogUnavailable;

    void revoked(Collection<Integer> partitions);
  }

  /// Asks for a share of the partitions; it comes with one of the next polls.
  void join(Assignment assignment);

  /// What stands at the places sought; empty when nothing came in time, or [#wake] was called.
  ///
  /// @throws TailLost when the log has lost what was read before the place
  /// @throws OutOfRange when the log does not have the place
  List<LogRecord> poll(Duration patience) throws TailLost, OutOfRange, LogUnavailable;

  void seek(int partition, Position position) throws LogUnavailable;

  /// The first offset that each partition still has.
  Map<Integer, Long> beginnings(Collection<Integer> partitions) throws LogUnavailable;

  /// The offset that the next record of each partition will have.
  Map<Integer, Long> ends(Collection<Integer> partitions) throws LogUnavailable;

  /// Makes a poll that waits return. Any thread.
  void wake();

  @Override
  void close();

  /// The log has lost its tail.
  final class TailLost extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, Optional<Long>> divergent;

    /// @param divergent where each partition goes on differently; empty where it does not say
    public TailLost(Map<Integer, Optional<Long>> divergent) {
      super("the log has lost its tail: " + divergent);
      this.divergent = Map.copyOf(divergent);
    }

    public Map<Integer, Optional<Long>> divergent() {
      return divergent;
    }
  }

  /// The place is before the log's beginning or beyond its end.
  final class OutOfRange extends Exception {
    private static final long serialVersionUID = 1L;

    public OutOfRange(String message) {
      super(message);
    }
  }
}
