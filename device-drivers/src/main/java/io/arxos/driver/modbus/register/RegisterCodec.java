package io.arxos.driver.modbus.register;

import io.arxos.driver.modbus.register.RegisterType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/// From bytes, the most significant first, to a raw value and back.
final class RegisterCodec {
  private static final int MODULUS = 10_000;

  private RegisterCodec() {}

  /// @param bytes as many as the type has, or two per register of a text
  static Raw decode(RegisterType type, byte[] bytes) {
    return switch (type.kind()) {
      case TRUTH -> Raw.of(pattern(type, bytes).signum() == 0 ? 0 : 1);
      case UNSIGNED -> new Raw.Number(new BigDecimal(pattern(type, bytes)));
      case SIGNED -> new Raw.Number(new BigDecimal(signed(type, bytes)));
      case FLOATING -> floating(type, bytes);
      case PACKED -> packed(bytes);
      case SIGN_MAGNITUDE -> {
        BigInteger bits = pattern(type, bytes);
        int top = 16 * type.words() - 1;
        BigInteger magnitude = bits.clearBit(top);
        yield new Raw.Number(new BigDecimal(bits.testBit(top) ? magnitude.negate() : magnitude));
      }
      case MODULO -> modulo(bytes);
      case TEXT -> Texts.decode(type, bytes);
      case TIME -> Times.decode(type, bytes);
    };
  }

  /// The bits that count, as a number without sign.
  static BigInteger pattern(RegisterType type, byte[] bytes) {
    return new BigInteger(1, bytes).and(ones(width(type)));
  }

  /// Bits that carry the value.
  static int width(RegisterType type) {
    return switch (type) {
      case INT8, UINT8 -> 8;
      case INT24, UINT24 -> 24;
      default -> 16 * type.words();
    };
  }

