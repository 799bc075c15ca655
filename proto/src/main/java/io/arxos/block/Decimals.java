package io.arxos.block;

/// Numbers as whole numbers and a power of ten.
///
/// Sensors speak in decimals: 21.37 is 2137 / 10². The smallest power of ten that makes every
/// number of a column whole is looked for.
///
/// A whole number below 2⁵³ divided by a power of ten up to 10²² is rounded once, so the division
/// gives the very double that the decimal text means; it is tried for each number all the same.
final class Decimals {
  static final int POWER_MAX = 15;

  /// What [#scale] answers when there is no such power: computed values, -0.0, NaN.
  static final int NONE = POWER_MAX + 1;

  private static final double WHOLE_MAX = 0x1p53;
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Decimals() {}

  /// Makes the numbers whole by the smallest power of ten that fits all.
  ///
  /// @param bits of the numbers
  /// @param whole gets them, when there is such a power
  static int scale(long[] bits, long[] whole, int from, int to) {
    int power = 0;
    while (power <= POWER_MAX) {
      int failed = firstThatFails(bits, whole, from, to, POWERS[power]);
      if (failed == to) {
        return power;
      }
      do {
        power++;
      } while (power <= POWER_MAX
          && firstThatFails(bits, whole, failed, failed + 1, POWERS[power]) == failed);
    }
    return NONE;
  }

  private static int firstThatFails(long[] bits, long[] whole, int from, int to, double power) {
    for (int i = from; i < to; i++) {
      double scaled = Math.rint(Double.longBitsToDouble(bits[i]) * power);
      long number = (long) scaled;
      whole[i] = number;
      if (!(Math.abs(scaled) < WHOLE_MAX)
          || Double.doubleToRawLongBits(number / power) != bits[i]) {
        return i;
      }
    }
    return to;
  }

  /// The bits of the numbers that these whole ones are of.
  static void unscale(long[] values, int from, int to, int power) {
    double divisor = POWERS[power];
    for (int i = from; i < to; i++) {
      values[i] = Double.doubleToRawLongBits(values[i] / divisor);
    }
  }
}
