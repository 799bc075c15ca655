package io.arxos.driver.mqtt.homeassistant;

import java.util.Locale;
import java.util.Map;

/// One entity as it announces itself.
///
/// @param object its own part of the topic
/// @param deviceName empty when its device has none
/// @param reach availability as an address has it: `availability` and `availability-mode`
record Entity(
    String component, String object, String deviceName, Config config, Map<String, Object> reach) {

  /// What people call it, without the name of its device; empty when it is what the device is.
  String label() {
    String name = config.text("name").strip();
    int end = deviceName.length();
    boolean prefixed =
        end > 0
            && name.toLowerCase(Locale.ROOT).startsWith(deviceName.toLowerCase(Locale.ROOT))
            && (name.length() == end || !Character.isLetterOrDigit(name.charAt(end)));
    return prefixed ? name.substring(deviceName.length()).replaceAll("^[\\s:_-]+", "") : name;
  }

  /// A name that is never empty.
  String named() {
    String label = label();
    if (!label.isEmpty()) {
      return label;
    }
    String deviceClass = config.text("device_class");
    return deviceClass.isEmpty() ? object : deviceClass;
  }

  /// The name of one of its several values.
  String named(String facet) {
    String label = label();
    return label.isEmpty() || label.equalsIgnoreCase(component) ? facet : label + " " + facet;
  }
}
