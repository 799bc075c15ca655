package io.arxos.gateway.uplink;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Found.Gone;
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
      long old = old(journal, track, new Span(middle, end), olderThanMicros);
      if (old > 0) {
        known = old;
      } else {
        end = middle - 1;
      }
    }
    if (known >= range.first()) {
      journal.trim(track.counter(), track.lane, known);
    }
  }

  private record Span(long from, long end) {}

  /// The last sequence of what stands at a place, if it is old; 0 when it is not. A gap takes no
  /// space, and must not hold up what does: one whose time is not known goes with what follows.
  private static long old(Journal journal, Track track, Span span, long olderThanMicros) {
    Found found = journal.next(track.counter(), track.lane, span.from());
    while (found instanceof Gone gone && gone.toMicros() == 0 && gone.last() < span.end()) {
      found = journal.next(track.counter(), track.lane, gone.last() + 1);
    }
    return switch (found) {
      case Stored stored when stored.last() <= span.end() && isOlder(stored, olderThanMicros) ->
          stored.last();
      case Gone gone when gone.last() <= span.end() && gone.toMicros() < olderThanMicros ->
          gone.last();
      case Stored _, Gone _, Found.Unreadable _, Found.Nothing _ -> 0;
    };
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
