package io.arxos.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes being written: whole bytes, numbers of variable length, and runs of bits. Bits fill a byte
/// from its lowest; a run of bits ends with [#align].
final class ByteSink {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1024];
  private int size;

  // Valid within a run of bits: what does not yet fill eight bytes, lowest bits first.
  private long pending;
  private int pendingBits;

  void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  /// Eight bytes, lowest first.
  void fixed(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  /// An unsigned number, seven bits a byte, lowest first (LEB128): 1 to 10 bytes.
  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  void signed(long value) {
    varint(ZigZag.of(value));
  }

  /// The low `width` bits of a value, 0..64; the bits above must be 0.
  void bits(long value, int width) {
    pending |= value << pendingBits;
    int filled = pendingBits + width;
    if (filled < Long.SIZE) {
      pendingBits = filled;
      return;
    }
    fixed(pending);
    int taken = Long.SIZE - pendingBits;
    pending = taken == Long.SIZE ? 0 : value >>> taken;
    pendingBits = filled - Long.SIZE;
  }

  /// Ends a run of bits at a whole byte.
  void align() {
    reserve(Long.BYTES);
    LONG.set(bytes, size, pending);
    size += (pendingBits + 7) >>> 3;
    pending = 0;
    pendingBits = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
