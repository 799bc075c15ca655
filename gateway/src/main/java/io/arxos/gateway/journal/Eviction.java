package io.arxos.gateway.journal;

import io.arxos.block.BadBlock;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Gaps.Place;
import io.arxos.gateway.journal.Held.Range;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Gives up what can be missed most easily when a lane is over its share. Whatever it gives up is
/// written down as a gap first, synced, with its reason and its time: never a sample in silence.
///
/// Used under the journal's lock.
final class Eviction {
  /// In the order in which it goes. Within each the oldest goes first, so that what is older than
  /// the keep time goes before what is not.
  enum Rank {
    SAFE("evicted to make room, when it was safe in the cloud"),
    COMMITTED("evicted to make room, when the cloud had it"),
    UNSENT("evicted to make room, the oldest first");

    private final String reason;

    Rank(String reason) {
      this.reason = reason;
    }
  }

  static final Set<Rank> HARMLESS = EnumSet.of(Rank.SAFE, Rank.COMMITTED);
  static final Set<Rank> ALL = EnumSet.allOf(Rank.class);

  // One file of the disk at least, and seldom enough that the records of it stay few.
  private static final long CHUNK_BYTES_MIN = 64 << 10;
  private static final int CHUNKS = 32;

  private final Storage storage;
  private final Confirmations confirmations;
  private final Limits limits;

  Eviction(Storage storage, Confirmations confirmations, Limits limits) {
    this.storage = storage;
    this.confirmations = confirmations;
    this.limits = limits;
  }

  /// Makes room as far as the rules allow.
  ///
  /// @return whether the lane may take more
  boolean makeRoom(Index index, Lane lane) throws StorageException {
    long alarms = shrink(index, Lane.ALARM, limits.alarmBytes(), HARMLESS);
    long over = Math.max(0, alarms - limits.alarmBytes());
    long telemetry = shrink(index, Lane.TELEMETRY, limits.telemetryBytes() - over, ALL);
    return lane == Lane.ALARM
        ? alarms + telemetry <= limits.bytes()
        : telemetry <= limits.telemetryBytes() - over;
  }

  /// How much may be appended until it is time to look again.
  long chunkBytes(Lane lane) {
    return Math.max(CHUNK_BYTES_MIN, limits.bytes(lane) / CHUNKS);
  }

  /// What a lane keeps on the disk.
  long bytes(Index index, Lane lane) {
    long bytes = 0;
    for (Held one : index.held.values()) {
      bytes += bytes(one, lane, index.keptFrom(one, lane), one.range(lane).last());
    }
    return bytes;
  }

  /// The part of it that the cloud has.
  long committedBytes(Index index, Lane lane) {
    long bytes = 0;
    for (Held one : index.held.values()) {
      long committed = limit(one, lane, Rank.COMMITTED);
      bytes += bytes(one, lane, index.keptFrom(one, lane), committed);
    }
    return bytes;
  }

  /// Gives up a chunk of a lane.
  ///
  /// @return false when there was nothing to give up
  boolean evict(Index index, Lane lane, Set<Rank> ranks) throws StorageException {
    for (Rank rank : ranks) {
      for (Held one : index.held.values()) {
        long from = index.keptFrom(one, lane);
        long limit = limit(one, lane, rank);
        if (from > limit) {
          continue;
        }
        var place = new Place(one.header().startCounter(), lane, from);
        long last = last(index, place, limit, one.range(lane).last());
        if (last >= from) {
          giveUp(index, place, new Range(from, last), rank);
          return true;
        }
      }
    }
    return false;
  }

  private long shrink(Index index, Lane lane, long share, Set<Rank> ranks) throws StorageException {
    long bytes = bytes(index, lane);
    while (bytes > share && evict(index, lane, ranks)) {
      bytes = bytes(index, lane);
    }
    return bytes;
  }

  private void giveUp(Index index, Place place, Range range, Rank rank) throws StorageException {
    long counter = place.startCounter();
    Lane lane = place.lane();
    var gone =
        new Gone(
            range.first(),
            range.last(),
            rank.reason,
            edge(place, range, true),
            edge(place, range, false));
    storage.commit(List.of(Gaps.change(counter, lane, gone)));
    index.gaps.put(counter, lane, gone);
    // From the last thing that is kept before it, so that a file which lies across is dropped too.
    boolean oldest =
        index.held.headMap(counter).values().stream()
            .allMatch(one -> index.keptFrom(one, lane) > one.range(lane).last());
    storage.drop(
        Keys.table(lane),
        oldest ? Keys.block(0, 0) : Keys.block(counter, 0),
        Keys.block(counter, range.last() + 1));
  }

  /// Where the chunk from a place on ends: with a block, before the next gap; before the place when
  /// no whole block is within the limit.
  private long last(Index index, Place place, long limit, long end) throws StorageException {
    long gap = index.gaps.firstAbove(place);
    long most = Math.min(limit, gap - 1);
    long low = place.sequence();
    long high = most;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (bytes(place, middle) >= chunkBytes(place.lane())) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    try {
      var reader = new BlockReader(storage, place.startCounter(), place.lane());
      if (!(reader.at(high, end) instanceof Stored block)) {
        return high;
      }
      // A block that reaches into a gap is as good as gone.
      return block.last() <= most ? block.last() : block.last() >= gap ? most : block.first() - 1;
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.CORRUPT) {
        throw e;
      }
      return high; // the rest of its block is given up when it is asked for
    }
  }

  private long edge(Place place, Range range, boolean first) {
    try {
      var reader = new BlockReader(storage, place.startCounter(), place.lane());
      long sequence = first ? range.first() : range.last();
      if (reader.at(sequence, range.last()) instanceof Stored block) {
        BlockTimes times = BlockTimes.of(block.payload());
        return first ? times.fromMicros() : times.toMicros();
      }
      return 0;
    } catch (StorageException | BadBlock e) {
      return 0; // not known
    }
  }

  private long limit(Held one, Lane lane, Rank rank) {
    Confirmations.Upto upTo = confirmations.of(one.header().startCounter(), lane);
    long last = one.range(lane).last();
    return switch (rank) {
      case SAFE -> Math.min(last, upTo.safe());
      case COMMITTED -> Math.min(last, upTo.committed());
      case UNSENT -> last;
    };
  }

  private long bytes(Place place, long last) {
    long counter = place.startCounter();
    return storage.bytes(
        Keys.table(place.lane()),
        Keys.block(counter, place.sequence()),
        Keys.block(counter, last + 1));
  }

  private long bytes(Held one, Lane lane, long first, long last) {
    return last < first ? 0 : bytes(new Place(one.header().startCounter(), lane, first), last);
  }
}
