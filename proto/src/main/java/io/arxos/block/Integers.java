package io.arxos.block;

/// Whole numbers of one point: the first, then packed differences. Differences may wrap around;
/// they wrap back.
final class Integers {
  private Integers() {}

  /// @param values used as scratch
  static void write(ByteSink sink, long[] values, int count) {
    sink.signed(values[0]);
    if (count == 1) {
      return;
    }
    for (int i = 0; i < count - 1; i++) {
      values[i] = ZigZag.of(values[i + 1] - values[i]);
    }
    Packed.write(sink, values, count - 1);
  }

  static void read(ByteSource source, long[] values, int count) throws BadBlock {
    long last = source.signed();
    if (count > 1) {
      Packed.read(source, values, count - 1);
    }
    for (int i = 0; i < count - 1; i++) {
      long next = last + ZigZag.back(values[i]);
      values[i] = last;
      last = next;
    }
    values[count - 1] = last;
  }
}
