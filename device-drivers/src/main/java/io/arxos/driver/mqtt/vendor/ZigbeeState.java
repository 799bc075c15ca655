package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Meaning;
import io.arxos.driver.payload.Scalars;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Points of the keys of a Zigbee2MQTT device's state, by the names and units that Zigbee2MQTT
/// always gives to them.
final class ZigbeeState {
  private static final Set<String> NO_VALUES =
      Set.of("last_seen", "update", "update_available", "elapsed", "device", "action_transaction");

  private static final Pattern ENDPOINT =
      Pattern.compile("_(l?\\d{1,2}|phase_[abc]|[abc]|left|right|center|top|bottom|usb|ep\\d)$");

  private static final Map<String, String> QUANTITIES =
      Map.ofEntries(
          Map.entry("temperature", "temperature"),
          Map.entry("external_temperature", "temperature"),
          Map.entry("humidity", "humidity"),
          Map.entry("soil_moisture", "moisture"),
          Map.entry("pressure", "atmospheric_pressure"),
          Map.entry("co2", "carbon_dioxide"),
          Map.entry("voc", "volatile_organic_compounds"),
          Map.entry("pm25", "pm25"),
          Map.entry("pm10", "pm10"),
          Map.entry("pm1", "pm1"),
          Map.entry("illuminance", "illuminance"),
          Map.entry("illuminance_lux", "illuminance"),
          Map.entry("battery", "battery"),
          Map.entry("battery_voltage", "voltage"),
          Map.entry("voltage", "voltage"),
          Map.entry("current", "current"),
          Map.entry("power", "power"),
          Map.entry("power_apparent", "apparent_power"),
          Map.entry("power_reactive", "reactive_power"),
          Map.entry("power_factor", "power_factor"),
          Map.entry("ac_frequency", "frequency"),
          Map.entry("energy", "energy"),
          Map.entry("produced_energy", "energy"),
          Map.entry("consumed_energy", "energy"),
          Map.entry("occupancy", "occupancy"),
          Map.entry("presence", "occupancy"),
          Map.entry("contact", "opening"),
          Map.entry("water_leak", "moisture"),
          Map.entry("smoke", "smoke"),
          Map.entry("carbon_monoxide", "carbon_monoxide"),
          Map.entry("gas", "gas"),
          Map.entry("vibration", "vibration"),
          Map.entry("tamper", "tamper"),
          Map.entry("noise", "sound_pressure"));

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("temperature", "°C"),
          Map.entry("device_temperature", "°C"),
          Map.entry("local_temperature", "°C"),
          Map.entry("local_temperature_calibration", "°C"),
          Map.entry("external_temperature", "°C"),
          Map.entry("soil_temperature", "°C"),
          Map.entry("occupied_heating_setpoint", "°C"),
          Map.entry("unoccupied_heating_setpoint", "°C"),
          Map.entry("occupied_cooling_setpoint", "°C"),
          Map.entry("current_heating_setpoint", "°C"),
          Map.entry("humidity", "%"),
          Map.entry("soil_moisture", "%"),
          Map.entry("pi_heating_demand", "%"),
          Map.entry("position", "%"),
          Map.entry("battery", "%"),
          Map.entry("pressure", "hPa"),
          Map.entry("co2", "ppm"),
          Map.entry("pm25", "µg/m³"),
          Map.entry("pm10", "µg/m³"),
          Map.entry("pm1", "µg/m³"),
          Map.entry("formaldehyd", "mg/m³"),
          Map.entry("illuminance", "lx"),
          Map.entry("illuminance_lux", "lx"),
          Map.entry("battery_voltage", "mV"),
          Map.entry("current", "A"),
          Map.entry("power", "W"),
          Map.entry("power_apparent", "VA"),
          Map.entry("power_reactive", "var"),
          Map.entry("ac_frequency", "Hz"),
          Map.entry("energy", "kWh"),
          Map.entry("produced_energy", "kWh"),
          Map.entry("consumed_energy", "kWh"));

  /// A battery's voltage is said in millivolt, that of the mains in volt, both as `voltage`.
  private static final double MAINS_VOLT_MAX = 1_000;

  private final String base;
  private final String topic;
  private final Sheet sheet;

  /// Whether `illuminance` is what the sensor measured, and its lux stand beside it.
  private boolean raw;

  ZigbeeState(String base, String topic, Sheet sheet) {
    this.base = base;
    this.topic = topic;
    this.sheet = sheet;
  }

  /// What kind of quantity a property is; empty when its name does not say.
  static String quantity(String property) {
    String known = QUANTITIES.get(property);
    if (known != null) {
      return known;
    }
    String plain = plain(property);
    return QUANTITIES.getOrDefault(plain, plain);
  }

  /// Without the endpoint of a device with several: `state_l1`, `power_phase_b`, `voltage_left`.
  private static String plain(String property) {
    return ENDPOINT.matcher(property).replaceFirst("");
  }

  /// The same for what is true or false.
  static String truth(String property) {
    return property.startsWith("state") ? "switch" : quantity(property);
  }

  void all(JsonNode state) {
    raw = state.has("illuminance_lux");
    for (Leaf leaf : Leaf.of(state, "")) {
      String name = leaf.names().isEmpty() ? "" : String.join("_", leaf.names());
      if (!name.isEmpty()
          && leaf.telling()
          && !leaf.value().isNull()
          && !NO_VALUES.contains(leaf.names().getFirst())
          && !sheet.has(name)) {
        put(name, leaf);
      }
    }
  }

  private void put(String name, Leaf leaf) {
    String property = leaf.names().getLast();
    if ((raw && property.equals("illuminance")) || property.endsWith("_raw")) {
      sheet.put(name, Sense.of("", "", ""), ZigbeeExposes.at(base, topic, leaf.pointer()));
      return;
    }
    Where where = ZigbeeExposes.at(base, topic, leaf.pointer());
    String text = leaf.value().asText();
    boolean state = text.equals("ON") || text.equals("OFF");
    if (!state) {
      Meaning meaning =
          leaf.value().isBoolean()
              ? Sense.truth(quantity(property), property)
              : Sense.of(quantity(property), unit(property, leaf.value()), property);
      if (leaf.value().isTextual() && Scalars.number(text) == null) {
        where.key("type", "text");
      }
      sheet.put(name, Sense.said(meaning, leaf.value()), where);
      return;
    }
    where.words("ON", "OFF");
    if (leaf.names().size() == 1 && name.startsWith("state")) {
      where.set(topic + "/set", "{\"" + name + "\":\"{value}\"}").setWords("ON", "OFF");
      sheet.put(
          name, Sense.truth("switch", property), where, Map.of("states", List.of("off", "on")));
    } else {
      sheet.put(name, Sense.truth("", property), where);
    }
  }

  private static String unit(String property, JsonNode value) {
    if (!value.isNumber()) {
      return "";
    }
    String plain = plain(property);
    if (plain.equals("voltage")) {
      return value.doubleValue() >= MAINS_VOLT_MAX ? "mV" : "V";
    }
    return UNITS.getOrDefault(plain, "");
  }
}
