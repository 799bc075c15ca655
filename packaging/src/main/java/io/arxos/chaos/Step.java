package io.arxos.chaos;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One fault of a cycle.
///
/// @param atMillis after the beginning of the cycle
/// @param lastsMillis until it is mended; 0 for what is over at once
/// @param with what else it needs to be the same again, by name
record Step(Kind kind, int atMillis, int lastsMillis, Map<String, Integer> with) {
  Step {
    with = Collections.unmodifiableMap(new TreeMap<>(with)); // in an order that stays
  }

  int with(String name) {
    Integer value = with.get(name);
    if (value == null) {
      throw new IllegalArgumentException(kind.word() + " without " + name);
    }
    return value;
  }

  @Override
  public String toString() {
    return kind.word() + (with.isEmpty() ? "" : " " + with) + " at " + atMillis + " ms";
  }
}
