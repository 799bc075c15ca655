package io.arxos.cloud.history;

import io.arxos.cloud.log.LaneKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Whether what is stored of one lane is whole: every sequence below the cursor once, in a row or
/// in the loss ledger. Pure.
final class LaneAudit {
  private static final int PROBLEMS_MAX = 100;

  private final LaneKey lane;
  private final long next;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean closed;
  private long samples;
  private long lost;
  private long bytes;
  private long rows;

  /// @param next of the cursor; 1 when there is none
  LaneAudit(LaneKey lane, long next) {
    this.lane = lane;
    this.next = next;
  }

  /// A range that is accounted for.
  private record Piece(long first, long last) {}

  /// What is wrong with a range.
  ///
  /// @param kind missing, repeated, beyond-cursor or unreadable
  record Problem(String kind, long first, long last, String detail) {}

  /// @param size of the payload in bytes
  void row(long first, long last, int size) {
    pieces.add(new Piece(first, last));
    samples += last - first + 1;
    bytes += size;
    rows++;
  }

  /// A later start of the same card has said where it ends, and it is whole.
  void close() {
    closed = true;
  }

  boolean closed() {
    return closed;
  }

  void lost(long first, long last) {
    pieces.add(new Piece(first, last));
    lost += last - first + 1;
  }

  void unreadable(long first, long last, String why) {
    problem("unreadable", new Piece(first, last), why);
  }

  /// Compares the ranges with the cursor.
  ///
  /// @return everything that is wrong, in order of sequence
  List<Problem> finish() {
    pieces.sort(Comparator.comparingLong(Piece::first).thenComparingLong(Piece::last));
    long expected = 1;
    for (var piece : pieces) {
      if (piece.first() > expected) {
        problem("missing", new Piece(expected, piece.first() - 1), "neither stored nor lost");
      } else if (piece.first() < expected) {
        long last = Math.min(piece.last(), expected - 1);
        problem("repeated", new Piece(piece.first(), last), "accounted for twice");
      }
      expected = Math.max(expected, piece.last() + 1);
    }
    if (expected < next) {
      problem("missing", new Piece(expected, next - 1), "neither stored nor lost");
    } else if (expected > next) {
      problem("beyond-cursor", new Piece(next, expected - 1), "the cursor is at " + next);
    }
    problems.sort(Comparator.comparingLong(Problem::first));
    return problems;
  }

  private void problem(String kind, Piece range, String detail) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(new Problem(kind, range.first(), range.last(), detail));
    }
  }

  LaneKey lane() {
    return lane;
  }

  long next() {
    return next;
  }

  long samples() {
    return samples;
  }

  long lost() {
    return lost;
  }

  long bytes() {
    return bytes;
  }

  long rows() {
    return rows;
  }

  List<Problem> problems() {
    return problems;
  }
}
