package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.naming.Meanings;
import io.arxos.driver.payload.Scalars;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a value of a device means, by what the device and its maker say.
final class Sense {
  /// What devices write where a number is missing.
  private static final Set<String> NOTHING =
      Set.of(
          "nan",
          "null",
          "none",
          "unknown",
          "unavailable",
          "n/a",
          "na",
          "inf",
          "-inf",
          "error",
          "-",
          "--",
          "---",
          "invalid",
          "undefined",
          "not available");

  private Sense() {}

  /// @param quantity such as `temperature`; empty when nobody says
  /// @param unit as the device writes it; empty when it does not
  static Meaning of(String quantity, String unit, String vendorName) {
    Meaning meaning = Meanings.of(quantity, unit, vendorName);
    boolean one = meaning.unit().equals("1") && quantity.isEmpty();
    boolean vague = !meaning.brickClass().contains("_") && (meaning.unit().isEmpty() || one);
    boolean kilo = unit.isEmpty() && quantity.isEmpty() && meaning.unit().startsWith("kW");
    String said = kilo && !meaning.unit().endsWith("h") ? "" : meaning.unit(); // or watt
    return new Meaning(
        said, vague ? "" : meaning.brickClass(), meaning.confidence(), meaning.reasons());
  }

  /// What a quantity becomes when the device says a word for it: `normal` is no percentage. A word
  /// that stands for a missing number leaves it as it is.
  static Meaning said(Meaning meaning, JsonNode now) {
    boolean word = now.isTextual() && !now.textValue().isBlank();
    String text = word ? now.textValue().strip() : "";
    boolean number = Scalars.number(text) != null || Scalars.withUnit(text).isPresent();
    boolean plain = meaning.unit().isEmpty() || meaning.unit().equals("1");
    return !word || number || plain || NOTHING.contains(text.toLowerCase(Locale.ROOT))
        ? meaning
        : new Meaning("", "", 0, List.of("it says a word and no number"));
  }

  /// The same for what is true or false.
  static Meaning truth(String quantity, String vendorName) {
    return Meanings.binary(quantity, vendorName);
  }
}
