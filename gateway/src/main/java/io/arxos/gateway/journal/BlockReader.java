package io.arxos.gateway.journal;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Storage.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one lane of one incarnation from the disk, and finds how far a damage reaches. Decides
/// nothing: what it finds gone is only gone when it is written down.
final class BlockReader {
  private static final String DAMAGED = "damaged on the gateway's disk: ";

  // Up to here a damage is measured sequence by sequence; a whole file is measured by doubling.
  private static final int EXACT_STEPS_MAX = 4_096;

  private final Storage storage;
  private final long startCounter;
  private final Lane lane;

  BlockReader(Storage storage, long startCounter, Lane lane) {
    this.storage = storage;
    this.startCounter = startCounter;
    this.lane = lane;
  }

  /// The sound block that has a sequence, or what is gone from there on.
  ///
  /// @param end the last synced sequence
  /// @return `Stored` or `Gone`
  /// @throws StorageException of kind CORRUPT when the disk gives back what was not written
  Found at(long sequence, long end) throws StorageException {
    Entry below = storage.floor(Keys.table(lane), Keys.block(startCounter, sequence));
    if (below != null && isOurs(below)) {
      Stored stored = sound(below);
      if (stored == null) {
        long after = firstFrom(first(below) + 1, end);
        if (after > sequence) {
          return gone(first(below), after - 1, "its checksum is wrong");
        }
      } else if (stored.last() >= sequence) {
        return stored.last() > end ? missing(sequence, end) : stored;
      }
    }
    return missing(sequence, end);
  }

  /// The sound blocks that begin at a sequence and follow each other without a hole; ends, perhaps
  /// with nothing, before anything else.
  ///
  /// @param end the last synced sequence
  List<Stored> run(long sequence, long end, long bytesMax) throws StorageException {
    List<Stored> run = new ArrayList<>();
    long next = sequence;
    for (Entry entry :
        storage.from(Keys.table(lane), Keys.block(startCounter, sequence), bytesMax)) {
      Stored stored = isOurs(entry) && first(entry) == next ? sound(entry) : null;
      if (stored == null || stored.last() > end) {
        break;
      }
      run.add(stored);
      next = stored.last() + 1;
    }
    return run;
  }

  /// What is gone from a sequence on, where the disk cannot be read.
  Gone unreadable(long sequence, long end) throws StorageException {
    long readable = sequence + 1;
    long unreadable = sequence;
    long step = 1;
    while (readable <= end && !isReadable(readable)) {
      unreadable = readable;
      step = readable - sequence < EXACT_STEPS_MAX ? 1 : step * 2;
      readable += Math.min(step, Math.max(1, end - readable));
    }
    while (readable - unreadable > 1 && readable <= end) {
      long middle = unreadable + (readable - unreadable) / 2;
      if (isReadable(middle)) {
        readable = middle;
      } else {
        unreadable = middle;
      }
    }
    long after = readable > end ? end + 1 : firstFrom(readable, end);
    return gone(sequence, after - 1, "it cannot be read");
  }

  /// A block of which a part was given up before it could be read again.
  static Gone inPart(Stored block) {
    return new Gone(block.first(), block.last(), DAMAGED + "it could not be read", 0, 0);
  }

  private boolean isReadable(long sequence) throws StorageException {
    try {
      storage.ceiling(Keys.table(lane), Keys.block(startCounter, sequence));
      return true;
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.CORRUPT) {
        throw e;
      }
      return false;
    }
  }

  /// What is synced is there; if it is not, the disk has lost it.
  private Gone missing(long sequence, long end) throws StorageException {
    return gone(sequence, firstFrom(sequence, end) - 1, "it is not there");
  }

  /// First sequence of the first block from a sequence on; `end + 1` when there is none.
  private long firstFrom(long sequence, long end) throws StorageException {
    Entry entry = storage.ceiling(Keys.table(lane), Keys.block(startCounter, sequence));
    return entry == null || !isOurs(entry) ? end + 1 : Math.min(first(entry), end + 1);
  }

  /// The time before is that of the block before, the time after that of the block behind: what is
  /// gone lies between.
  private Gone gone(long first, long last, String reason) {
    long from = edge(first - 1, true);
    long to = edge(last + 1, false);
    return new Gone(first, last, DAMAGED + reason, from, to);
  }

  private long edge(long sequence, boolean end) {
    try {
      Entry entry =
          sequence < 1 ? null : storage.floor(Keys.table(lane), Keys.block(startCounter, sequence));
      Stored stored = entry == null || !isOurs(entry) ? null : sound(entry);
      if (stored == null || sequence > stored.last()) {
        return 0;
      }
      BlockTimes times = BlockTimes.of(stored.payload());
      return end ? times.toMicros() : times.fromMicros();
    } catch (StorageException | BadBlock e) {
      return 0; // not known
    }
  }

  private boolean isOurs(Entry entry) {
    return ByteBuffer.wrap(entry.key()).getLong() == startCounter;
  }

  private static long first(Entry entry) {
    return ByteBuffer.wrap(entry.key()).getLong(8);
  }

  private static @Nullable Stored sound(Entry entry) {
    try {
      BlockCodec.Range range = BlockCodec.check(entry.value());
      return range.first() == first(entry)
          ? new Stored(range.first(), range.last(), entry.value())
          : null;
    } catch (BadBlock bad) {
      return null;
    }
  }
}
