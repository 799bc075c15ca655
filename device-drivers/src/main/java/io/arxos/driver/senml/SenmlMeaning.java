package io.arxos.driver.senml;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Unit;
import io.arxos.driver.Value;
import io.arxos.driver.naming.Meanings;
import java.util.Locale;
import java.util.Map;

/// What a record is taken for: its unit says what is measured, its name the rest.
public final class SenmlMeaning {
  /// Units of SenML that mean one quantity and no other.
  private static final Map<String, String> QUANTITIES =
      Map.ofEntries(
          Map.entry("%RH", "humidity"),
          Map.entry("%EL", "battery"),
          Map.entry("lx", "illuminance"),
          Map.entry("dB", "sound_pressure"),
          Map.entry("Bspl", "sound_pressure"),
          Map.entry("pH", "ph"));

  private SenmlMeaning() {}

  /// The meaning of a record with its name and its unit.
  public static Meaning of(SenmlRecord record) {
    boolean truth =
        record.value() instanceof Reading.Good(var value, var _) && value instanceof Value.Bool;
    String word = word(record.name());
    if (truth) {
      return Meanings.binary("", word);
    }
    String unit = SenmlUnits.find(record.unit()).map(Unit::code).orElse("");
    return Meanings.of(QUANTITIES.getOrDefault(record.unit(), ""), unit, word);
  }

  /// What stands last in a name.
  private static String word(String name) {
    String[] parts = name.split("[:/]", -1);
    String last = parts[parts.length - 1];
    return last.replaceAll("[_.-]", " ").strip().toLowerCase(Locale.ROOT);
  }
}
