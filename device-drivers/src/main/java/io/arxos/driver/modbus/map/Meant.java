package io.arxos.driver.modbus.map;

import io.arxos.driver.Meaning;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import io.arxos.driver.naming.Meanings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a table's words for unit and name mean.
public final class Meant {
  private static final double UNIT_ONLY = 0.6;
  private static final double SAID = 1;

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("W", "Active_Power_Sensor"),
          Map.entry("kW", "Active_Power_Sensor"),
          Map.entry("V.A", "Apparent_Power_Sensor"),
          Map.entry("kV.A", "Apparent_Power_Sensor"),
          Map.entry("V.A{reactive}", "Reactive_Power_Sensor"),
          Map.entry("kV.A{reactive}", "Reactive_Power_Sensor"),
          Map.entry("W.h", "Electric_Energy_Sensor"),
          Map.entry("kW.h", "Electric_Energy_Sensor"),
          Map.entry("V.A{reactive}.h", "Reactive_Energy_Sensor"),
          Map.entry("kV.A{reactive}.h", "Reactive_Energy_Sensor"),
          Map.entry("V", "Voltage_Sensor"),
          Map.entry("A", "Current_Sensor"),
          Map.entry("Hz", "Frequency_Sensor"),
          Map.entry("Cel", "Temperature_Sensor"),
          Map.entry("W/m2", "Solar_Irradiance_Sensor"));

  private Meant() {}

  /// The class of what an electric device measures in this unit; empty when that is not sure.
  public static String classOf(String code) {
    return CLASSES.getOrDefault(code, "");
  }

  /// A unit by its code or by what makers write; nothing for an empty text.
  static Optional<Unit> unit(String text) {
    return text.isEmpty() ? Optional.empty() : Units.find(text).or(() -> Units.named(text));
  }

  /// @param unit as the maker writes it; may be empty
  /// @param brick class that the table says; may be empty
  public static Meaning of(String unit, String brick, String name) {
    String code = unit(unit).map(Unit::code).orElse("");
    if (!brick.isEmpty() || name.isEmpty()) {
      double confidence = brick.isEmpty() ? UNIT_ONLY : SAID;
      return new Meaning(code, brick, confidence, List.of("the register map says so"));
    }
    Meaning meant = Meanings.of("", unit, name);
    return unit.isEmpty() // a unit that the table does not say is not guessed
        ? new Meaning("", meant.brickClass(), meant.confidence(), meant.reasons())
        : meant;
  }
}
