package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Meaning;
import io.arxos.driver.naming.Meanings;

/// What a metric is taken for: its unit is said by a property, the rest by its name.
final class MetricMeaning {
  private MetricMeaning() {}

  static Meaning of(String name, String unit, DataType type) {
    String word = name.substring(name.lastIndexOf('/') + 1);
    if (type == DataType.BOOLEAN) {
      Meaning named = Meanings.of("", "", word);
      return named.brickClass().matches(".*(Command|Status|Alarm)")
          ? new Meaning("1", named.brickClass(), named.confidence(), named.reasons())
          : Meanings.binary("", word);
    }
    boolean number = type.bits() > 0 || type == DataType.FLOAT || type == DataType.DOUBLE;
    return number && type != DataType.DATE_TIME ? Meanings.of("", unit, word) : Meaning.UNKNOWN;
  }
}
