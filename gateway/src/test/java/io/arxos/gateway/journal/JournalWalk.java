package io.arxos.gateway.journal;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.block.Columns.Stamp;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Held.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a journal from its first to its last sample while others use it, and tells what it should
/// not have seen. With a fault of its own it is a control.
final class JournalWalk {
  private static final Lane LANE = Lane.TELEMETRY;
  private static final long OF_INCARNATION = 1_000_000_000L;
  private static final int STEPS_MAX = 10_000;

  enum Fault {
    NONE,
    /// What is on the disk is there, whether or not its commit succeeded.
    BEYOND,
    /// What was read once is still there.
    STALE,
    /// When what it looks for was trimmed meanwhile, there is nothing.
    ENDS_EARLY,
    /// What is not there is gone, and is not written down as such.
    UNDECIDED
  }

  record At(long counter, long sequence) {}

  /// @param damaged all of blocks that were damaged on purpose; an eviction may take the first part
  ///   of one, and the rest is gone when it is asked for
  record Known(Map<At, Boolean> damaged) {}

  private final Journal journal;
  private final Storage disk;
  private final Fault fault;
  private final Known known;
  private final Map<At, Stored> read = new HashMap<>();
  private final Map<At, Gone> gone = new HashMap<>();
  private final Map<Long, Range> ranges = new HashMap<>();

  JournalWalk(Journal journal, Storage disk, Fault fault, Known known) {
    this.journal = journal;
    this.disk = disk;
    this.fault = fault;
    this.known = known;
  }

  /// Rows that tell where they belong.
  static Columns rows(long counter, long first, int count, String reason) {
    var columns = new Columns();
    for (int i = 0; i < count; i++) {
      long value = counter * OF_INCARNATION + first + i;
      columns.addInteger(new Stamp("b/e/p", value, value, 1, reason), value);
    }
    return columns;
  }

  /// Reads everything once.
  ///
  /// @return what was wrong; "" for nothing
  String pass() throws BadBlock, StorageException {
    List<Held> held = journal.incarnations();
    long before = 0;
    for (Held one : held) {
      long counter = one.header().startCounter();
      if (counter <= before) {
        return "incarnation " + counter + " comes behind " + before;
      }
      before = counter;
      String problem = pass(counter, one.telemetry());
      if (!problem.isEmpty()) {
        return "incarnation " + counter + ", " + problem;
      }
    }
    return "";
  }

  private String pass(long counter, Range at) throws BadBlock, StorageException {
    long from = Math.max(1, at.first() - 2); // a little before what is held
    for (int i = 0; i < STEPS_MAX; i++) {
      Range before = range(counter);
      Found found = find(counter, from);
      Range after = range(counter);
      String problem = grown(counter, before, after);
      if (problem.isEmpty()) {
        problem = problem(new At(counter, from), found, before, after);
      }
      if (!problem.isEmpty()) {
        return from + ": " + problem;
      }
      switch (found) {
        case Stored stored -> from = stored.last() + 1;
        case Gone one -> from = one.last() + 1;
        case Nothing _, Unreadable _ -> {
          return "";
        }
      }
      problem = following(counter, from);
      if (!problem.isEmpty()) {
        return from + " in one go: " + problem;
      }
    }
    return "does not end";
  }

  private String following(long counter, long from) throws BadBlock {
    long next = from;
    for (Stored stored : journal.run(counter, LANE, from, 8 << 10)) {
      Range after = range(counter);
      if (stored.first() != next || after != null && stored.last() > after.last()) {
        return stored.first() + " to " + stored.last() + " comes at " + next + ", of " + after;
      }
      next = stored.last() + 1;
      if (!isWhole(counter, stored)) {
        return "another block than was written";
      }
    }
    return "";
  }

