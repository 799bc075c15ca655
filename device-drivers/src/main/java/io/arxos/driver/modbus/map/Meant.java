package io.arxos.driver.modbus.map;

import io.arxos.driver.Meaning;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import java.util.List;
import java.util.Optional;

/// What a table's words for unit and name mean.
public final class Meant {
  private static final double UNIT_ONLY = 0.6;
  private static final double SAID = 1;

  private Meant() {}

  /// A unit by its code or by what makers write; nothing for an empty text.
  static Optional<Unit> unit(String text) {
    return text.isEmpty() ? Optional.empty() : Units.find(text).or(() -> Units.named(text));
  }

  /// @param unit as the maker writes it; may be empty
  /// @param brick class that the table says; may be empty
  public static Meaning of(String unit, String brick, String name) {
    String code = unit(unit).map(Unit::code).orElse("");
    return new Meaning(
        code, brick, brick.isEmpty() ? UNIT_ONLY : SAID, List.of("the register map says so"));
  }
}
