package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Held.Range;
import io.arxos.gateway.journal.Storage.Change;
import io.arxos.gateway.journal.Storage.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Ranges that are gone, by their first sequence; they do not overlap. As they lie in the journal:
///
/// ```text
/// 1 byte   format version
/// 8 bytes  last sequence
/// 8 bytes  from, wall µs   8 bytes  to, wall µs
/// text     reason
/// ```
final class Gaps {
  static final int FORMAT_VERSION = 1;

  record Place(long startCounter, Lane lane, long sequence) {}

  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::startCounter)
          .thenComparing(Place::lane)
          .thenComparingLong(Place::sequence);

  private final ConcurrentSkipListMap<Place, Gone> gone = new ConcurrentSkipListMap<>(ORDER);

  void put(long startCounter, Lane lane, Gone gap) {
    gone.put(new Place(startCounter, lane, gap.first()), gap);
  }

  /// What is said of a sequence; null when it is not gone.
  @Nullable Gone at(Place place) {
    Map.Entry<Place, Gone> entry = gone.floorEntry(place);
    return entry != null
            && entry.getKey().startCounter() == place.startCounter()
            && entry.getKey().lane() == place.lane()
            && entry.getValue().last() >= place.sequence()
        ? entry.getValue()
        : null;
  }

  /// Where the first gap behind a place begins; `Long.MAX_VALUE` when there is none.
  long firstAbove(Place place) {
    Place next = gone.higherKey(place);
    return next != null
            && next.startCounter() == place.startCounter()
            && next.lane() == place.lane()
        ? next.sequence()
        : Long.MAX_VALUE;
  }

  boolean overlap(long startCounter, Lane lane, Stored block) {
    // They do not overlap each other, so only the last that begins before its end can reach it.
    Map.Entry<Place, Gone> entry = gone.floorEntry(new Place(startCounter, lane, block.last()));
    return entry != null
        && entry.getKey().startCounter() == startCounter
        && entry.getKey().lane() == lane
        && entry.getValue().last() >= block.first();
  }

  /// The part of a damage around a sequence that is held and not yet spoken for.
  Gone between(Place place, Range held, Gone damaged) {
    long first = Math.max(damaged.first(), held.first());
    long last = damaged.last();
    for (Gone gap : of(place.startCounter(), place.lane())) {
      if (gap.last() < place.sequence()) {
        first = Math.max(first, gap.last() + 1);
      } else if (gap.first() > place.sequence()) {
        last = Math.min(last, gap.first() - 1);
      }
    }
    return new Gone(first, last, damaged.reason(), damaged.fromMicros(), damaged.toMicros());
  }

  /// All of a lane, in order.
  List<Gone> of(long startCounter, Lane lane) {
    return List.copyOf(
        gone.subMap(
                new Place(startCounter, lane, 0),
                true,
                new Place(startCounter, lane, Long.MAX_VALUE),
                true)
            .values());
  }

  void remove(long startCounter, Lane lane, long first) {
    gone.remove(new Place(startCounter, lane, first));
  }

  /// What writes one down.
  static Change change(long startCounter, Lane lane, Gone gap) {
    return new Change(Table.META, Keys.gap(startCounter, lane, gap.first()), write(gap));
  }

  static byte[] write(Gone gap) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT_VERSION);
      out.writeLong(gap.last());
      out.writeLong(gap.fromMicros());
      out.writeLong(gap.toMicros());
      out.writeUTF(gap.reason());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array in memory does not fail
    }
    return bytes.toByteArray();
  }

  static Gone read(long first, byte[] bytes) throws StorageException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != FORMAT_VERSION) {
        throw corrupt("a gap record has format " + version);
      }
      long last = in.readLong();
      long from = in.readLong();
      long to = in.readLong();
      if (last < first) {
        throw corrupt("a gap record ends before it begins");
      }
      return new Gone(first, last, in.readUTF(), from, to);
    } catch (IOException e) {
      throw corrupt("a gap record cannot be read: " + e.getMessage());
    }
  }

  private static StorageException corrupt(String message) {
    return new StorageException(StorageException.Kind.CORRUPT, message);
  }
}
