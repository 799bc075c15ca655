package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Reading;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the properties of a metric mean. Only `Quality` is of the standard; the others are what
/// hosts and nodes have agreed on, each spelling it its own way.
final class Properties {
  private static final Set<String> UNITS =
      Set.of(
          "engunit",
          "engunits",
          "engineeringunit",
          "engineeringunits",
          "unit",
          "units",
          "uom",
          "unitofmeasure",
          "unitofmeasurement",
          "eu");
  private static final int GOOD = 192;
  private static final int STALE = 500;
  private static final int OPC_MAX = 255;
  private static final int OPC_NOT_CONNECTED = 8;
  private static final int OPC_COMMUNICATION_FAILURE = 24;

  private Properties() {}

  /// Why a value of this quality is none; null when it is good, or nothing is said.
  static Reading.@Nullable Bad quality(Map<String, Raw> properties) {
    if (!(find(properties, Set.of("quality")) instanceof Raw.Whole(long code))) {
      return null;
    }
    if (code == STALE) {
      return (Reading.Bad) Reading.down("quality is stale");
    }
    // Eight bits are a quality of OPC: the upper two say whether it is good.
    boolean opc = code >= 0 && code <= OPC_MAX;
    if (code == GOOD || opc && (code & GOOD) == GOOD) {
      return null;
    }
    boolean away = code == OPC_NOT_CONNECTED || code == OPC_COMMUNICATION_FAILURE;
    return (Reading.Bad)
        (away ? Reading.down("quality is bad: not connected") : Reading.fault(word(code, opc)));
  }

  private static String word(long code, boolean opc) {
    return opc && (code & GOOD) == 0x40 ? "quality is uncertain" : "quality is bad";
  }

  /// The unit as the node writes it; empty when it does not.
  static String unit(Map<String, Raw> properties) {
    return find(properties, UNITS) instanceof Raw.Words(String text) ? text.strip() : "";
  }

  static boolean readOnly(Map<String, Raw> properties) {
    Raw said = find(properties, Set.of("readonly"));
    Raw writable = find(properties, Set.of("writable", "writeable"));
    return isTrue(said) || writable != null && !isTrue(writable);
  }

  private static boolean isTrue(@Nullable Raw raw) {
    return switch (raw) {
      case null -> false;
      case Raw.Flag(boolean flag) -> flag;
      case Raw.Whole(long bits) -> bits != 0;
      case Raw.Words(String text) -> text.equalsIgnoreCase("true");
      default -> false;
    };
  }

  private static @Nullable Raw find(Map<String, Raw> properties, Set<String> names) {
    for (var property : properties.entrySet()) {
      String name = property.getKey().toLowerCase(Locale.ROOT).replaceAll("[ _.-]", "");
      if (names.contains(name) && !(property.getValue() instanceof Raw.Unknown)) {
        return property.getValue();
      }
    }
    return null;
  }
}
