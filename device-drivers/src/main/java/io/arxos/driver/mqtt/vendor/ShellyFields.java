package io.arxos.driver.mqtt.vendor;

import io.arxos.driver.Meaning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What the fields of a second-generation Shelly's components mean
/// (https://shelly-api-docs.shelly.cloud/gen2/). A field means the same in every component that has
/// it; phases go before the name (`a_voltage`, `total_act_power`).
final class ShellyFields {
  private static final Pattern PHASE = Pattern.compile("^((a|b|c|n|total)_)+");

  /// Not a value, or one that is said better elsewhere.
  private static final Set<String> NO_VALUES =
      Set.of(
          "id",
          "source",
          "tF",
          "ts",
          "minute_ts",
          "by_minute",
          "move_started_at",
          "move_timeout",
          "timer_started_at",
          "timer_duration",
          "transition",
          "available_updates",
          "last_updated_ts",
          "packet_id",
          "rotation",
          "counters",
          "history");

  private static final Set<String> SYSTEM =
      Set.of(
          "sys", "cloud", "mqtt", "ws", "ble", "eth", "ui", "script", "schedule", "knx", "matter");

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("output", "switch "),
          Map.entry("apower", "power W"),
          Map.entry("act_power", "power W"),
          Map.entry("aprt_power", "apparent_power VA"),
          Map.entry("aprtpower", "apparent_power VA"),
          Map.entry("voltage", "voltage V"),
          Map.entry("current", "current A"),
          Map.entry("pf", "power_factor "),
          Map.entry("freq", "frequency Hz"),
          Map.entry("aenergy total", "energy Wh"),
          Map.entry("ret_aenergy total", "energy Wh"),
          Map.entry("act", "energy Wh"),
          Map.entry("act_ret", "energy Wh"),
          Map.entry("act_energy", "energy Wh"),
          Map.entry("act_ret_energy", "energy Wh"),
          Map.entry("temperature tC", "temperature °C"),
          Map.entry("tC", "temperature °C"),
          Map.entry("rh", "humidity %"),
          Map.entry("lux", "illuminance lx"),
          Map.entry("battery V", "voltage V"),
          Map.entry("battery percent", "battery %"),
          Map.entry("battery", "battery %"),
          Map.entry("external present", "plug "),
          Map.entry("alarm", "smoke "),
          Map.entry("current_pos", " %"),
          Map.entry("target_pos", " %"),
          Map.entry("pos", " %"),
          Map.entry("percent", " %"),
          Map.entry("brightness", " %"),
          Map.entry("target_C", "temperature °C"),
          Map.entry("current_C", "temperature °C"),
          Map.entry("rssi", "signal_strength dBm"),
          Map.entry("motion", "motion "),
          Map.entry("presence", "occupancy "),
          Map.entry("num_objects", "occupancy_count "));

  private ShellyFields() {}

  /// Whether a field of a component is a value that a point may be made of.
  static boolean isValue(String component, Leaf leaf) {
    String kind = kind(component);
    if (kind.equals("wifi")) {
      return leaf.name().equals("rssi");
    }
    if (SYSTEM.contains(kind)) {
      return kind.equals("sys") && leaf.name().equals("uptime");
    }
    List<String> names = leaf.names();
    return leaf.telling()
        && names.stream().noneMatch(NO_VALUES::contains)
        && !names.contains("errors")
        && !names.contains("flags");
  }

  /// @param leaf in the component's status
  static Meaning meaning(String component, Leaf leaf) {
    String kind = kind(component);
    String field = leaf.name();
    if (kind.equals("sys")) {
      return Sense.of("duration", "s", "uptime");
    }
    if (kind.equals("flood") && field.equals("alarm")) {
      return Sense.truth("moisture", component + " " + field);
    }
    if (kind.startsWith("em") && field.endsWith("_current")) {
      return Sense.of("current", "A", component + " " + field);
    }
    String known = FIELDS.get(field);
    if (known == null) {
      known = FIELDS.getOrDefault(PHASE.matcher(field).replaceFirst(""), " ");
    }
    int space = known.indexOf(' ');
    if (leaf.value().isBoolean()) {
      return Sense.truth(known.substring(0, space), component + " " + field);
    }
    return Sense.said(
        Sense.of(known.substring(0, space), known.substring(space + 1), component + " " + field),
        leaf.value());
  }

  /// `switch` of `switch:0`.
  static String kind(String component) {
    int colon = component.indexOf(':');
    return colon < 0 ? component : component.substring(0, colon);
  }
}
