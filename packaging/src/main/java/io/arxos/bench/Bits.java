package io.arxos.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bits for [Gorilla], written and read up to 64 at a time, the lowest of a byte first.
final class Bits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private long at;

  Bits(byte[] bytes) {
    this.bytes = bytes;
  }

  void put(long value, int width) {
    int index = (int) (at >>> 3);
    if (index + 2 * Long.BYTES >= bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2 + 2 * Long.BYTES);
    }
    int shift = (int) (at & 7);
    LONG.set(bytes, index, bytes[index] & 0xffL | value << shift);
    if (width > Long.SIZE - shift) {
      bytes[index + Long.BYTES] = (byte) (value >>> (Long.SIZE - shift));
    }
    at += width;
  }

  void append(Bits other) {
    int from = 0;
    for (; from + Long.SIZE <= other.at; from += Long.SIZE) {
      put((long) LONG.get(other.bytes, from >>> 3), Long.SIZE);
    }
    int rest = (int) other.at - from;
    if (rest > 0) {
      put((long) LONG.get(other.bytes, from >>> 3) & -1L >>> (Long.SIZE - rest), rest);
    }
  }

  long get(int width) {
    int index = (int) (at >>> 3);
    int shift = (int) (at & 7);
    at += width;
    long value = word(index) >>> shift;
    if (width > Long.SIZE - shift) {
      value |= (bytes[index + Long.BYTES] & 0xffL) << (Long.SIZE - shift);
    }
    return width == Long.SIZE ? value : value & (1L << width) - 1;
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

  byte[] toBytes() {
    return Arrays.copyOf(bytes, (int) (at + 7 >>> 3));
  }
}
