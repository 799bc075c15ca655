package io.arxos.driver.coap.content;

import io.arxos.driver.Meaning;
import io.arxos.driver.Reading;
import io.arxos.driver.Unit;
import io.arxos.driver.Value;
import io.arxos.driver.naming.Meanings;
import io.arxos.driver.payload.Scalars;

/// What a value without a definition is taken for: by its name and its unit.
final class Names {
  private Names() {}

  /// The unit in `21.5 °C`; empty when there is none.
  static String unitBehind(String text) {
    return Scalars.withUnit(text.strip()).map(one -> one.unit().code()).orElse("");
  }

  /// @param unit as the device writes it; empty when it does not
  /// @param name words between slashes; the last one says the most
  static Meaning meaning(String unit, String name, Reading reading) {
    String own = name.replaceAll("(/\\d+)+$", "").replaceAll(".*[/:]", "");
    if (reading instanceof Reading.Good(Value.Bool _, var _) && unit.isEmpty()) {
      return Meanings.binary(own, name.replace('/', ' '));
    }
    if (reading instanceof Reading.Good(Value.Text _, var _)) {
      return Meaning.UNKNOWN;
    }
    String code = ObjectMeaning.unit(unit).map(Unit::code).orElse(unit);
    return Meanings.of(own, code, name.replace('/', ' '));
  }
}
