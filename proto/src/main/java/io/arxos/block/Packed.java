package io.arxos.block;

import java.util.Arrays;

/// A column of signed numbers, each in as few bits as most of them need. The few that need more are
/// cut to the narrow width, and their places and upper bits follow.
///
/// ```text
/// form      2 bits   all zero | as it is | zigzag | above the least
/// width     7 bits   0..64
/// least              a signed number ("above the least" only)
/// cut       1 bit    whether any is cut (not for "above the least"); if so 7 bits the wide width,
///                    and how many
/// numbers            the low `width` bits of each
/// the cut            place and upper bits of each
/// ```
///
/// Why not one width per column: a poll of ten registers every five seconds gives nine gaps of
/// nothing and one of five million microseconds.
final class Packed {
  private static final int ALL_ZERO = 0;
  private static final int AS_IT_IS = 1;
  private static final int ZIGZAG = 2;
  private static final int ABOVE_LEAST = 3;
  private static final int FORM_BITS = 2;
  private static final int WIDTH_BITS = 7;

  /// In a shorter column, cutting gains less than it costs to look for.
  private static final int CUT_ROWS_MIN = 8;

  // By width; two, used in turn, because a count that was just changed is slow to change again.
  private final int[] even = new int[Long.SIZE + 1];
  private final int[] odd = new int[Long.SIZE + 1];

  /// How a column is cut.
  ///
  /// @param cuts how many numbers do not fit
  /// @param bits what all of it costs
  private record Plan(int narrow, int wide, int cuts, long bits) {}

  /// @param values used as scratch
  void write(BitSink sink, long[] values, int from, int to) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    if ((least | most) == 0) {
      sink.bits(ALL_ZERO, FORM_BITS);
      return;
    }
    boolean zigzag = least < 0;
    int wide = BitSource.length(zigzag ? ZigZag.of(least) | ZigZag.of(most) : most);
    int spread = BitSource.length(most - least);
    long bits = (long) (to - from) * spread + BitSource.length(ZigZag.of(least)) + 4;
    if (spread == 0) {
      writeAboveLeast(sink, values, from, to, least);
      return;
    }
    if (zigzag) {
      for (int i = from; i < to; i++) {
        values[i] = ZigZag.of(values[i]);
      }
    }
    var uncut = new Plan(wide, wide, 0, (long) (to - from) * wide);
    var plan = to - from < CUT_ROWS_MIN ? uncut : cheapest(values, from, to, uncut);
    if (bits < plan.bits()) {
      if (zigzag) {
        back(values, from, to);
      }
      writeAboveLeast(sink, values, from, to, least);
      return;
    }
    sink.bits(zigzag ? ZIGZAG : AS_IT_IS, FORM_BITS);
    writeCut(sink, values, from, to, plan);
  }

  private static void writeAboveLeast(BitSink sink, long[] values, int from, int to, long least) {
    long any = 0;
    for (int i = from; i < to; i++) {
      values[i] -= least;
      any |= values[i];
    }
    int width = BitSource.length(any);
    sink.bits(ABOVE_LEAST, FORM_BITS);
    sink.bits(width, WIDTH_BITS);
    sink.signed(least);
    if (width > 0) {
      sink.column(values, from, to, width);
    }
  }

  private static void back(long[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = ZigZag.back(values[i]);
    }
  }

  private Plan cheapest(long[] values, int from, int to, Plan uncut) {
    int count = to - from;
    int wide = uncut.wide();
    count(values, from, to, uncut);
    int place = placeBits(count);
    int best = wide;
    int bestCuts = 0;
    long bestBits = uncut.bits();
    int cuts = 0;
    for (int width = wide - 1; width >= 0; width--) {
      cuts += even[width + 1] + odd[width + 1];
      long each = place + wide - width;
      long bits = (long) count * width + cuts * each + WIDTH_BITS + 2L * BitSource.length(cuts);
      if (bits < bestBits) {
        best = width;
        bestCuts = cuts;
        bestBits = bits;
      }
    }
    return new Plan(best, wide, bestCuts, bestBits);
  }

  /// Counts the numbers of each width.
  private void count(long[] values, int from, int to, Plan uncut) {
    Arrays.fill(even, 0, uncut.wide() + 1, 0);
    Arrays.fill(odd, 0, uncut.wide() + 1, 0);
    int i = from;
    for (; i + 1 < to; i += 2) {
      even[BitSource.length(values[i])]++;
      odd[BitSource.length(values[i + 1])]++;
    }
    if (i < to) {
      even[BitSource.length(values[i])]++;
    }
  }

  private static void writeCut(BitSink sink, long[] values, int from, int to, Plan plan) {
    int narrow = plan.narrow();
    int upper = plan.wide() - narrow;
    sink.bits(narrow, WIDTH_BITS);
    sink.bits(plan.cuts() > 0 ? 1 : 0, 1);
    if (plan.cuts() > 0) {
      sink.bits(plan.wide(), WIDTH_BITS);
      sink.small(plan.cuts());
    }
    if (narrow > 0) {
      sink.column(values, from, to, narrow);
    }
    if (plan.cuts() > 0) {
      int place = placeBits(to - from);
      for (int i = from; i < to; i++) {
        long above = values[i] >>> narrow;
        if (above != 0) {
          sink.bits(i - from, place);
          sink.bits(above, upper);
        }
      }
    }
  }

  static void read(BitSource source, long[] values, int from, int to) throws BadBlock {
    int form = (int) source.bits(FORM_BITS);
    if (form == ALL_ZERO) {
      Arrays.fill(values, from, to, 0);
      return;
    }
    int width = (int) source.bits(WIDTH_BITS);
    if (width > Long.SIZE) {
      throw ByteSource.content("numbers of " + width + " bits");
    }
    if (form == ABOVE_LEAST) {
      long least = source.signed();
      column(source, values, from, to, width);
      for (int i = from; i < to; i++) {
        values[i] += least;
      }
      return;
    }
    if (source.bit() == 0) {
      column(source, values, from, to, width);
    } else {
      readCut(source, values, from, to, width);
    }
    if (form == ZIGZAG) {
      back(values, from, to);
    }
  }

  private static void column(BitSource source, long[] values, int from, int to, int width)
      throws BadBlock {
    if (width == 0) {
      Arrays.fill(values, from, to, 0);
    } else {
      source.column(values, from, to, width);
    }
  }

  private static void readCut(BitSource source, long[] values, int from, int to, int narrow)
      throws BadBlock {
    int wide = (int) source.bits(WIDTH_BITS);
    if (wide > Long.SIZE || wide <= narrow) {
      throw ByteSource.content("numbers of " + wide + " bits cut to " + narrow);
    }
    int cuts = source.small(to - from, "the number of cut numbers");
    column(source, values, from, to, narrow);
    int placeBits = placeBits(to - from);
    for (int i = 0; i < cuts; i++) {
      int place = (int) source.bits(placeBits);
      if (place >= to - from) {
        throw ByteSource.content("cut number " + place + " of " + (to - from));
      }
      values[from + place] |= source.bits(wide - narrow) << narrow;
    }
  }

  /// How many bits tell a place among so many.
  static int placeBits(int count) {
    return BitSource.length(count - 1);
  }
}
