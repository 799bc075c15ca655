package io.arxos.cloud.history;

/// What to do with sequences `first..last` of a lane of which `next` is expected.
public sealed interface Cursor {
  /// Take them from this sequence on; what is before it is there already.
  record Take(long from) implements Cursor {}

  /// All of it is there already.
  record Repeat() implements Cursor {}

  /// Something before it is missing.
  record Gap() implements Cursor {}

  /// @param next the first sequence that is not there, from 1
  /// @param first from 1
  /// @param last at least `first`
  static Cursor decide(long next, long first, long last) {
    if (next < 1 || first < 1 || last < first) {
      throw new IllegalArgumentException(
          "no sequences: next " + next + ", first " + first + ", last " + last);
    }
    if (last < next) {
      return new Repeat();
    }
    return next < first ? new Gap() : new Take(Math.max(next, first));
  }
}
