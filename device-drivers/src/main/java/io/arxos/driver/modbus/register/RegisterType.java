package io.arxos.driver.modbus.register;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the bits of a value mean.
public enum RegisterType {
  /// False is 0, true is anything else.
  BOOL(1, Kind.TRUTH),
  /// The low byte of a register; the high one with order `BA`.
  INT8(1, Kind.SIGNED),
  UINT8(1, Kind.UNSIGNED),
  INT16(1, Kind.SIGNED),
  UINT16(1, Kind.UNSIGNED),
  /// The lower three bytes of two registers.
  INT24(2, Kind.SIGNED),
  UINT24(2, Kind.UNSIGNED),
  INT32(2, Kind.SIGNED),
  UINT32(2, Kind.UNSIGNED),
  INT48(3, Kind.SIGNED),
  UINT48(3, Kind.UNSIGNED),
  INT64(4, Kind.SIGNED),
  UINT64(4, Kind.UNSIGNED),
  FLOAT16(1, Kind.FLOATING),
  FLOAT32(2, Kind.FLOATING),
  FLOAT64(4, Kind.FLOATING),
  /// Packed decimal digits, four to a register.
  BCD16(1, Kind.PACKED),
  BCD32(2, Kind.PACKED),
  BCD48(3, Kind.PACKED),
  BCD64(4, Kind.PACKED),
  /// The highest bit is the sign, the others the magnitude.
  SIGN_MAGNITUDE16(1, Kind.SIGN_MAGNITUDE),
  SIGN_MAGNITUDE32(2, Kind.SIGN_MAGNITUDE),
  /// Registers of 0 to 9999 each, of one sign (Schneider ION and PowerLogic).
  MOD10K32(2, Kind.MODULO),
  MOD10K48(3, Kind.MODULO),
  MOD10K64(4, Kind.MODULO),
  /// A power factor whose distance from ±2 says leading (Schneider `4Q_FP_PF`).
  POWER_FACTOR_4Q(2, Kind.FLOATING),
  /// Two characters to a register, cut at the first NUL, without spaces around.
  STRING(0, Kind.TEXT),
  /// One character to a register.
  WIDE_STRING(0, Kind.TEXT),
  /// Seconds since 1970 in UTC.
  UNIX32(2, Kind.TIME),
  /// Milliseconds since 1970 in UTC.
  UNIX_MILLIS64(4, Kind.TIME),
  /// Seconds since 2000 in UTC (SunSpec).
  SECONDS_SINCE_2000(2, Kind.TIME),
  /// Year, month, day, hour, minute, second in a register each.
  DATETIME6(6, Kind.TIME),
  /// Month and day, year since 1900 and hour, minute and second: a byte each (PowerLogic).
  DATETIME3(3, Kind.TIME),
  /// IEC 60870-5-4 in four registers (Schneider `DATETIME`).
  DATETIME_IEC(4, Kind.TIME),
  IPV4(2, Kind.TEXT),
  IPV6(8, Kind.TEXT),
  EUI48(4, Kind.TEXT);

  enum Kind {
    TRUTH,
    SIGNED,
    UNSIGNED,
    FLOATING,
    PACKED,
    SIGN_MAGNITUDE,
    MODULO,
    TEXT,
    TIME;

    boolean number() {
      return this != TRUTH && this != TEXT && this != TIME;
    }

    boolean bits() {
      return this == SIGNED || this == UNSIGNED || this == TRUTH;
    }
  }

