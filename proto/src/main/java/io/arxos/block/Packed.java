package io.arxos.block;

/// A column of unsigned numbers in two widths: most in the narrow one, the few that do not fit in
/// the wide one. A bit before each number says which; there is no such bit when one width is
/// cheapest for all.
///
/// ```text
/// one width:   [width 0..64]               number, number, …            , zeros to a whole byte
/// two widths:  [0x80 + narrow] [wide]      bit, number, bit, number, …  , zeros to a whole byte
/// ```
///
/// Why not one width per column: a poll of ten registers every five seconds gives nine gaps of
/// nothing and one of five million microseconds.
final class Packed {
  private static final int TWO_WIDTHS = 0x80;

  private Packed() {}

  /// How a column is written best.
  ///
  /// @param narrow bits, 0..64
  /// @param wide bits, at least `narrow`; equal when there is one width
  /// @param bits what the numbers cost, without the widths
  record Plan(int narrow, int wide, long bits) {}

  static Plan plan(long[] values, int count) {
    int[] ofWidth = new int[Long.SIZE + 1];
    for (int i = 0; i < count; i++) {
      ofWidth[Long.SIZE - Long.numberOfLeadingZeros(values[i])]++;
    }
    int wide = Long.SIZE;
    while (wide > 0 && ofWidth[wide] == 0) {
      wide--;
    }
    int narrow = wide;
    long best = (long) count * wide;
    int fitting = 0;
    for (int width = 0; width < wide; width++) {
      fitting += ofWidth[width];
      long bits = (long) count + (long) fitting * width + (long) (count - fitting) * wide;
      if (bits < best) {
        best = bits;
        narrow = width;
      }
    }
    return new Plan(narrow, wide, best);
  }

  static void write(ByteSink sink, long[] values, int count) {
    write(sink, values, count, plan(values, count));
  }

  static void write(ByteSink sink, long[] values, int count, Plan plan) {
    int narrow = plan.narrow();
    int wide = plan.wide();
    if (narrow == wide) {
      sink.put(wide);
      if (wide == 0) {
        return;
      }
      for (int i = 0; i < count; i++) {
        sink.bits(values[i], wide);
      }
    } else {
      sink.put(TWO_WIDTHS | narrow);
      sink.put(wide);
      for (int i = 0; i < count; i++) {
        boolean fits = values[i] >>> narrow == 0;
        sink.bits(fits ? 0 : 1, 1);
        sink.bits(values[i], fits ? narrow : wide);
      }
    }
    sink.align();
  }

  static void read(ByteSource source, long[] values, int count) throws BadBlock {
    int first = source.next();
    int narrow = first & ~TWO_WIDTHS;
    boolean two = first >= TWO_WIDTHS;
    int wide = two ? source.next() : narrow;
    if (wide > Long.SIZE || narrow > wide || two && narrow == wide) {
      throw ByteSource.content("widths of " + narrow + " and " + wide + " bits");
    }
    source.bitsBegin();
    for (int i = 0; i < count; i++) {
      values[i] = source.bits(two && source.bits(1) == 0 ? narrow : wide);
    }
    source.bitsEnd();
  }
}