  /// What is held begins and ends later and later.
  private String grown(long counter, @Nullable Range before, @Nullable Range after) {
    Range past = before == null ? null : ranges.put(counter, before);
    if (past != null
        && before != null
        && (before.first() < past.first() || before.last() < past.last())) {
      return "held " + past + ", and later " + before;
    }
    if (before == null && after != null) {
      return "forgotten, and held again";
    }
    return after != null && after.first() > after.last() + 1 ? "held is " + after : "";
  }

  private String problem(At at, Found found, @Nullable Range before, @Nullable Range after)
      throws BadBlock {
    long trimmed = before == null ? 0 : before.first() - 1;
    // From here on it must have found something, or something has been trimmed.
    long start = after == null ? Long.MAX_VALUE : Math.max(at.sequence(), after.first());
    return switch (found) {
      case Stored stored -> stored(at, stored, start, trimmed, after);
      case Gone one -> gone(at, one, start, trimmed);
      case Nothing _ ->
          before != null && start <= before.last() ? "nothing, and it holds " + before : "";
      case Unreadable(String reason) ->
          reason.contains("simulated") ? "" : "cannot be read: " + reason;
    };
  }

  private String stored(At at, Stored stored, long start, long trimmed, @Nullable Range after)
      throws BadBlock {
    if (after != null && stored.last() > after.last()) {
      return "found up to " + stored.last() + ", and the last is " + after.last();
    }
    if (stored.last() <= trimmed || stored.last() < at.sequence()) {
      return "found up to " + stored.last() + ", trimmed up to " + trimmed;
    }
    if (stored.first() > start) {
      return "found from " + stored.first() + " on, and " + start + " is held";
    }
    Gone before = gone.get(new At(at.counter(), stored.first()));
    if (before != null) {
      return "found, and was gone before: " + before;
    }
    return isWhole(at.counter(), stored) ? "" : "another block than was written";
  }

  private String gone(At at, Gone one, long start, long trimmed) {
    if (one.first() > start || one.last() < at.sequence() || one.last() <= trimmed) {
      return "not asked for: " + one;
    }
    Gone before = gone.putIfAbsent(new At(at.counter(), one.first()), one);
    if (before != null && !before.equals(one)) {
      return before + " was said before, and now " + one;
    }
    boolean isOurs = known.damaged().containsKey(new At(at.counter(), one.first()));
    return isOurs || one.reason().startsWith("evicted") ? "" : "nobody took it: " + one;
  }

  private static boolean isWhole(long counter, Stored stored) throws BadBlock {
    Columns columns = BlockCodec.decode(stored.payload());
    if (columns.size() != stored.last() - stored.first() + 1) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.integer(i) != counter * OF_INCARNATION + stored.first() + i) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Range range(long counter) {
    Held held = journal.held(counter);
    return held == null ? null : held.range(LANE);
  }

  private Found find(long counter, long from) throws StorageException {
    var reader = new BlockReader(disk, counter, LANE);
    return switch (fault) {
      case NONE -> journal.next(counter, LANE, from);
      case STALE -> {
        Stored past = read.get(new At(counter, from));
        Found found = past == null ? journal.next(counter, LANE, from) : past;
        if (found instanceof Stored stored) {
          read.put(new At(counter, from), stored);
        }
        yield found;
      }
      case BEYOND -> {
        Found found = journal.next(counter, LANE, from);
        boolean isMore =
            found instanceof Nothing
                && disk.ceiling(Storage.Table.TELEMETRY, Keys.block(counter, from)) != null;
        yield isMore ? reader.at(from, Long.MAX_VALUE - 1) : found;
      }
      case ENDS_EARLY -> {
        Range range = range(counter);
        Thread.yield();
        yield range == null || journal.held(counter) == null || !range.equals(range(counter))
            ? new Nothing()
            : journal.next(counter, LANE, from);
      }
      case UNDECIDED -> {
        Range range = range(counter);
        boolean isThere = range != null && from >= range.first() && from <= range.last();
        yield isThere && range != null ? reader.at(from, range.last()) : new Nothing();
      }
    };
  }
}
