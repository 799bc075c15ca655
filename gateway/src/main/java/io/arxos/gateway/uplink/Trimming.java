package io.arxos.gateway.uplink;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.Journal;

/// Finds how far a lane can be trimmed: safe, and older than the keep time. Looks at few blocks,
/// because within a lane time goes on; if a clock went back, something is kept a little longer or
/// shorter, and nothing that is not safe is ever trimmed.
final class Trimming {
  private Trimming() {}

  static void trim(Journal journal, Track track, long olderThanMicros) {
    Held held = journal.held(track.counter());
    if (held == null) {
      return;
    }
    Held.Range range = held.range(track.lane);
    long known = range.first() - 1;
    long end = Math.min(track.safe(), range.last());
    while (known < end) {
      long middle = known + (end - known + 1) / 2;
      Found found = journal.next(track.counter(), track.lane, middle);
      if (found instanceof Stored stored
          && stored.last() <= end
          && isOlder(stored, olderThanMicros)) {
        known = stored.last();
      } else {
        end = middle - 1;
      }
    }
    if (known >= range.first()) {
      journal.trim(track.counter(), track.lane, known);
    }
  }

  private static boolean isOlder(Stored stored, long olderThanMicros) {
    try {
      var columns = BlockCodec.decode(stored.payload());
      return columns.wallMicros(columns.size() - 1) < olderThanMicros;
    } catch (BadBlock bad) {
      return false;
    }
  }
}