  static BigInteger ones(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  /// The bytes of a raw number, rounded to the nearest that the type holds; empty when it is out of
  /// the type's range or the type is never written.
  static Optional<byte[]> encode(RegisterType type, BigDecimal raw) {
    int bytes = 2 * type.words();
    return switch (type.kind()) {
      case TRUTH, UNSIGNED -> whole(raw, BigInteger.ZERO, ones(width(type)), bytes);
      case SIGNED -> {
        BigInteger half = BigInteger.ONE.shiftLeft(width(type) - 1);
        yield whole(raw, half.negate(), half.subtract(BigInteger.ONE), bytes);
      }
      case FLOATING -> floatBytes(type, raw);
      case PACKED -> packedBytes(raw, bytes);
      case SIGN_MAGNITUDE -> {
        BigInteger number = rounded(raw);
        int top = 8 * bytes - 1;
        yield number.abs().bitLength() > top
            ? Optional.empty()
            : Optional.of(padded(number.signum() < 0 ? number.abs().setBit(top) : number, bytes));
      }
      case MODULO -> moduloBytes(raw, bytes);
      case TEXT, TIME -> Optional.empty();
    };
  }

  private static BigInteger signed(RegisterType type, byte[] bytes) {
    BigInteger bits = pattern(type, bytes);
    int width = width(type);
    return bits.testBit(width - 1) ? bits.subtract(BigInteger.ONE.shiftLeft(width)) : bits;
  }

  // The shortest decimal that is this float: what the device's maker meant by it.
  private static Raw floating(RegisterType type, byte[] bytes) {
    BigInteger bits = pattern(type, bytes);
    double value =
        switch (type) {
          case FLOAT16 -> Float.float16ToFloat(bits.shortValue());
          case FLOAT64 -> Double.longBitsToDouble(bits.longValue());
          default -> Float.intBitsToFloat(bits.intValue());
        };
    if (Double.isNaN(value)) {
      return new Raw.None("not a number (NaN)");
    }
    if (Double.isInfinite(value)) {
      return new Raw.None("infinite");
    }
    var decimal =
        new BigDecimal(
            type == RegisterType.FLOAT64 ? Double.toString(value) : Float.toString((float) value));
    return type == RegisterType.POWER_FACTOR_4Q ? powerFactor(decimal) : new Raw.Number(decimal);
  }

  // Schneider's four quadrants: beyond ±1 the distance from ±2 is the factor of a leading load.
  private static Raw powerFactor(BigDecimal register) {
    BigDecimal two = BigDecimal.TWO;
    if (register.abs().compareTo(two) > 0) {
      return new Raw.None("a power factor beyond 2");
    }
    if (register.compareTo(BigDecimal.ONE) > 0) {
      return new Raw.Number(two.subtract(register));
    }
    return new Raw.Number(
        register.compareTo(BigDecimal.ONE.negate()) < 0
            ? two.negate().subtract(register)
            : register);
  }

  private static Raw packed(byte[] bytes) {
    long value = 0;
    for (byte both : bytes) {
      int high = (both >> 4) & 0x0F;
      int low = both & 0x0F;
      if (high > 9 || low > 9) {
        return new Raw.None("not packed decimal: a digit is above 9");
      }
      value = value * 100 + high * 10L + low;
    }
    return Raw.of(value);
  }

  private static Raw modulo(byte[] bytes) {
    long value = 0;
    boolean positive = false;
    boolean negative = false;
    for (int at = 0; at < bytes.length; at += 2) {
      int word = (short) (((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF));
      if (Math.abs(word) >= MODULUS) {
        return new Raw.None("not modulo 10,000: a register is above 9999");
      }
      positive |= word > 0;
      negative |= word < 0;
      value = value * MODULUS + word;
    }
    return positive && negative
        ? new Raw.None("not modulo 10,000: registers of both signs")
        : Raw.of(value);
  }

  private static BigInteger rounded(BigDecimal raw) {
    return raw.setScale(0, RoundingMode.HALF_UP).toBigInteger();
  }

  private static Optional<byte[]> whole(BigDecimal raw, BigInteger min, BigInteger max, int bytes) {
    BigInteger number = rounded(raw);
    return number.compareTo(min) < 0 || number.compareTo(max) > 0
        ? Optional.empty()
        : Optional.of(padded(number.and(ones(8 * bytes)), bytes));
  }

  private static Optional<byte[]> floatBytes(RegisterType type, BigDecimal raw) {
    return switch (type) {
      case FLOAT32 -> {
        float nearest = raw.floatValue();
        yield Float.isFinite(nearest)
            ? Optional.of(padded(bits(Float.floatToIntBits(nearest)), 4))
            : Optional.empty();
      }
      case FLOAT64 -> {
        double nearest = raw.doubleValue();
        yield Double.isFinite(nearest)
            ? Optional.of(
                padded(BigInteger.valueOf(Double.doubleToLongBits(nearest)).and(ones(64)), 8))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static BigInteger bits(int value) {
    return BigInteger.valueOf(Integer.toUnsignedLong(value));
  }

  private static Optional<byte[]> packedBytes(BigDecimal raw, int bytes) {
    BigInteger number = rounded(raw);
    String digits = number.toString();
    if (number.signum() < 0 || digits.length() > 2 * bytes) {
      return Optional.empty();
    }
    return Optional.of(padded(new BigInteger(digits, 16), bytes));
  }

  private static Optional<byte[]> moduloBytes(BigDecimal raw, int bytes) {
    BigInteger rest = rounded(raw);
    byte[] result = new byte[bytes];
    for (int at = bytes - 2; at >= 0; at -= 2) {
      int word = rest.remainder(BigInteger.valueOf(MODULUS)).intValue();
      result[at] = (byte) (word >> 8);
      result[at + 1] = (byte) word;
      rest = rest.divide(BigInteger.valueOf(MODULUS));
    }
    return rest.signum() == 0 ? Optional.of(result) : Optional.empty();
  }

  private static byte[] padded(BigInteger number, int bytes) {
    byte[] result = new byte[bytes];
    byte[] own = number.toByteArray();
    for (int i = 0; i < bytes && i < own.length; i++) {
      result[bytes - 1 - i] = own[own.length - 1 - i];
    }
    return result;
  }

  /// Whether a number can be written as this type at all.
  static boolean writes(RegisterType type) {
    return type.kind() != Kind.TIME
        && (type.kind() != Kind.TEXT || type == RegisterType.STRING)
        && type != RegisterType.POWER_FACTOR_4Q
        && type != RegisterType.FLOAT16;
  }
}
