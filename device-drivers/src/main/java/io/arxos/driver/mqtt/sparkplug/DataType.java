package io.arxos.driver.mqtt.sparkplug;

/// The data types in the order of their numbers (Sparkplug 3.0, 6.4.16).
enum DataType {
  UNKNOWN,
  INT8,
  INT16,
  INT32,
  INT64,
  UINT8,
  UINT16,
  UINT32,
  UINT64,
  FLOAT,
  DOUBLE,
  BOOLEAN,
  STRING,
  DATE_TIME,
  TEXT,
  UUID,
  DATA_SET,
  BYTES,
  FILE,
  TEMPLATE,
  PROPERTY_SET,
  PROPERTY_SET_LIST,
  INT8_ARRAY,
  INT16_ARRAY,
  INT32_ARRAY,
  INT64_ARRAY,
  UINT8_ARRAY,
  UINT16_ARRAY,
  UINT32_ARRAY,
  UINT64_ARRAY,
  FLOAT_ARRAY,
  DOUBLE_ARRAY,
  BOOLEAN_ARRAY,
  STRING_ARRAY,
  DATE_TIME_ARRAY;

  private static final DataType[] ALL = values();

  /// A number that is not known is [#UNKNOWN].
  static DataType of(int number) {
    return number >= 0 && number < ALL.length ? ALL[number] : UNKNOWN;
  }

  boolean isArray() {
    return ordinal() >= INT8_ARRAY.ordinal();
  }

  /// The type of an array's elements.
  DataType element() {
    return switch (this) {
      case BOOLEAN_ARRAY -> BOOLEAN;
      case STRING_ARRAY -> STRING;
      case DATE_TIME_ARRAY -> DATE_TIME;
      default -> ALL[ordinal() - INT8_ARRAY.ordinal() + INT8.ordinal()];
    };
  }

  /// Of a whole number; 0 when it is none.
  int bits() {
    return switch (this) {
      case INT8, UINT8 -> 8;
      case INT16, UINT16 -> 16;
      case INT32, UINT32 -> 32;
      case INT64, UINT64, DATE_TIME -> 64;
      default -> 0;
    };
  }

  boolean signed() {
    return ordinal() >= INT8.ordinal() && ordinal() <= INT64.ordinal();
  }
}
