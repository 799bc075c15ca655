package io.arxos.driver.modbus;

import io.arxos.driver.Meaning;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.modbus.map.Meant;
import io.arxos.driver.modbus.map.RegisterReader;
import io.arxos.driver.modbus.register.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// How every value of an answer is read when there is no map.
public record PlainForm(Form form, Meaning meaning) {
  /// Nothing when the settings are wrong, which is reported.
  ///
  /// @param settings keys of a register in a map as texts, such as `type` and `word-order`
  /// @param unit as the maker writes it; may be empty
  public static Optional<PlainForm> of(
      Map<String, Object> settings, String unit, Consumer<Problem> problems) {
    Map<String, Object> all = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> all.put(key, value instanceof String text ? number(text) : value));
    all.put("table", "holding");
    all.put("register", 0L);
    int[] count = new int[1];
    var section =
        Settings.of(
            all,
            problem -> {
              count[0]++;
              problems.accept(new Problem("option", 0, "--" + problem.message()));
            });
    Form form = RegisterReader.read(section, RegisterReader.Defaults.NONE).form();
    Meaning meaning = Meant.of(unit, "", "");
    if (!unit.isEmpty() && meaning.unit().isEmpty()) {
      section.problem("unit", "unit \"" + unit + "\" is not known");
    }
    return count[0] == 0
        ? Optional.of(new PlainForm(form, new Meaning(meaning.unit(), "", 0, List.of())))
        : Optional.empty();
  }

  private static Object number(String text) {
    try {
      return text.contains(".") ? (Object) Double.valueOf(text) : Long.valueOf(text);
    } catch (NumberFormatException _) {
      return text;
    }
  }
}
