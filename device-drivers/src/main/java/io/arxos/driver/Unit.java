package io.arxos.driver;

/// A unit of measure by its UCUM code, with the way to the base unit of what it measures: `base =
/// value × factor + offset`. Found by [Units#find].
///
/// @param code case-sensitive UCUM, such as `kW.h`; `1` for none
/// @param symbol for people, such as `kWh`; empty for none
/// @param quantity what it measures; only units of one quantity convert into each other
public record Unit(String code, String symbol, Quantity quantity, double factor, double offset) {
  /// What a unit measures. `K`, `Cel` and `[degF]` are temperatures; a difference of temperatures
  /// is written in `K` or `[degR]`, which have no offset between them.
  public enum Quantity {
    RATIO,
    TEMPERATURE,
    POWER,
    APPARENT_POWER,
    ENERGY,
    PRESSURE,
    VOLUME_FLOW,
    MASS_FLOW,
    VOLUME,
    AREA,
    LENGTH,
    MASS,
    CONCENTRATION,
    SPECIFIC_ENERGY,
    ILLUMINANCE,
    IRRADIANCE,
    SPEED,
    VOLTAGE,
    CURRENT,
    RESISTANCE,
    FREQUENCY,
    TIME,
    ANGLE,
    ACIDITY
  }

  public boolean convertsTo(Unit other) {
    return quantity == other.quantity;
  }

  /// The same amount in another unit.
  ///
  /// @throws IllegalArgumentException when the units measure different things
  public double convert(double value, Unit to) {
    if (!convertsTo(to)) {
      throw new IllegalArgumentException(code + " does not convert to " + to.code);
    }
    if (code.equals(to.code)) {
      return value;
    }
    return (value * factor + offset - to.offset) / to.factor;
  }
}
