package io.arxos.driver.mqtt.vendor;

import io.arxos.driver.Meaning;
import io.arxos.driver.naming.Meanings;

/// What a value of a device means, by what the device and its maker say.
final class Sense {
  private Sense() {}

  /// @param quantity such as `temperature`; empty when nobody says
  /// @param unit as the device writes it; empty when it does not
  static Meaning of(String quantity, String unit, String vendorName) {
    Meaning meaning = Meanings.of(quantity, unit, vendorName);
    boolean vague = !meaning.brickClass().contains("_") && quantity.isEmpty();
    return vague && (meaning.unit().isEmpty() || meaning.unit().equals("1"))
        ? new Meaning(meaning.unit(), "", meaning.confidence(), meaning.reasons())
        : meaning;
  }

  /// The same for what is true or false.
  static Meaning truth(String quantity, String vendorName) {
    return Meanings.binary(quantity, vendorName);
  }
}
