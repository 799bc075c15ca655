package io.arxos.driver.senml;

import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import java.util.Map;
import java.util.Optional;

/// The units of SenML in UCUM: those of RFC 8428 (12.1), the secondary ones of RFC 8798, and what
/// the registry has got since.
public final class SenmlUnits {
  /// Those whose code in UCUM is another.
  private static final Map<String, String> UCUM =
      Map.ofEntries(
          Map.entry("Ohm", "Ohm"),
          Map.entry("lat", "deg"),
          Map.entry("lon", "deg"),
          Map.entry("pH", "[pH]"),
          Map.entry("dBW", "dB[W]"),
          Map.entry("dBm", "dB[mW]"),
          Map.entry("Bspl", "B[SPL]"),
          Map.entry("count", "1"),
          Map.entry("beats", "1"),
          Map.entry("/", "1"),
          Map.entry("%RH", "%"),
          Map.entry("%EL", "%"),
          Map.entry("/100", "%"),
          Map.entry("/1000", "[ppth]"),
          Map.entry("ppm", "[ppm]"),
          Map.entry("ppb", "[ppb]"),
          Map.entry("EL", "s"),
          Map.entry("1/s", "Hz"),
          Map.entry("1/min", "/min"),
          Map.entry("beat/min", "/min"),
          Map.entry("B", "By"),
          Map.entry("KiB", "KiBy"),
          Map.entry("GB", "GBy"),
          Map.entry("B/s", "By/s"),
          Map.entry("MB/s", "MBy/s"),
          Map.entry("Mbit/s", "Mbit/s"),
          Map.entry("VA", "V.A"),
          Map.entry("kVA", "kV.A"),
          Map.entry("VAs", "V.A.s"),
          Map.entry("VAh", "V.A.h"),
          Map.entry("kVAh", "kV.A.h"),
          Map.entry("var", "V.A{reactive}"),
          Map.entry("kvar", "kV.A{reactive}"),
          Map.entry("vars", "V.A{reactive}.s"),
          Map.entry("varh", "V.A{reactive}.h"),
          Map.entry("kvarh", "kV.A{reactive}.h"),
          Map.entry("Ah", "A.h"),
          Map.entry("Wh", "W.h"),
          Map.entry("kWh", "kW.h"),
          Map.entry("Wh/km", "W.h/km"),
          Map.entry("ppt", "[pptr]"),
          Map.entry("g/l", "g/L"),
          Map.entry("mg/l", "mg/L"),
          Map.entry("ug/l", "ug/L"),
          Map.entry("NTU", "{NTU}"));

  private SenmlUnits() {}

  /// The unit of a record; empty when the pack says none, or one that the gateway does not know.
  public static Optional<Unit> find(String senml) {
    if (senml.isEmpty()) {
      return Optional.empty();
    }
    return Units.find(UCUM.getOrDefault(senml, senml));
  }
}
