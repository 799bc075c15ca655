package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Meaning;
import io.arxos.driver.Unit;
import io.arxos.driver.Units;
import java.util.List;

/// What a metric is taken for: its unit is said by a property, its class only by its name.
final class MetricMeaning {
  private MetricMeaning() {}

  static Meaning of(String name, String unit, DataType type) {
    boolean number = type.bits() > 0 || type == DataType.FLOAT || type == DataType.DOUBLE;
    if (!number || unit.isEmpty()) {
      return Meaning.UNKNOWN;
    }
    return Units.named(unit)
        .map(Unit::code)
        .map(code -> new Meaning(code, "", 0.5, List.of("the property says " + unit)))
        .orElse(Meaning.UNKNOWN);
  }
}
