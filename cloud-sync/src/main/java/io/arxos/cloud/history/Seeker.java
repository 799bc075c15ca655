package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a consumer to the place that the store says, and the store to the place that the log
/// still has.
final class Seeker {
  private static final Logger LOG = LoggerFactory.getLogger(Seeker.class);
  private static final int ATTEMPTS_MAX = 10;

  private final Positions positions;
  private final Consumer<byte[], byte[]> consumer;

  Seeker(Positions positions, Consumer<byte[], byte[]> consumer) {
    this.positions = positions;
    this.consumer = consumer;
  }

  /// @return where each partition goes on; the store says the same
  SortedMap<Integer, Long> seek(BlockLog.Identity log, Collection<Integer> partitions)
      throws SQLException {
    var names = partitions.stream().map(p -> new TopicPartition(BlockLog.TOPIC, p)).toList();
    var starts = consumer.beginningOffsets(names);
    var ends = consumer.endOffsets(names);
    var places = new TreeMap<Integer, Long>();
    for (var name : names) {
      long start = starts.getOrDefault(name, 0L);
      var position = agree(log, name.partition(), start, ends.getOrDefault(name, start));
      consumer.seek(name, new OffsetAndMetadata(position.offset(), position.epoch(), ""));
      places.put(name.partition(), position.offset());
    }
    return places;
  }

  private Positions.Position agree(BlockLog.Identity log, int partition, long start, long end)
      throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var stored = positions.read(log).get(partition);
      long place = Positions.place(stored, start, end);
      if (stored != null && stored.offset() == place) {
        return stored;
      }
      LOG.info(
          "partition {}: the store stands at {}, the log has {} to {}; going on at {}",
          partition,
          stored == null ? "nothing" : stored.offset(),
          start,
          end,
          place);
      if (positions.compareAndSet(log, partition, stored, place)) {
        return new Positions.Position(place, Optional.empty());
      }
    }
    throw new SQLException("the position of partition " + partition + " does not stand still");
  }

  /// Moves the store back to where the log still has what was read: what follows there now are
  /// other records, even if the log has grown beyond the store's place again.
  void goBack(BlockLog.Identity log, LogTruncationException lost) throws SQLException {
    var stored = positions.read(log);
    for (var name : lost.partitions()) {
      var position = stored.get(name.partition());
      var end = lost.divergentOffsets().get(name);
      if (position != null) {
        // Where the log does not say, only the epoch is forgotten; the cursors do the rest.
        long back = end == null ? position.offset() : Math.min(end.offset(), position.offset());
        positions.compareAndSet(log, name.partition(), position, back);
      }
    }
  }

  /// Whether the store says the same as these places.
  boolean standsAt(BlockLog.Identity log, Map<Integer, Long> places) throws SQLException {
    var stored = positions.read(log);
    return places.entrySet().stream()
        .allMatch(place -> {
          var position = stored.get(place.getKey());
          return position != null && position.offset() == place.getValue();
        });
  }
}