  private static final Map<String, RegisterType> VENDORS =
      Map.ofEntries(
          Map.entry("bool", BOOL),
          Map.entry("boolean", BOOL),
          Map.entry("bit", BOOL),
          Map.entry("coil", BOOL),
          Map.entry("s8", INT8),
          Map.entry("i8", INT8),
          Map.entry("sint", INT8),
          Map.entry("u8", UINT8),
          Map.entry("usint", UINT8),
          Map.entry("byte", UINT8),
          Map.entry("int", INT16),
          Map.entry("s16", INT16),
          Map.entry("i16", INT16),
          Map.entry("sint16", INT16),
          Map.entry("short", INT16),
          Map.entry("signed", INT16),
          Map.entry("signedword", INT16),
          Map.entry("uint", UINT16),
          Map.entry("u16", UINT16),
          Map.entry("word", UINT16),
          Map.entry("ushort", UINT16),
          Map.entry("unsigned", UINT16),
          Map.entry("unsignedword", UINT16),
          Map.entry("int16u", UINT16),
          Map.entry("enum", UINT16),
          Map.entry("enum16", UINT16),
          Map.entry("bitfield16", UINT16),
          Map.entry("bitmap", UINT16),
          Map.entry("acc16", UINT16),
          Map.entry("count", UINT16),
          Map.entry("sunssf", INT16),
          Map.entry("s24", INT24),
          Map.entry("u24", UINT24),
          Map.entry("dint", INT32),
          Map.entry("s32", INT32),
          Map.entry("i32", INT32),
          Map.entry("sint32", INT32),
          Map.entry("long", INT32),
          Map.entry("signeddoubleword", INT32),
          Map.entry("udint", UINT32),
          Map.entry("u32", UINT32),
          Map.entry("dword", UINT32),
          Map.entry("ulong", UINT32),
          Map.entry("unsigneddoubleword", UINT32),
          Map.entry("int32u", UINT32),
          Map.entry("acc32", UINT32),
          Map.entry("enum32", UINT32),
          Map.entry("bitfield32", UINT32),
          Map.entry("s48", INT48),
          Map.entry("u48", UINT48),
          Map.entry("lint", INT64),
          Map.entry("s64", INT64),
          Map.entry("i64", INT64),
          Map.entry("sint64", INT64),
          Map.entry("longlong", INT64),
          Map.entry("signedquadrupleword", INT64),
          Map.entry("ulint", UINT64),
          Map.entry("u64", UINT64),
          Map.entry("qword", UINT64),
          Map.entry("lword", UINT64),
          Map.entry("unsignedquadrupleword", UINT64),
          Map.entry("int64u", UINT64),
          Map.entry("acc64", UINT64),
          Map.entry("bitfield64", UINT64),
          Map.entry("half", FLOAT16),
          Map.entry("float", FLOAT32),
          Map.entry("f32", FLOAT32),
          Map.entry("real", FLOAT32),
          Map.entry("real32", FLOAT32),
          Map.entry("single", FLOAT32),
          Map.entry("ieee754", FLOAT32),
          Map.entry("floatdoubleword", FLOAT32),
          Map.entry("double", FLOAT64),
          Map.entry("f64", FLOAT64),
          Map.entry("lreal", FLOAT64),
          Map.entry("real64", FLOAT64),
          Map.entry("floatquadrupleword", FLOAT64),
          Map.entry("bcd", BCD16),
          Map.entry("sm16", SIGN_MAGNITUDE16),
          Map.entry("signedmagnitude16", SIGN_MAGNITUDE16),
          Map.entry("sm32", SIGN_MAGNITUDE32),
          Map.entry("signedmagnitude32", SIGN_MAGNITUDE32),
          Map.entry("mod10k", MOD10K32),
          Map.entry("mod10k2", MOD10K32),
          Map.entry("uint32m10k", MOD10K32),
          Map.entry("int32m10k", MOD10K32),
          Map.entry("mod10k3", MOD10K48),
          Map.entry("mod10k4", MOD10K64),
          Map.entry("4qfppf", POWER_FACTOR_4Q),
          Map.entry("pf4q", POWER_FACTOR_4Q),
          Map.entry("ascii", STRING),
          Map.entry("char", STRING),
          Map.entry("text", STRING),
          Map.entry("utf8", STRING),
          Map.entry("stringword", STRING),
          Map.entry("unixtime", UNIX32),
          Map.entry("unix", UNIX32),
          Map.entry("datetime", DATETIME_IEC),
          Map.entry("ipaddr", IPV4),
          Map.entry("ipv6addr", IPV6));

  private final int words;
  private final Kind kind;

  RegisterType(int words, Kind kind) {
    this.words = words;
    this.kind = kind;
  }

  /// Registers that it takes; 0 when its length must be said.
  public int words() {
    return words;
  }

  Kind kind() {
    return kind;
  }

  /// Whether its bytes are characters.
  public boolean isText() {
    return kind == Kind.TEXT;
  }

  /// Whether a scale makes sense.
  public boolean number() {
    return kind.number();
  }

  /// Whether parts of its bits have a meaning of their own.
  public boolean wholeBits() {
    return kind.bits();
  }

  /// Our own name, such as `sign-magnitude16`, or what a maker's manual calls it: `U32`, `REAL`,
  /// `UnsignedDoubleword`, `INT16U`.
  public static Optional<RegisterType> named(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    for (RegisterType type : values()) {
      if (type.name().toLowerCase(Locale.ROOT).replace("_", "").equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.ofNullable(VENDORS.get(word));
  }

  /// As it is written in maps.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
