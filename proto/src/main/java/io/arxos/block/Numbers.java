package io.arxos.block;

/// Numbers of one point, bit for bit.
///
/// Sensors speak in decimals: 21.37 is 2137 / 10². The smallest power of ten that makes every
/// number of the column whole is looked for; then the differences of whole numbers are packed. If
/// there is none (computed values, -0.0, NaN), the bits are compared with the number before by
/// exclusive or, and what differs is packed.
///
/// A whole number below 2⁵³ divided by a power of ten up to 10²² is rounded once, so the division
/// gives the very double that the decimal text means; it is tried for each number all the same.
final class Numbers {
  static final int POWER_MAX = 15;
  private static final int XOR = 16;
  private static final double WHOLE_MAX = 0x1p53;
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Numbers() {}

  /// @param bits of the numbers; used as scratch
  static void write(ByteSink sink, long[] bits, int count) {
    long[] whole = new long[count];
    int power = scale(bits, whole, count);
    if (power <= POWER_MAX) {
      sink.put(power);
      Integers.write(sink, whole, count);
      return;
    }
    sink.put(XOR);
    sink.fixed(bits[0]);
    if (count == 1) {
      return;
    }
    long any = 0;
    for (int i = 0; i < count - 1; i++) {
      bits[i] ^= bits[i + 1];
      any |= bits[i];
    }
    int shift = Math.min(Long.numberOfTrailingZeros(any), Long.SIZE - 1);
    sink.put(shift);
    for (int i = 0; i < count - 1; i++) {
      bits[i] >>>= shift;
    }
    Packed.write(sink, bits, count - 1);
  }

  /// Makes the numbers whole by the smallest power of ten that fits all; one more than the greatest
  /// power when none does. Most columns have their power after a number or two, so starting again
  /// with each greater one costs little.
  private static int scale(long[] bits, long[] whole, int count) {
    int power = 0;
    int i = 0;
    while (i < count && power <= POWER_MAX) {
      double scaled = Math.rint(Double.longBitsToDouble(bits[i]) * POWERS[power]);
      whole[i] = (long) scaled;
      if (Math.abs(scaled) < WHOLE_MAX
          && Double.doubleToRawLongBits(whole[i] / POWERS[power]) == bits[i]) {
        i++;
      } else {
        power++;
        i = 0;
      }
    }
    return power;
  }

  static void read(ByteSource source, long[] bits, int count) throws BadBlock {
    int form = source.next();
    if (form <= POWER_MAX) {
      Integers.read(source, bits, count);
      for (int i = 0; i < count; i++) {
        bits[i] = Double.doubleToRawLongBits(bits[i] / POWERS[form]);
      }
      return;
    }
    if (form != XOR) {
      throw ByteSource.content("unknown form of numbers " + form);
    }
    long first = source.fixed();
    if (count > 1) {
      int shift = source.next();
      if (shift >= Long.SIZE) {
        throw ByteSource.content("numbers shifted by " + shift);
      }
      Packed.read(source, bits, count - 1);
      long last = first;
      for (int i = 0; i < count - 1; i++) {
        long next = last ^ bits[i] << shift;
        bits[i] = last;
        last = next;
      }
      bits[count - 1] = last;
    } else {
      bits[0] = first;
    }
  }
}
