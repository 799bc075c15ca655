package io.arxos.driver.mqtt.sparkplug;

import java.util.List;

/// A value as it stands in a payload; only its data type says what it means.
sealed interface Raw {
  /// @param bits of `int_value` (32, without sign) or `long_value` (64)
  record Whole(long bits) implements Raw {}

  /// @param single it came as a float, and is its shortest decimal
  record Real(double number, boolean single) implements Raw {}

  record Flag(boolean flag) implements Raw {}

  record Words(String text) implements Raw {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Data(byte[] bytes) implements Raw {}

  /// A table.
  ///
  /// @param types of the columns
  record Table(List<String> columns, List<Integer> types, List<List<Raw>> rows) implements Raw {}

  /// An instance of a template, or its definition.
  record Parts(boolean definition, List<Metric> members) implements Raw {}

  /// A form that is not known here.
  record Unknown() implements Raw {}
}
