package io.arxos.driver.coap.content;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A value of a resource as it came, before its definition says what it is.
///
/// @param time by the device; null when it does not say
/// @param unit as the device writes it beside the value; empty when it does not
record Raw(ObjectPath path, Form form, @Nullable Instant time, String unit) {
  /// Of a device that says nothing about it.
  Raw(ObjectPath path, Form form, @Nullable Instant time) {
    this(path, form, time, "");
  }

  /// How it was written.
  sealed interface Form {}

  /// In network byte order, of a length that fits its type.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Binary(byte[] bytes) implements Form {}

  /// Bytes that are nothing but bytes.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Opaque(byte[] bytes) implements Form {}

  /// Of text, whatever its type.
  record Plain(String text) implements Form {}

  record Numeric(BigDecimal number) implements Form {}

  record Flag(boolean flag) implements Form {}

  /// Said to be text.
  record Text(String text) implements Form {}

  /// Not a value at all.
  ///
  /// @param reason for people
  record Wrong(String reason) implements Form {}
}
