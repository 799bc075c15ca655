package io.arxos.block;

/// Signed numbers as unsigned ones so that small ones of either sign have few bits: 0, -1, 1, -2 …
/// become 0, 1, 2, 3 …
final class ZigZag {
  private ZigZag() {}

  static long of(long value) {
    return (value << 1) ^ (value >> 63);
  }

  static long back(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
