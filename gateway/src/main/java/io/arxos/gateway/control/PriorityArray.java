package io.arxos.gateway.control;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sixteen levels of one writable point: the lowest number that is held wins (BACnet,
/// ANSI/ASHRAE 135, clause 19.2 "Command prioritization"). Unlike BACnet's, every level also ends
/// by itself.
final class PriorityArray {
  static final int HIGHEST = 1;
  static final int LOCAL_OPERATOR = CommandRequest.LOCAL_OPERATOR;
  static final int CLOUD_OPERATOR = 9;
  static final int LOOPS = 16;

  private final @Nullable Entry[] levels = new Entry[LOOPS + 1];

  /// What was held at that level before, if anything, is gone.
  void write(Entry entry) {
    levels[entry.level()] = entry;
  }

  /// Gives a level back. Returns what was held there.
  @Nullable Entry relinquish(int level) {
    Entry held = levels[level];
    levels[level] = null;
    return held;
  }

  @Nullable Entry at(int level) {
    return levels[level];
  }

  /// The highest level that is held; null when the relinquish default is in force.
  @Nullable Entry winner() {
    for (Entry entry : levels) {
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  /// Relinquishes every level whose lease has ended, and says which.
  List<Entry> expire(Moment now) {
    List<Entry> ended = new ArrayList<>();
    for (int level = HIGHEST; level <= LOOPS; level++) {
      Entry entry = levels[level];
      if (entry != null && entry.lease().expired(now)) {
        levels[level] = null;
        ended.add(entry);
      }
    }
    return ended;
  }

  List<Entry> inHand() {
    List<Entry> held = new ArrayList<>();
    for (Entry entry : levels) {
      if (entry != null && entry.inHand()) {
        held.add(entry);
      }
    }
    return held;
  }
}
