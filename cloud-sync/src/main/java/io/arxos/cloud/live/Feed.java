package io.arxos.cloud.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the partition of one building while somebody watches.
final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration POLL_MAX = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long JOIN_MILLIS_MAX = 5_000;

  private final String building;
  private final LiveLog log;
  private final int partition;
  private final Stretch stretch;
  private final Newest newest = new Newest();
  private final Map<Bell, Predicate<String>> listeners = new ConcurrentHashMap<>();
  private final Thread thread;
  private final Bell closing = new Bell();
  private volatile boolean closed;
  private volatile LiveLog.@org.jspecify.annotations.Nullable Tail tail;

  Feed(String building, LiveLog log, long offset) {
    this.building = building;
    this.log = log;
    this.partition = log.partition(building);
    this.stretch = new Stretch(offset, Stretch.SAMPLES_MAX);
    // The log's client keeps its thread busy in native calls: a platform thread.
    this.thread = Thread.ofPlatform().name("live-" + building).daemon().unstarted(this::follow);
  }

  void start() {
    thread.start();
  }

  Stretch stretch() {
    return stretch;
  }

  Newest newest() {
    return newest;
  }

  /// Shows newest values whose samples are still on their way.
  void show(String gateway, List<LiveSample> values, long nowUs) {
    newest.put(gateway, values, nowUs);
    listeners.keySet().forEach(Bell::ring);
  }

  void listen(Bell bell, Predicate<String> wanted) {
    listeners.put(bell, wanted);
  }

  /// @return true when nobody listens any more
  boolean leave(Bell bell) {
    listeners.remove(bell);
    return listeners.isEmpty();
  }

  /// Whether somebody watches a point.
  boolean watches(String point) {
    return listeners.values().stream().anyMatch(wanted -> wanted.test(point));
  }

  private void follow() {
    while (!closed) {
      try (var own = log.tail(partition, stretch.end())) {
        tail = own;
        while (!closed) {
          step(own);
        }
      } catch (RuntimeException e) {
        LOG.warn("live of {} lost the log, trying again: {}", building, e.toString());
        pause();
      }
    }
  }

  private void step(LiveLog.Tail own) {
    List<LogItem> items = own.poll(POLL_MAX);
    long next = own.position();
    if (next != stretch.end() || !items.isEmpty()) {
      stretch.append(of(building, items), next);
      listeners.keySet().forEach(Bell::ring);
    }
  }

  private void pause() {
    try {
      closing.await(RETRY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /// Several buildings share a partition; a block belongs to one of them. The alarm lane's events
  /// are about points too.
  static List<LogItem> of(String building, List<LogItem> items) {
    List<LogItem> own = new ArrayList<>(items.size());
    for (LogItem item : items) {
      switch (item) {
        case LogItem.Block block -> {
          if (!block.samples().isEmpty()
              && block.samples().getFirst().building().equals(building)) {
            own.add(block);
          }
        }
        case LogItem.Hole hole -> own.add(hole);
      }
    }
    return own;
  }

  @Override
  public void close() {
    closed = true;
    closing.ring();
    LiveLog.Tail own = tail;
    if (own != null) {
      own.wake();
    }
    try {
      thread.join(JOIN_MILLIS_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
