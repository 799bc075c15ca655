package io.arxos.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bits being read, the mirror of [BitSink]. Reading beyond the end is [BadBlock], never anything
/// else.
///
/// The bytes are copied with sixteen more behind them, so that every number can be taken out of
/// eight bytes at once, wherever it stands.
final class BitSource {
  /// Bits of the length of a sized number.
  static final int LENGTH_BITS = 6;

  /// The length that stands for all 64 bits.
  static final int LENGTH_WHOLE = 63;

  /// The widest number that lies within eight bytes at every place of its first bit.
  private static final int ONE_WORD_BITS_MAX = 57;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final long end;
  private long at;

  BitSource(byte[] bytes, int fromByte) {
    this.bytes = Arrays.copyOf(bytes, bytes.length + 2 * Long.BYTES);
    this.end = (long) bytes.length << 3;
    this.at = (long) fromByte << 3;
  }

  /// How many bits a number has: 0 for 0.
  static int length(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  /// The next `width` bits, 0..64.
  long bits(int width) throws BadBlock {
    need(width);
    long value = word(at);
    if (width > ONE_WORD_BITS_MAX) {
      value = value & 0xffff_ffffL | word(at + Integer.SIZE) << Integer.SIZE;
    }
    at += width;
    return value & ~above(width);
  }

  int bit() throws BadBlock {
    return (int) bits(1);
  }

  /// A column of numbers of `width` bits each, 1..64.
  void column(long[] values, int from, int to, int width) throws BadBlock {
    need((long) (to - from) * width);
    if (width > ONE_WORD_BITS_MAX) {
      for (int i = from; i < to; i++) {
        values[i] = bits(width);
      }
      return;
    }
    long mask = -1L >>> (Long.SIZE - width);
    long place = at;
    for (int i = from; i < to; i++) {
      values[i] = word(place) & mask;
      place += width;
    }
    at = place;
  }

  /// 57 bits or more from this place on.
  private long word(long place) {
    return (long) LONG.get(bytes, (int) (place >>> 3)) >>> (place & 7);
  }

  private static long above(int width) {
    return width == Long.SIZE ? 0 : -1L << width;
  }

  /// A number from 1 to `max`, see [BitSink#small].
  int small(int max, String what) throws BadBlock {
    int zeros = Long.numberOfTrailingZeros(word(at));
    if (zeros >= Integer.SIZE - 1) {
      throw ByteSource.content(what + " is too great");
    }
    bits(zeros + 1);
    int value = 1 << zeros | (int) bits(zeros);
    if (value > max) {
      throw ByteSource.content(what + " is " + value + ", not 1.." + max);
    }
    return value;
  }

  long sized() throws BadBlock {
    int length = (int) bits(LENGTH_BITS);
    if (length == LENGTH_WHOLE) {
      return bits(Long.SIZE);
    }
    return length == 0 ? 0 : 1L << (length - 1) | bits(length - 1);
  }

  long signed() throws BadBlock {
    return ZigZag.back(sized());
  }

  String text(int bytesMax) throws BadBlock {
    int length = small(bytesMax + 1, "the length of a text") - 1;
    align();
    need((long) length << 3);
    var text = new String(bytes, (int) (at >>> 3), length, StandardCharsets.UTF_8);
    at += (long) length << 3;
    return text;
  }

  /// Goes on at a whole byte; what fills the last byte must be 0.
  void align() throws BadBlock {
    if (bits((int) (-at & 7)) != 0) {
      throw ByteSource.content("a byte is not filled up with zeros");
    }
  }

  /// There must be no more.
  void finish() throws BadBlock {
    align();
    if (at != end) {
      throw ByteSource.content((end - at >>> 3) + " bytes too many");
    }
  }

  private void need(long width) throws BadBlock {
    if (width > end - at) {
      throw ByteSource.content("ends too early");
    }
  }
}
