package io.arxos.driver.modbus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/// How a number lies in registers of 16 bits.
enum RegisterType {
  INT16(1, Short.MIN_VALUE, Short.MAX_VALUE),
  UINT16(1, 0, 0xFFFF),
  INT32(2, Integer.MIN_VALUE, Integer.MAX_VALUE),
  UINT32(2, 0, 0xFFFF_FFFFL),
  FLOAT32(2, 0, 0),
  /// False is 0, true is anything else.
  BOOL(1, 0, 1);

  /// Which of two registers comes first: the one with the higher bits (`big`, the usual one) or the
  /// one with the lower. Bytes within a register are always big-endian (Modbus Application
  /// Protocol, 4.2).
  enum WordOrder {
    BIG,
    LITTLE
  }

  final int words;
  private final long min;
  private final long max;

  RegisterType(int words, long min, long max) {
    this.words = words;
    this.min = min;
    this.max = max;
  }

  /// The raw number; empty when the registers hold none (a float that is NaN or infinite).
  ///
  /// @param bytes two per register, at least [#words] registers from `at` on
  Optional<BigDecimal> decode(byte[] bytes, int at, WordOrder order) {
    int raw = words == 1 ? u16(bytes, at) : joined(u16(bytes, at), u16(bytes, at + 2), order);
    return switch (this) {
      case INT16 -> Optional.of(BigDecimal.valueOf((short) raw));
      case UINT16 -> Optional.of(BigDecimal.valueOf(raw));
      case BOOL -> Optional.of(raw == 0 ? BigDecimal.ZERO : BigDecimal.ONE);
      case INT32 -> Optional.of(BigDecimal.valueOf(raw));
      case UINT32 -> Optional.of(BigDecimal.valueOf(Integer.toUnsignedLong(raw)));
      case FLOAT32 -> decimal(Float.intBitsToFloat(raw));
    };
  }

  /// The bytes of a raw number, rounded to the nearest that the type holds; empty when it is out of
  /// the type's range.
  Optional<byte[]> encode(BigDecimal raw, WordOrder order) {
    int bits;
    if (this == FLOAT32) {
      float nearest = raw.floatValue();
      if (!Float.isFinite(nearest)) {
        return Optional.empty();
      }
      bits = Float.floatToIntBits(nearest);
    } else {
      BigInteger whole = raw.setScale(0, java.math.RoundingMode.HALF_UP).toBigInteger();
      if (whole.compareTo(BigInteger.valueOf(min)) < 0
          || whole.compareTo(BigInteger.valueOf(max)) > 0) {
        return Optional.empty();
      }
      bits = whole.intValue();
    }
    var bytes = ByteBuffer.allocate(2 * words);
    if (words == 1) {
      bytes.putShort((short) bits);
    } else if (order == WordOrder.BIG) {
      bytes.putInt(bits);
    } else {
      bytes.putShort((short) bits).putShort((short) (bits >>> 16));
    }
    return Optional.of(bytes.array());
  }

  private static Optional<BigDecimal> decimal(float value) {
    // The shortest decimal that is this float: what the device's maker meant by it.
    return Float.isFinite(value)
        ? Optional.of(new BigDecimal(Float.toString(value)))
        : Optional.empty();
  }

  private static int joined(int first, int second, WordOrder order) {
    return order == WordOrder.BIG ? (first << 16) | second : (second << 16) | first;
  }

  private static int u16(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
