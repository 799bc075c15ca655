package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Gaps.Place;
import io.arxos.gateway.journal.Storage.Entry;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A journal as it lies on the disk: beside a running gateway, which is not disturbed, or a copy.
/// Changes nothing; what is appended after the opening is not seen.
public final class JournalReader implements AutoCloseable {
  private static final int TRIES = 5;

  private final Storage storage;
  private final Index index;

  private JournalReader(Storage storage) throws StorageException {
    this.storage = storage;
    this.index = new Index(storage);
  }

  /// Whether a journal lies there, sound or not.
  public static boolean isThere(Path folder) {
    return Files.isRegularFile(folder.resolve("CURRENT"));
  }

  /// @throws StorageException when it cannot be read
  public static JournalReader open(Path folder) throws StorageException {
    new JournalFolder(folder).loadLibraryAnywhere();
    for (int i = 1; ; i++) {
      RocksStorage storage = null;
      try {
        storage = RocksStorage.readOnly(folder);
        return new JournalReader(storage);
      } catch (StorageException e) {
        if (storage != null) {
          storage.close();
        }
        // A running gateway may have dropped a file in the meantime.
        if (i == TRIES || !e.reason().contains("No such file")) {
          throw e;
        }
      }
    }
  }

  /// Oldest first.
  public List<Held> incarnations() {
    return List.copyOf(index.held.values());
  }

  /// The gaps that are written down, in order.
  public List<Gone> gaps(Held one, Lane lane) {
    return index.gaps.of(one.header().startCounter(), lane);
  }

  /// What a lane of an incarnation takes on the disk, about.
  public long bytes(Held one, Lane lane) {
    long counter = one.header().startCounter();
    return storage.bytes(
        Keys.table(lane), Keys.block(counter, 0), Keys.block(counter, Long.MAX_VALUE));
  }

  /// What all of it takes on the disk, about.
  public long bytes() {
    return storage.bytes();
  }

  /// As [Journal#next], but what is damaged and not written down is only said.
  public Found next(Held one, Lane lane, long from) {
    long counter = one.header().startCounter();
    long start = Math.max(from, one.range(lane).first());
    long end = one.range(lane).last();
    if (start > end) {
      return new Nothing();
    }
    var place = new Place(counter, lane, start);
    Gone gone = index.gaps.at(place);
    if (gone != null) {
      return gone;
    }
    var reader = new BlockReader(storage, counter, lane);
    try {
      Found found = reader.at(start, end);
      return found instanceof Gone damaged
          ? index.gaps.between(place, one.range(lane), damaged)
          : found;
    } catch (StorageException e) {
      return unreadable(reader, place, one, e);
    }
  }

  private Found unreadable(BlockReader reader, Place place, Held one, StorageException problem) {
    if (problem.kind() != StorageException.Kind.CORRUPT) {
      return new Unreadable(problem.reason());
    }
    try {
      Held.Range range = one.range(place.lane());
      return index.gaps.between(place, range, reader.unreadable(place.sequence(), range.last()));
    } catch (StorageException e) {
      return new Unreadable(e.reason());
    }
  }

  /// Whether it is one of the gaps that are written down.
  public boolean isWrittenDown(Held one, Lane lane, Gone gone) {
    return gone.equals(index.gaps.at(new Place(one.header().startCounter(), lane, gone.first())));
  }

  /// Whether a lane has a block above its last sequence: written, never acknowledged, and therefore
  /// never sent.
  public boolean hasBlockAbove(Held one, Lane lane) throws StorageException {
    long counter = one.header().startCounter();
    Entry above =
        storage.ceiling(Keys.table(lane), Keys.block(counter, one.range(lane).last() + 1));
    return above != null && ByteBuffer.wrap(above.key()).getLong() == counter;
  }

  /// Each block of a lane of an incarnation and each gap, in order.
  public void forEach(Held one, Lane lane, Visitor action) {
    long next = one.range(lane).first();
    while (next <= one.range(lane).last()) {
      Found found = next(one, lane, next);
      action.visit(found);
      switch (found) {
        case Stored stored -> next = stored.last() + 1;
        case Gone gone -> next = gone.last() + 1;
        case Unreadable _, Nothing _ -> {
          return;
        }
      }
    }
  }

  /// Sees what is found.
  public interface Visitor {
    void visit(Found found);
  }

  @Override
  public void close() {
    storage.close();
  }
}
