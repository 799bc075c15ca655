package io.arxos.cloud.live;

import java.time.Duration;
import java.util.List;

/// The log as live reads it. Calls block; safe for any thread.
public interface LiveLog {
  /// Where a building's blocks are.
  int partition(String building);

  /// Changes when the log was replaced by another one: then no place in the old one means anything.
  String topicId();

  Bounds bounds(int partition);

  /// Begins to read.
  ///
  /// @param offset within the bounds; what is outside is taken as the nearest place inside
  Tail tail(int partition, long offset);

  /// @param begin first place that is still kept
  /// @param end place behind the last record
  record Bounds(long begin, long end) {}

  /// One reader. For one thread, but for [#wake].
  interface Tail extends AutoCloseable {
    /// Waits for what comes next.
    ///
    /// @return in order; empty when nothing came in time
    List<LogItem> poll(Duration patience);

    /// The place behind everything polled.
    long position();

    /// Lets a waiting poll return at once; from any thread.
    void wake();

    @Override
    void close();
  }
}
