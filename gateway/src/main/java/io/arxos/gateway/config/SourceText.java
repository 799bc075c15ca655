package io.arxos.gateway.config;

import io.arxos.driver.Settings;
import java.util.Locale;
import java.util.stream.Collectors;

/// Where a point comes from, for people.
final class SourceText {
  private SourceText() {}

  static String of(String protocol, Settings address) {
    return switch (protocol) {
      case "mqtt" -> ("MQTT " + shown(address, "topic") + " " + shown(address, "pointer")).strip();
      case "coap" -> ("CoAP " + shown(address, "path") + " " + shown(address, "pointer")).strip();
      case "gpio" -> "GPIO pin " + shown(address, "pin");
      case "modbus" ->
          "Modbus unit "
              + (address.keys().contains("unit-id") ? shown(address, "unit-id") : "1")
              + ", "
              + shown(address, "table")
              + " "
              + shown(address, "register");
      default ->
          protocol.toUpperCase(Locale.ROOT)
              + address.keys().stream()
                  .map(key -> " " + key + " " + shown(address, key))
                  .collect(Collectors.joining(","));
    };
  }

  private static String shown(Settings address, String key) {
    Object value = address.plain(key);
    return value == null ? "" : value.toString();
  }
}
