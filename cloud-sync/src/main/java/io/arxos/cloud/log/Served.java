package io.arxos.cloud.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Waits for a topic that was just made: the controller says so before every broker has heard of it
/// and before its partitions have leaders, and until then a broker says that it knows no such
/// topic.
final class Served {
  private static final Duration AGAIN = Duration.ofMillis(50);

  private Served() {}

  /// Asks a broker for the topic.
  interface Ask {
    TopicDescription topic() throws LogUnavailable;
  }

  /// The number of the topic's partitions, once each has a leader.
  ///
  /// @throws LogUnavailable when it is not so after `patience`, or when the cluster does not answer
  static int partitions(Ask ask, Duration patience) throws LogUnavailable {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean last = System.nanoTime() - until > 0 || Thread.currentThread().isInterrupted();
      try {
        var partitions = ask.topic().partitions();
        if (partitions.stream().allMatch(p -> p.leader() != null && !p.leader().isEmpty())) {
          return partitions.size();
        }
        if (last) {
          throw new LogUnavailable("the log's partitions have no leader", null);
        }
      } catch (LogUnavailable e) {
        if (last || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
      LockSupport.parkNanos(AGAIN.toNanos());
    }
  }
}
