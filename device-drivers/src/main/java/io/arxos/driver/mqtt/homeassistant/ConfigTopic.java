package io.arxos.driver.mqtt.homeassistant;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A topic on which something announces itself: `<prefix>/<component>/[<node id>/]<object
/// id>/config`.
///
/// @param usual whether the prefix is Home Assistant's own; another is believed when the message
///   looks like an announcement
/// @param node empty when there is none
record ConfigTopic(boolean usual, String component, String node, String object) {
  static final String PREFIX = "homeassistant";
  static final String DEVICE = "device";
  private static final String END = "config";

  /// Those that carry values or commands.
  static final Set<String> COMPONENTS =
      Set.of(
          "alarm_control_panel",
          "binary_sensor",
          "button",
          "climate",
          "cover",
          "date",
          "datetime",
          "device_tracker",
          "event",
          "fan",
          "humidifier",
          "lawn_mower",
          "light",
          "lock",
          "number",
          "scene",
          "select",
          "sensor",
          "siren",
          "switch",
          "text",
          "time",
          "update",
          "vacuum",
          "valve",
          "water_heater");

  /// Known, and without a value: pictures, triggers, messages to people.
  static final Set<String> WITHOUT_VALUE =
      Set.of("camera", "device_automation", "image", "infrared", "notify", "remote", "tag");

  /// What they match; the prefix may have up to two levels.
  static final List<String> FILTERS = List.of("+/+/+/config", "+/+/+/+/config", "+/+/+/+/+/config");

  static Optional<ConfigTopic> of(String topic) {
    String[] parts = topic.split("/", -1);
    int end = parts.length - 1;
    if (end < 3 || end > 5 || !parts[end].equals(END)) {
      return Optional.empty();
    }
    if (parts[0].equals(PREFIX) && end <= 4) {
      return Optional.of(new ConfigTopic(true, parts[1], end == 4 ? parts[2] : "", parts[end - 1]));
    }
    if (parts[0].equals(PREFIX) && known(parts[1])) {
      // One level more than Home Assistant would take.
      return Optional.of(new ConfigTopic(true, parts[1], parts[2], parts[3] + "/" + parts[4]));
    }
    if (end >= 4 && known(parts[end - 3])) {
      return Optional.of(new ConfigTopic(false, parts[end - 3], parts[end - 2], parts[end - 1]));
    }
    return known(parts[end - 2])
        ? Optional.of(new ConfigTopic(false, parts[end - 2], "", parts[end - 1]))
        : Optional.empty();
  }

  private static boolean known(String component) {
    return component.equals(DEVICE)
        || COMPONENTS.contains(component)
        || WITHOUT_VALUE.contains(component);
  }

  boolean isDevice() {
    return component.equals(DEVICE);
  }

  /// What identifies the announcement among those of its component.
  String id() {
    return node.isEmpty() ? object : node + " " + object;
  }
}
