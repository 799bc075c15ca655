package io.arxos.driver.modbus.register;

import java.util.Locale;
import java.util.Optional;

/// The four address spaces (Modbus Application Protocol, 4.3).
public enum Table {
  HOLDING,
  INPUT,
  COIL,
  DISCRETE;

  public boolean bits() {
    return this == COIL || this == DISCRETE;
  }

  public boolean writable() {
    return this == HOLDING || this == COIL;
  }

  /// The function code that reads it.
  public int function() {
    return switch (this) {
      case COIL -> 1;
      case DISCRETE -> 2;
      case HOLDING -> 3;
      case INPUT -> 4;
    };
  }

  /// The table that a function code reads.
  public static Optional<Table> readBy(int function) {
    return switch (function) {
      case 1 -> Optional.of(COIL);
      case 2 -> Optional.of(DISCRETE);
      case 3 -> Optional.of(HOLDING);
      case 4 -> Optional.of(INPUT);
      default -> Optional.empty();
    };
  }

  /// The table of a leading digit in reference numbers such as 40001.
  public static Optional<Table> ofReference(int digit) {
    return switch (digit) {
      case 0 -> Optional.of(COIL);
      case 1 -> Optional.of(DISCRETE);
      case 3 -> Optional.of(INPUT);
      case 4 -> Optional.of(HOLDING);
      default -> Optional.empty();
    };
  }

  /// What people and manuals write: `holding`, `Input Register`, `FC3`, `0x04`, `4x`.
  public static Optional<Table> named(String text) {
    String word =
        text.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]?(register|status)?s?$", "");
    return switch (word.replaceAll("[ _-]", "")) {
      case "holding", "hr", "hold", "fc3", "fc03", "3", "03", "0x03", "4x", "output", "fc3/fc4" ->
          Optional.of(HOLDING);
      case "input", "ir", "fc4", "fc04", "4", "04", "0x04", "3x" -> Optional.of(INPUT);
      case "coil", "fc1", "fc01", "1", "01", "0x01", "0x", "digitaloutput" -> Optional.of(COIL);
      case "discrete", "discreteinput", "di", "fc2", "fc02", "2", "02", "0x02", "1x" ->
          Optional.of(DISCRETE);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
