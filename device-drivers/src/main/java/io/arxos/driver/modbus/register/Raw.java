package io.arxos.driver.modbus.register;

import java.math.BigDecimal;

/// What registers say before scale and names.
sealed interface Raw {
  record Number(BigDecimal value) implements Raw {}

  record Text(String value) implements Raw {}

  /// @param reason for people, without changing parts
  record None(String reason) implements Raw {}

  static Raw of(long value) {
    return new Number(BigDecimal.valueOf(value));
  }
}
