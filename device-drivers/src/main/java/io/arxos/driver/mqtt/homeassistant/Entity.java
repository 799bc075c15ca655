package io.arxos.driver.mqtt.homeassistant;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// One entity as it announces itself.
///
/// @param object its own part of the topic
/// @param deviceName empty when its device has none
/// @param reach availability as an address has it: `availability` and `availability-mode`
record Entity(
    String component, String object, String deviceName, Config config, Map<String, Object> reach) {
  private static final Pattern TASMOTA =
      Pattern.compile("(?:.*/)?(?:tele|stat)/(?:.*/)?(?:SENSOR|STATE|RESULT|STATUS\\d*)");

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

  /// Where the messages of a program that is known say the time; empty when nobody knows. A message
  /// without it has no time of its own.
  String timePointer(String topic) {
    String origin = config.section("origin").text("name");
    boolean zwave =
        config.section("device").texts("identifiers").stream()
            .anyMatch(id -> id.startsWith("zwavejs2mqtt"));
    if (origin.equalsIgnoreCase("Zigbee2MQTT")) {
      return "/last_seen";
    }
    if (zwave) {
      return "/time";
    }
    return TASMOTA.matcher(topic).matches() ? "/Time" : "";
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
