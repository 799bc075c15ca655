package io.arxos.driver.modbus.register;

import java.math.BigDecimal;
import java.util.Optional;

/// A register that holds the scale of another.
///
/// @param address zero-based, of the same table
/// @param power whether it is an exponent of ten (SunSpec's `sunssf`) or the factor itself
public record ScaleSource(int address, Form form, boolean power) {
  private static final int POWER_MAX = 30;

  int end() {
    return address + form.words();
  }

  /// A run of registers.
  ///
  /// @param end one beyond the last
  public record Range(int first, int end) {}

  public Range extent() {
    return new Range(address, end());
  }

  /// Empty when the register says nothing usable.
  public Optional<BigDecimal> factor(byte[] wire) {
    Optional<BigDecimal> raw = form.raw(wire);
    if (!power) {
      return raw.filter(factor -> factor.signum() != 0);
    }
    return raw.filter(exponent -> exponent.abs().compareTo(BigDecimal.valueOf(POWER_MAX)) <= 0)
        .map(exponent -> BigDecimal.ONE.scaleByPowerOfTen(exponent.intValue()));
  }
}
