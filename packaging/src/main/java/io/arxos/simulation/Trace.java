package io.arxos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What happened, in order, and how often each kind of thing did.
final class Trace {
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final boolean kept;
  private long hash = 1;
  private int size;

  /// @param kept whether the lines are, or only their hash
  Trace(boolean kept) {
    this.kept = kept;
  }

  /// A thing that happened, with its particulars.
  void add(String kind, Object... particulars) {
    count(kind);
    size++;
    hash = hash * 31 + kind.hashCode();
    for (Object one : particulars) {
      hash = hash * 31 + one.toString().hashCode();
    }
    if (kept) {
      var line = new StringBuilder(kind);
      for (Object one : particulars) {
        line.append(' ').append(one);
      }
      lines.add(line.toString());
    }
  }

  void count(String kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  Map<String, Long> counts() {
    return counts;
  }

  List<String> lines() {
    return lines;
  }

  int size() {
    return size;
  }

  long hash() {
    return hash;
  }
}
