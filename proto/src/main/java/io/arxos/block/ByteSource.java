package io.arxos.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes being read, the mirror of [ByteSink]. Reading beyond the end is [BadBlock], never anything
/// else.
final class ByteSource {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;

  // Valid within a run of bits: where the next bit stands, counted from the first byte.
  private long bitAt;

  ByteSource(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  static BadBlock content(String message) {
    return new BadBlock(BadBlock.Why.CONTENT, message);
  }

  int left() {
    return bytes.length - at;
  }

  int next() throws BadBlock {
    need(1);
    return bytes[at++] & 0xff;
  }

  /// Copies bytes to a place that has room for them.
  void copy(int length, byte[] target, int to) throws BadBlock {
    need(length);
    System.arraycopy(bytes, at, target, to, length);
    at += length;
  }

  long fixed() throws BadBlock {
    need(Long.BYTES);
    long value = (long) LONG.get(bytes, at);
    at += Long.BYTES;
    return value;
  }

  long varint() throws BadBlock {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw content("a number of more than 10 bytes");
  }

  long signed() throws BadBlock {
    return ZigZag.back(varint());
  }

  /// A number in `[min, max]`.
  int varint(int min, int max, String what) throws BadBlock {
    long value = varint();
    if (value < min || value > max) {
      throw content(what + " is " + value + ", not " + min + ".." + max);
    }
    return (int) value;
  }

  /// Begins a run of bits.
  void bitsBegin() {
    bitAt = (long) at << 3;
  }

  /// The next `width` bits, 0..64.
  long bits(int width) throws BadBlock {
    long end = bitAt + width;
    if (end > (long) bytes.length << 3) {
      throw content("ends within a column");
    }
    int index = (int) (bitAt >>> 3);
    int shift = (int) (bitAt & 7);
    bitAt = end;
    long value = word(index) >>> shift;
    if (width == Long.SIZE) {
      return shift == 0 ? value : value | (bytes[index + 8] & 0xffL) << (Long.SIZE - shift);
    }
    if (width > Long.SIZE - shift) {
      value |= (bytes[index + 8] & 0xffL) << (Long.SIZE - shift);
    }
    return value & ((1L << width) - 1);
  }

  /// Ends a run of bits; what fills the last byte must be 0, so that one content has one form.
  void bitsEnd() throws BadBlock {
    int fill = (int) (-bitAt & 7);
    if (bits(fill) != 0) {
      throw content("a column is not filled up with zeros");
    }
    at = (int) (bitAt >>> 3);
  }

  private long word(int index) {
    if (index + Long.BYTES <= bytes.length) {
      return (long) LONG.get(bytes, index);
    }
    long value = 0;
    for (int i = index; i < bytes.length; i++) {
      value |= (bytes[i] & 0xffL) << ((i - index) << 3);
    }
    return value;
  }

  private void need(int length) throws BadBlock {
    if (length > left()) {
      throw content("ends too early");
    }
  }
}
