package io.arxos.driver;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A unit of measure by its UCUM code, with the way to the base unit of what it measures: `base =
/// value × factor + offset`. Found by [Units#find].
///
/// @param code case-sensitive UCUM, such as `kW.h`; `1` for none
/// @param symbol for people, such as `kWh`; empty for none
/// @param quantity what it measures; only units of one quantity convert into each other
public record Unit(String code, String symbol, Quantity quantity, double factor, double offset) {
  /// What a unit measures. A difference of temperatures (`K{diff}`) is not a temperature: 9 °F more
  /// are 5 K more, and no offset comes in.
  public enum Quantity {
    RATIO,
    ACIDITY,
    TEMPERATURE,
    TEMPERATURE_DIFFERENCE,
    TEMPERATURE_RATE,
    DEGREE_DAYS,
    POWER,
    APPARENT_POWER,
    REACTIVE_POWER,
    IRRADIANCE,
    HEAT_TRANSFER,
    ENERGY,
    APPARENT_ENERGY,
    REACTIVE_ENERGY,
    SPECIFIC_ENERGY,
    ENERGY_PER_AREA,
    ENERGY_PER_VOLUME,
    SPECIFIC_FAN_POWER,
    ENERGY_PER_LENGTH,
    PRESSURE,
    VOLUME,
    VOLUME_FLOW,
    MASS_FLOW,
    LENGTH,
    AREA,
    MASS,
    FORCE,
    TORQUE,
    CONCENTRATION,
    SUBSTANCE_CONCENTRATION,
    SUBSTANCE,
    HARDNESS,
    TURBIDITY,
    NUMBER_CONCENTRATION,
    ACTIVITY_CONCENTRATION,
    ACTIVITY,
    DOSE,
    DOSE_EQUIVALENT,
    DOSE_RATE,
    CONDUCTIVITY,
    SPEED,
    WIND_FORCE,
    ACCELERATION,
    ANGLE,
    ANGULAR_SPEED,
    SOLID_ANGLE,
    ILLUMINANCE,
    LUMINOUS_FLUX,
    LUMINOUS_INTENSITY,
    LUMINANCE,
    COLOUR_TEMPERATURE,
    LEVEL,
    SOUND_LEVEL,
    SIGNAL_LEVEL,
    VOLTAGE_LEVEL,
    VOLTAGE,
    CURRENT,
    CHARGE,
    RESISTANCE,
    CONDUCTANCE,
    CAPACITANCE,
    MAGNETIC_FLUX_DENSITY,
    INDUCTANCE,
    MAGNETIC_FLUX,
    CATALYTIC_ACTIVITY,
    FIELD_STRENGTH,
    FREQUENCY,
    TIME,
    INFORMATION,
    DATA_RATE
  }

  /// What a sensor can mean (a 24-bit converter has seven digits).
  private static final int DIGITS_MIN = 7;

  /// What a double can hold of any decimal.
  private static final int DIGITS_MAX = 15;

  public boolean convertsTo(Unit other) {
    return quantity == other.quantity;
  }

  /// The same amount in another unit, rounded to seven digits, or to one more than the value has
  /// where that is more (a meter's count): 72 °F are 22.22222 °C.
  ///
  /// Why rounded: 22.22222222222223 is a decimal of nothing that was measured. The journal packs
  /// short decimals into a byte and has to spend six on such a one, and a device that is written to
  /// would be told 69.80000000000004.
  ///
  /// @throws IllegalArgumentException when the units measure different things
  public double convert(double value, Unit to) {
    if (!convertsTo(to)) {
      throw new IllegalArgumentException(code + " does not convert to " + to.code);
    }
    if (code.equals(to.code)) {
      return value;
    }
    double exact = (value * factor + offset - to.offset) / to.factor;
    // Where offsets cancel, the digits count from the greater of what was added: 32 °F are 0 °C.
    double magnitude = Math.max(Math.abs(value * factor), Math.abs(offset - to.offset)) / to.factor;
    return magnitude == 0 || !Double.isFinite(exact)
        ? exact
        : rounded(exact, digits(value) - 1 - (int) Math.floor(Math.log10(magnitude)));
  }

  private static int digits(double value) {
    int own = BigDecimal.valueOf(value).stripTrailingZeros().precision();
    return Math.clamp(own + 1, DIGITS_MIN, DIGITS_MAX);
  }

  private static double rounded(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
  }
}
