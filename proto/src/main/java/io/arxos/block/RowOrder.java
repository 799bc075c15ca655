package io.arxos.block;

import java.util.Arrays;

/// Which point each row belongs to.
///
/// Mostly not written: after a point comes the point that came after it the last time (polls
/// repeat), or the next new one. Where that is wrong now and then, a bit per row says so; where it
/// is mostly wrong, each row has its point's number.
final class RowOrder {
  private static final int AS_EXPECTED = 0;
  private static final int WITH_MISSES = 1;
  private static final int PLAIN = 2;
  private static final int FORM_BITS = 2;

  private RowOrder() {}

  static void write(BitSink sink, Columns columns, boolean[] hits) {
    int[] points = columns.points();
    int size = columns.size();
    int count = columns.paths().size();
    if (inTurn(points, size, count)) {
      sink.bits(AS_EXPECTED, FORM_BITS);
      return;
    }
    var expected = new Expectation(count);
    int misses = 0;
    for (int row = 0; row < size; row++) {
      int point = points[row];
      hits[row] = expected.next(count) == point;
      misses += hits[row] ? 0 : 1;
      expected.saw(point);
    }
    int width = Packed.placeBits(count);
    boolean plain = (long) (size - misses) * width <= size;
    sink.bits(plain ? PLAIN : WITH_MISSES, FORM_BITS);
    for (int row = 0; row < size; row++) {
      if (plain) {
        sink.bits(points[row], width);
      } else if (hits[row]) {
        sink.bits(0, 1);
      } else {
        sink.bits(1L | (long) points[row] << 1, width + 1);
      }
    }
  }

  /// What is always as expected is one point after the other, again and again.
  static boolean inTurn(int[] points, int size, int count) {
    int expected = 0;
    for (int row = 0; row < size; row++) {
      if (points[row] != expected) {
        return false;
      }
      expected = expected + 1 == count ? 0 : expected + 1;
    }
    return true;
  }

  /// @return the number of each row's point, each point there, in order of first appearance
  static int[] read(BitSource source, int size, int count) throws BadBlock {
    int form = (int) source.bits(FORM_BITS);
    if (form > PLAIN) {
      throw ByteSource.content("unknown order " + form);
    }
    int[] points = new int[size];
    if (form == AS_EXPECTED) {
      int point = 0;
      for (int row = 0; row < size; row++) {
        points[row] = point;
        point = point + 1 == count ? 0 : point + 1;
      }
      return points;
    }
    int width = Packed.placeBits(count);
    var expected = new Expectation(count);
    for (int row = 0; row < size; row++) {
      boolean hit = form == WITH_MISSES && source.bit() == 0;
      int point = hit ? expected.next(count) : (int) source.bits(width);
      if (point >= count || point > expected.seen) {
        throw ByteSource.content("row " + row + " is of a point that is not there");
      }
      points[row] = point;
      expected.saw(point);
    }
    if (expected.seen != count) {
      throw ByteSource.content("a point without rows");
    }
    return points;
  }

  /// What both sides expect of the next row.
  static final class Expectation {
    private final int[] after;
    private int last = -1;
    private int seen;

    Expectation(int points) {
      after = new int[points];
      Arrays.fill(after, -1);
    }

    int next(int points) {
      if (last >= 0 && after[last] >= 0) {
        return after[last];
      }
      return seen < points ? seen : 0;
    }

    void saw(int point) {
      if (last >= 0) {
        after[last] = point;
      }
      last = point;
      seen = Math.max(seen, point + 1);
    }

    /// How many points there were so far.
    int seen() {
      return seen;
    }
  }
}
