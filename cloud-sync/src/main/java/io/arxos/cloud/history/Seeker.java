package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogReader;
import io.arxos.cloud.log.LogReader.Position;
import io.arxos.cloud.log.LogUnavailable;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a consumer to the place that the store says, and the store to the place that the log
/// still has.
final class Seeker {
  private static final Logger LOG = LoggerFactory.getLogger(Seeker.class);
  private static final int ATTEMPTS_MAX = 10;

  private final Ledger ledger;
  private final LogReader reader;

  Seeker(Ledger ledger, LogReader reader) {
    this.ledger = ledger;
    this.reader = reader;
  }

  /// @return where each partition goes on; the store says the same
  SortedMap<Integer, Long> seek(BlockLog.Identity log, Collection<Integer> partitions)
      throws SQLException, LogUnavailable {
    var starts = reader.beginnings(partitions);
    var ends = reader.ends(partitions);
    var places = new TreeMap<Integer, Long>();
    for (int partition : partitions) {
      long start = starts.getOrDefault(partition, 0L);
      var position = agree(log, partition, start, ends.getOrDefault(partition, start));
      reader.seek(partition, position);
      places.put(partition, position.offset());
    }
    return places;
  }

  private Position agree(BlockLog.Identity log, int partition, long start, long end)
      throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var stored = ledger.positions(log).get(partition);
      long place = place(stored, start, end);
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
      if (ledger.compareAndSet(log, partition, stored, place)) {
        return Position.at(place);
      }
    }
    throw new SQLException("the position of partition " + partition + " does not stand still");
  }

  /// Where to go on reading.
  ///
  /// @param stored null: the log is unknown to the store
  /// @param start the first offset that the log still has
  /// @param end the offset that its next record will have
  static long place(@Nullable Position stored, long start, long end) {
    return stored == null || stored.offset() < start ? start : Math.min(stored.offset(), end);
  }

  /// Moves the store back to where the log still has what was read: what follows there now are
  /// other records, even if the log has grown beyond the store's place again.
  void goBack(BlockLog.Identity log, LogReader.TailLost lost) throws SQLException {
    var stored = ledger.positions(log);
    for (var divergent : lost.divergent().entrySet()) {
      var position = stored.get(divergent.getKey());
      if (position != null) {
        // Where the log does not say, only the epoch is forgotten; the cursors do the rest.
        long end = divergent.getValue().orElse(position.offset());
        long back = Math.min(end, position.offset());
        ledger.compareAndSet(log, divergent.getKey(), position, back);
      }
    }
  }

  /// Whether the store says the same as these places.
  boolean standsAt(BlockLog.Identity log, Map<Integer, Long> places) throws SQLException {
    var stored = ledger.positions(log);
    return places.entrySet().stream()
        .allMatch(place -> {
          var position = stored.get(place.getKey());
          return position != null && position.offset() == place.getValue();
        });
  }
}
