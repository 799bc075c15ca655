package io.arxos.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bits being written. They fill a byte from its lowest; eight bytes are put down at a time.
final class BitSink {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  // What does not yet fill eight bytes, lowest bits first.
  private long pending;
  private int pendingBits;

  /// @param capacity bytes that are expected; more find room too
  BitSink(int capacity) {
    bytes = new byte[Math.max(capacity, 64)];
  }

  /// Begins anew; the room stays.
  void clear() {
    size = 0;
    pending = 0;
    pendingBits = 0;
  }

  /// The low `width` bits of a value, 0..64; the bits above must be 0.
  void bits(long value, int width) {
    pending |= value << pendingBits;
    int filled = pendingBits + width;
    if (filled >= Long.SIZE) {
      reserve(Long.BYTES);
      LONG.set(bytes, size, pending);
      size += Long.BYTES;
      filled -= Long.SIZE;
      pending = above(value, width - filled);
    }
    pendingBits = filled;
  }

  /// The low `width` bits of each number of a column, 1..64, whatever stands above them.
  void column(long[] values, int from, int to, int width) {
    reserve((int) (((long) (to - from) * width >>> 3) + 2 * Long.BYTES));
    long mask = -1L >>> (Long.SIZE - width);
    long full = pending;
    int filled = pendingBits;
    int at = size;
    for (int i = from; i < to; i++) {
      long value = values[i] & mask;
      full |= value << filled;
      filled += width;
      if (filled >= Long.SIZE) {
        LONG.set(bytes, at, full);
        at += Long.BYTES;
        filled -= Long.SIZE;
        full = above(value, width - filled);
      }
    }
    pending = full;
    pendingBits = filled;
    size = at;
  }

  /// What is left of a value whose low `taken` bits, 1..64, are gone.
  private static long above(long value, int taken) {
    return value >>> (taken - 1) >>> 1;
  }

  /// An unsigned number, seven bits a byte, lowest first (LEB128): 1 to 10 bytes.
  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bits(rest & 0x7f | 0x80, Byte.SIZE);
      rest >>>= 7;
    }
    bits(rest, Byte.SIZE);
  }

  /// A number from 1 that is mostly small (Elias gamma): 1 bit for 1, 3 bits for 2 and 3 …
  void small(int value) {
    int length = BitSource.length(value);
    bits(1L << (length - 1), length);
    bits(value & (1L << (length - 1)) - 1, length - 1);
  }

  /// An unsigned number of any size: six bits for its length, and its bits without the highest.
  void sized(long value) {
    int length = BitSource.length(value);
    if (length >= BitSource.LENGTH_WHOLE) {
      bits(BitSource.LENGTH_WHOLE, BitSource.LENGTH_BITS);
      bits(value, Long.SIZE);
    } else {
      bits(length, BitSource.LENGTH_BITS);
      if (length > 1) {
        bits(value & (1L << (length - 1)) - 1, length - 1);
      }
    }
  }

  void signed(long value) {
    sized(ZigZag.of(value));
  }

  /// A text as its length in bytes and UTF-8, from a whole byte on.
  void text(String text, int bytesMax) {
    byte[] utf8 = Texts.utf8(text, bytesMax);
    small(utf8.length + 1);
    align();
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /// Goes on at a whole byte.
  void align() {
    reserve(Long.BYTES);
    LONG.set(bytes, size, pending);
    size += (pendingBits + 7) >>> 3;
    pending = 0;
    pendingBits = 0;
  }

  byte[] toBytes() {
    align();
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
