package io.arxos.driver.naming;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The words that devices have for what they measure.
final class Quantities {
  private static final Pattern BETWEEN = Pattern.compile("[\\s_.-]");
  private static final Map<String, Quantity> MEASURED = load("quantities.txt");
  private static final Map<String, Quantity> BINARY = load("binary.txt");

  /// @param unit UCUM code that is usual; empty for what is no number
  /// @param brickClass empty for what is nothing of a building
  record Quantity(String word, String unit, String brickClass) {}

  private Quantities() {}

  static Optional<Quantity> find(String word) {
    return Optional.ofNullable(MEASURED.get(key(word)));
  }

  /// Of something that is on or off.
  static Optional<Quantity> binary(String word) {
    return Optional.ofNullable(BINARY.get(key(word)));
  }

  private static String key(String word) {
    return BETWEEN.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  private static Map<String, Quantity> load(String file) {
    Map<String, Quantity> all = new HashMap<>();
    for (String line : Table.lines(file)) {
      String[] columns = line.split("\\|", -1);
      String unit = columns.length == 3 ? columns[1].strip() : "1";
      String brickClass = columns[columns.length - 1].strip();
      for (String word : columns[0].split(",")) {
        all.put(key(word.strip()), new Quantity(word.strip(), unit, brickClass));
      }
    }
    return all;
  }
}
