package io.arxos.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {
  // Values by definition: SI prefixes, ITS-90's 273.15 K, the international foot, the IT Btu.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "68,[degF],20,Cel",
        "-40,[degF],-40,Cel",
        "21,Cel,294.15,K",
        "9,[degR],5,K",
        "1,kW.h,3.6,MJ",
        "1500,W,1.5,kW",
        "2.5,bar,250,kPa",
        "1,[in_i'H2O],249.08891,Pa",
        "3.6,m3/h,1,L/s",
        "60,l/min,1,L/s",
        "1,[cft_i]/min,1.69901079552,m3/h",
        "45,%,0.45,1",
        "800,[ppm],0.08,%",
        "90,min,1.5,h",
        "3000,/min,50,Hz",
        "36,km/h,10,m/s"
      })
  void converts(double value, String from, double expected, String to) {
    double converted = unit(from).convert(value, unit(to));
    assertEquals(expected, converted, 1e-6 * Math.abs(expected));
    assertEquals(value, unit(to).convert(converted, unit(from)), 1e-6 * Math.abs(value));
  }

  // The noise of binary fractions costs the journal six bytes a sample instead of one, and a device
  // would be told to go to 69.80000000000004 degrees. A meter's count keeps all of its digits.
  @ParameterizedTest
  @CsvSource({
    "72,[degF],22.22222,Cel",
    "72.1,[degF],22.27778,Cel",
    "32,[degF],0,Cel",
    "21,Cel,69.8,[degF]",
    "295.15,K,22,Cel",
    "0.1,%,0.001,1",
    "35,mbar,3.5,kPa",
    "123456789.3,W.h,123456.7893,kW.h",
    "987654321,W.h,987.654321,MW.h",
    "4294967295,L,4294967.295,m3",
    "0,kW,0,W"
  })
  void givesTheDecimalThatIsMeant(double value, String from, double expected, String to) {
    assertEquals(expected, unit(from).convert(value, unit(to)), 0.0);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    assertTrue(Double.isNaN(unit("[degF]").convert(Double.NaN, unit("Cel"))));
    assertTrue(Double.isInfinite(unit("MW").convert(Double.MAX_VALUE, unit("mW"))));
  }

  @Test
  void aUnitConvertsToItselfWithoutRounding() {
    for (String code : Units.codes()) {
      assertEquals(0.1 + 0.2, unit(code).convert(0.1 + 0.2, unit(code)), 0.0, code);
    }
  }

  @Test
  void differentQuantitiesDoNotConvert() {
    assertFalse(unit("Cel").convertsTo(unit("kW")));
    assertThrows(IllegalArgumentException.class, () -> unit("Cel").convert(1, unit("kW")));
  }

  // UCUM is case-sensitive: `mW` and `MW` are nine orders of magnitude apart.
  @Test
  void codesAreCaseSensitive() {
    assertEquals(1e9, unit("MW").convert(1, unit("mW")), 1);
    assertTrue(Units.find("CEL").isEmpty());
    assertTrue(Units.find("ppm").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"°C,Cel", "kWh,kW.h", "ppm,[ppm]", "C,Cel", "degF,[degF]", "m³/h,m3/h", "kPA,kPa"})
  void saysWhatMayHaveBeenMeant(String wrong, String right) {
    assertEquals("did you mean " + right + "?", Units.suggestion(wrong));
  }

  private static Unit unit(String code) {
    return Units.find(code).orElseThrow(() -> new AssertionError(code));
  }
}
