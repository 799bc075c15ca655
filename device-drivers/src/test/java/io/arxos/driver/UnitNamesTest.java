package io.arxos.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitNamesTest {
  @ParameterizedTest
  @CsvFileSource(resources = "unit-names.tsv", delimiter = '\t', quoteCharacter = '\0')
  void understandsWhatPeopleAndDevicesWrite(String text, String code) {
    assertEquals(Optional.of(code), Units.named(text).map(Unit::code), text);
  }

  // A wrong unit is worse than none: these could be two things, or are nothing.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C", "F", "Ms", "mwh", "mw", "MG", "MBIT", "KB", "kb", "MV2", "Xyz", "", " ", "m w", "°",
        "Mbar", "MA", "Mm", "c", "f", "k"
      })
  void neverGuesses(String text) {
    // Control: the degree sign alone is an angle, so that the method can fail.
    assertEquals(text.equals("°"), Units.named(text).isPresent(), text);
  }

  @Test
  void thePrefixDecides() {
    assertEquals("mW", code("mW"));
    assertEquals("MW", code("MW"));
    assertEquals("mS", code("mS"));
    assertEquals("ms", code("ms"));
    assertEquals("MPa", code("MPA"));
    assertEquals("mPa", code("mPa"));
  }

  // 9 °F more are 5 K more; 9 °F are -12.8 °C.
  @Test
  void aDifferenceOfTemperaturesIsNoTemperature() {
    Unit fahrenheit = Units.find("[degF]{diff}").orElseThrow();
    Unit kelvin = Units.find("K{diff}").orElseThrow();
    assertEquals(5, fahrenheit.convert(9, kelvin), 1e-9);
    assertEquals(9, Units.find("Cel{diff}").orElseThrow().convert(5, fahrenheit), 1e-9);
    for (String absolute : List.of("K", "Cel", "[degF]", "[degR]")) {
      assertFalse(kelvin.convertsTo(Units.find(absolute).orElseThrow()), absolute);
      assertFalse(Units.find(absolute).orElseThrow().convertsTo(kelvin), absolute);
    }
  }

  // Values by definition: the IT Btu, the thermochemical calorie, the refrigeration ton of 12,000
  // Btu/h, the US gallon of 231 cubic inches, the curie of 37 GBq, zero dBW as 30 dBm.
  @ParameterizedTest
  @CsvSource({
    "1,12000.[Btu_IT]/h,3.5168528,kW",
    "1,100000.[Btu_IT],29.3071070,kW.h",
    "1,Gcal,1.1622222,MW.h",
    "10,[gal_us]/min,0.63090196,L/s",
    "4,pCi/L,148,Bq/m3",
    "0,dB[W],30,dB[mW]",
    "1,uS/cm,0.1,mS/m",
    "1,[kn_i],1.852,km/h",
    "1,[in_i]/h,25.4,mm/h",
    "10,[gr]/[lb_av],1.4285714,g/kg",
    "1,MiBy,1048.576,kBy",
    "29.92,[in_i'Hg],1013.2076,hPa",
    "1,m[H2O],9.80665,kPa",
    "180,deg,3.14159265,rad",
    "1,kV.A{reactive}.h,3600000,V.A{reactive}.s",
    "1,g/L,1000,mg/L"
  })
  void convertsByDefinition(double value, String from, double expected, String to) {
    double got = Units.find(from).orElseThrow().convert(value, Units.find(to).orElseThrow());
    assertEquals(expected, got, 1e-6 * Math.max(1, Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "m3/h,[cft_i]/min,m3/h",
    "Cel,[degF],Cel",
    "[degF],[degF],Cel",
    "kW.h,kW.h,kW.h",
    "[in_i'H2O],[in_i'H2O],Pa",
    "K{diff},[degF]{diff},K{diff}",
    "12000.[Btu_IT]/h,12000.[Btu_IT]/h,kW"
  })
  void isShownAsPeopleAreUsedTo(String code, String us, String si) {
    Unit unit = Units.find(code).orElseThrow();
    assertEquals(us, Units.display(unit, Units.Display.US).code());
    assertEquals(si, Units.display(unit, Units.Display.SI).code());
  }

  @Test
  void hasItsNameInQudt() {
    assertEquals(
        Optional.of("http://qudt.org/vocab/unit/KiloW-HR"),
        Units.qudt(Units.find("kW.h").orElseThrow()));
    assertEquals(Optional.empty(), Units.qudt(Units.find("{dH}").orElseThrow()));
  }

  @Test
  void aWrongCodeNamesTheNearest() {
    assertEquals("did you mean kW.h?", Units.suggestion("kWh"));
    assertTrue(Units.suggestion("m3/hh").contains("m3/h"), Units.suggestion("m3/hh"));
    assertTrue(Units.suggestion("celsiuss").contains("Cel"), Units.suggestion("celsiuss"));
    assertTrue(Units.suggestion("flurbl".repeat(20)).startsWith("such as"));
  }

  // The table is written by hand: a name given twice would silently be the first one's.
  @Test
  void theTableContradictsItselfNowhere() throws IOException {
    List<String> wrong = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (String line : table()) {
      String[] columns = line.split("\\|", -1);
      assertEquals(9, columns.length, line);
      Unit unit = Units.find(columns[0]).orElseThrow(() -> new AssertionError(line));
      if (!codes.add(unit.code())) {
        wrong.add(unit.code() + " twice");
      }
      for (String shown : List.of(columns[5].strip(), columns[6].strip())) {
        if (!shown.isEmpty() && !Units.find(shown).filter(unit::convertsTo).isPresent()) {
          wrong.add(unit.code() + " is shown as " + shown);
        }
      }
      for (String name : columns[8].strip().split(" +")) {
        String plain = name.startsWith("=") ? name.substring(1) : name;
        if (!plain.isEmpty() && !Units.named(plain).equals(Optional.of(unit))) {
          wrong.add(plain + " is " + Units.named(plain).map(Unit::code) + ", not " + unit.code());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(Units.codes().size(), codes.size());
  }

  @Test
  void theDocumentNamesEveryUnit() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "drivers", "units.md"));
    List<String> missing =
        Units.codes().stream().filter(code -> !document.contains("| `" + code + "` |")).toList();
    assertEquals(List.of(), missing);
  }

  private static List<String> table() throws IOException {
    try (InputStream file = Objects.requireNonNull(Units.class.getResourceAsStream("units.txt"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n"))
          .filter(line -> line.contains("|") && !line.startsWith("# "))
          .toList();
    }
  }

  private static String code(String text) {
    return Units.named(text).map(Unit::code).orElse("");
  }
}
