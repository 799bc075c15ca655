package io.arxos.cloud.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The last stretch of one partition, in memory, bounded by samples. Safe for any thread.
final class Stretch {
  static final int SAMPLES_MAX = 50_000;

  private final int samplesMax;
  private final ArrayDeque<LogItem> items = new ArrayDeque<>();
  private int samples;
  private long begin;
  private long end;

  /// @param begin the place where reading begins
  Stretch(long begin, int samplesMax) {
    this.begin = begin;
    this.end = begin;
    this.samplesMax = samplesMax;
  }

  /// What a reader at some place finds.
  sealed interface Found {
    /// @param next where the reader is afterwards
    record Items(List<LogItem> items, long next) implements Found {}

    /// The place is older than what is kept here.
    record TooOld() implements Found {}
  }

  /// @param next the place behind everything read so far, also what was not for this building
  synchronized void append(List<LogItem> more, long next) {
    for (LogItem item : more) {
      items.addLast(item);
      samples += weight(item);
    }
    end = next;
    while (samples > samplesMax && items.size() > 1) {
      LogItem oldest = items.removeFirst();
      samples -= weight(oldest);
      begin = oldest.offset() + 1;
      // A record of several blocks has one place: a part of it would look like the whole.
      while (!items.isEmpty() && items.getFirst().offset() < begin) {
        samples -= weight(items.removeFirst());
      }
    }
  }

  /// Everything from a place on.
  synchronized Found from(long offset) {
    if (offset < begin) {
      return new Found.TooOld();
    }
    List<LogItem> found = new ArrayList<>();
    var newestFirst = items.descendingIterator();
    while (newestFirst.hasNext()) {
      LogItem item = newestFirst.next();
      if (item.offset() < offset) {
        break;
      }
      found.add(item);
    }
    return new Found.Items(found.reversed(), Math.max(end, offset));
  }

  synchronized long end() {
    return end;
  }

  private static int weight(LogItem item) {
    return item instanceof LogItem.Block block ? block.samples().size() : 1;
  }
}
