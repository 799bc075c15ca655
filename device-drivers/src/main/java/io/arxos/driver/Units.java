package io.arxos.driver;

import io.arxos.driver.Unit.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The units a building speaks in: a part of UCUM (https://ucum.org/ucum, version 2.2), whose
/// factors are exact where the definition is.
public final class Units {
  private static final Map<String, Unit> BY_CODE = new LinkedHashMap<>();

  private static final Map<String, String> EVERYDAY =
      Map.of(
          "c",
          "°C",
          "degc",
          "°C",
          "celsius",
          "°C",
          "f",
          "°F",
          "degf",
          "°F",
          "fahrenheit",
          "°F",
          "percent",
          "%",
          "m3",
          "m³",
          "cfm",
          "ft³/min",
          "lux",
          "lx");

  /// No unit.
  public static final Unit ONE = add("1", "", Quantity.RATIO, 1);

  static {
    ratios();
    temperatures();
    powerAndEnergy();
    pressures();
    flowsAndVolumes();
    lengthsAndMasses();
    light();
    electricity();
    time();
  }

  private Units() {}

  public static Optional<Unit> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /// Every code that [#find] knows.
  public static List<String> codes() {
    return List.copyOf(BY_CODE.keySet());
  }

  /// What may have been meant by a code that [#find] does not know: people write symbols (`kWh`,
  /// `°C`) where UCUM has codes (`kW.h`, `Cel`).
  public static String suggestion(String wrong) {
    String symbol = EVERYDAY.getOrDefault(wrong.toLowerCase(Locale.ROOT), wrong);
    for (Unit unit : BY_CODE.values()) {
      if (!unit.symbol().isEmpty() && unit.symbol().equalsIgnoreCase(symbol)) {
        return "did you mean " + unit.code() + "?";
      }
    }
    return Settings.suggestion(wrong, codes());
  }

  private static void ratios() {
    add("%", "%", Quantity.RATIO, 0.01);
    add("[ppth]", "‰", Quantity.RATIO, 1e-3);
    add("[ppm]", "ppm", Quantity.RATIO, 1e-6);
    add("[ppb]", "ppb", Quantity.RATIO, 1e-9);
    add("g/kg", "g/kg", Quantity.RATIO, 1e-3);
    add("[pH]", "pH", Quantity.ACIDITY, 1);
  }

  private static void temperatures() {
    add("K", "K", Quantity.TEMPERATURE, 1);
    add("Cel", "°C", Quantity.TEMPERATURE, 1, 273.15);
    add("[degF]", "°F", Quantity.TEMPERATURE, 5.0 / 9, 459.67 * 5 / 9);
    add("[degR]", "°R", Quantity.TEMPERATURE, 5.0 / 9);
  }

  private static void powerAndEnergy() {
    add("W", "W", Quantity.POWER, 1);
    add("mW", "mW", Quantity.POWER, 1e-3);
    add("kW", "kW", Quantity.POWER, 1e3);
    add("MW", "MW", Quantity.POWER, 1e6);
    add("[Btu_IT]/h", "Btu/h", Quantity.POWER, 1055.05585262 / 3600);
    add("V.A", "VA", Quantity.APPARENT_POWER, 1);
    add("kV.A", "kVA", Quantity.APPARENT_POWER, 1e3);
    add("J", "J", Quantity.ENERGY, 1);
    add("kJ", "kJ", Quantity.ENERGY, 1e3);
    add("MJ", "MJ", Quantity.ENERGY, 1e6);
    add("GJ", "GJ", Quantity.ENERGY, 1e9);
    add("W.h", "Wh", Quantity.ENERGY, 3.6e3);
    add("kW.h", "kWh", Quantity.ENERGY, 3.6e6);
    add("MW.h", "MWh", Quantity.ENERGY, 3.6e9);
    add("[Btu_IT]", "Btu", Quantity.ENERGY, 1055.05585262);
    add("J/kg", "J/kg", Quantity.SPECIFIC_ENERGY, 1);
    add("kJ/kg", "kJ/kg", Quantity.SPECIFIC_ENERGY, 1e3);
  }

  private static void pressures() {
    add("Pa", "Pa", Quantity.PRESSURE, 1);
    add("hPa", "hPa", Quantity.PRESSURE, 1e2);
    add("kPa", "kPa", Quantity.PRESSURE, 1e3);
    add("MPa", "MPa", Quantity.PRESSURE, 1e6);
    add("mbar", "mbar", Quantity.PRESSURE, 1e2);
    add("bar", "bar", Quantity.PRESSURE, 1e5);
    add("[psi]", "psi", Quantity.PRESSURE, 6894.757293168361);
    add("[in_i'H2O]", "inH₂O", Quantity.PRESSURE, 249.08891);
  }

  private static void flowsAndVolumes() {
    add("m3/s", "m³/s", Quantity.VOLUME_FLOW, 1);
    add("m3/h", "m³/h", Quantity.VOLUME_FLOW, 1.0 / 3600);
    for (String litre : List.of("L", "l")) {
      add(litre, "l", Quantity.VOLUME, 1e-3);
      add(litre + "/s", "l/s", Quantity.VOLUME_FLOW, 1e-3);
      add(litre + "/min", "l/min", Quantity.VOLUME_FLOW, 1e-3 / 60);
      add(litre + "/h", "l/h", Quantity.VOLUME_FLOW, 1e-3 / 3600);
    }
    add("[cft_i]/min", "ft³/min", Quantity.VOLUME_FLOW, 0.028316846592 / 60);
    add("[gal_us]/min", "gal/min", Quantity.VOLUME_FLOW, 0.003785411784 / 60);
    add("kg/s", "kg/s", Quantity.MASS_FLOW, 1);
    add("kg/h", "kg/h", Quantity.MASS_FLOW, 1.0 / 3600);
    add("m3", "m³", Quantity.VOLUME, 1);
    add("[cft_i]", "ft³", Quantity.VOLUME, 0.028316846592);
    add("[gal_us]", "gal", Quantity.VOLUME, 0.003785411784);
  }

  private static void lengthsAndMasses() {
    add("m", "m", Quantity.LENGTH, 1);
    add("mm", "mm", Quantity.LENGTH, 1e-3);
    add("cm", "cm", Quantity.LENGTH, 1e-2);
    add("km", "km", Quantity.LENGTH, 1e3);
    add("[in_i]", "in", Quantity.LENGTH, 0.0254);
    add("[ft_i]", "ft", Quantity.LENGTH, 0.3048);
    add("m2", "m²", Quantity.AREA, 1);
    add("g", "g", Quantity.MASS, 1e-3);
    add("kg", "kg", Quantity.MASS, 1);
    add("t", "t", Quantity.MASS, 1e3);
    add("g/m3", "g/m³", Quantity.CONCENTRATION, 1e-3);
    add("mg/m3", "mg/m³", Quantity.CONCENTRATION, 1e-6);
    add("ug/m3", "µg/m³", Quantity.CONCENTRATION, 1e-9);
    add("m/s", "m/s", Quantity.SPEED, 1);
    add("km/h", "km/h", Quantity.SPEED, 1 / 3.6);
    add("[ft_i]/min", "ft/min", Quantity.SPEED, 0.3048 / 60);
    add("deg", "°", Quantity.ANGLE, Math.PI / 180);
    add("rad", "rad", Quantity.ANGLE, 1);
  }

  private static void light() {
    add("lx", "lx", Quantity.ILLUMINANCE, 1);
    add("klx", "klx", Quantity.ILLUMINANCE, 1e3);
    add("W/m2", "W/m²", Quantity.IRRADIANCE, 1);
    add("kW/m2", "kW/m²", Quantity.IRRADIANCE, 1e3);
  }

  private static void electricity() {
    add("V", "V", Quantity.VOLTAGE, 1);
    add("mV", "mV", Quantity.VOLTAGE, 1e-3);
    add("kV", "kV", Quantity.VOLTAGE, 1e3);
    add("A", "A", Quantity.CURRENT, 1);
    add("mA", "mA", Quantity.CURRENT, 1e-3);
    add("Ohm", "Ω", Quantity.RESISTANCE, 1);
    add("kOhm", "kΩ", Quantity.RESISTANCE, 1e3);
    add("Hz", "Hz", Quantity.FREQUENCY, 1);
    add("kHz", "kHz", Quantity.FREQUENCY, 1e3);
    add("/min", "/min", Quantity.FREQUENCY, 1.0 / 60);
  }

  private static void time() {
    add("s", "s", Quantity.TIME, 1);
    add("ms", "ms", Quantity.TIME, 1e-3);
    add("min", "min", Quantity.TIME, 60);
    add("h", "h", Quantity.TIME, 3600);
    add("d", "d", Quantity.TIME, 86_400);
  }

  private static Unit add(String code, String symbol, Quantity quantity, double factor) {
    return add(code, symbol, quantity, factor, 0);
  }

  private static Unit add(
      String code, String symbol, Quantity quantity, double factor, double offset) {
    var unit = new Unit(code, symbol, quantity, factor, offset);
    BY_CODE.put(code, unit);
    return unit;
  }
}
