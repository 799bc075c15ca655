package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Bluetooth sensors by BTHome (https://bthome.io/format/), as the script of Shelly's gateways
/// passes them on: one topic for all, or one for each, with the sensor's address in the message.
final class BtHome {
  private static final Set<String> NO_VALUES =
      Set.of(
          "encryption", "BTHome_version", "pid", "address", "addr", "mac", "service_data", "model");

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("temperature", "temperature °C"),
          Map.entry("humidity", "humidity %"),
          Map.entry("dewpoint", "temperature °C"),
          Map.entry("pressure", "atmospheric_pressure hPa"),
          Map.entry("illuminance", "illuminance lx"),
          Map.entry("battery", "battery %"),
          Map.entry("rssi", "signal_strength dBm"),
          Map.entry("power", "power W"),
          Map.entry("energy", "energy kWh"),
          Map.entry("voltage", "voltage V"),
          Map.entry("current", "current A"),
          Map.entry("co2", "carbon_dioxide ppm"),
          Map.entry("tvoc", "volatile_organic_compounds µg/m³"),
          Map.entry("pm25", "pm25 µg/m³"),
          Map.entry("pm10", "pm10 µg/m³"),
          Map.entry("moisture", "moisture %"),
          Map.entry("distance_mm", "distance mm"),
          Map.entry("distance_m", "distance m"),
          Map.entry("rotation", " °"));

  /// Truths that are told as 0 and 1.
  private static final Map<String, String> TRUTHS =
      Map.of(
          "window", "window",
          "door", "door",
          "motion", "motion",
          "occupancy", "occupancy",
          "opening", "opening",
          "smoke", "smoke",
          "vibration", "vibration",
          "moving", "moving",
          "tamper", "tamper");

  private final Roster roster = new Roster(0.85);

  Heard hear(MqttMessage message) {
    if (message.payload().length == 0 || message.payload()[0] != '{') {
      return new Heard.NotMine();
    }
    Optional<JsonNode> root =
        new Payload(message.payload()).json().filter(one -> one.has("BTHome_version"));
    if (root.isEmpty()) {
      return new Heard.NotMine();
    }
    String key = root.get().has("address") ? "address" : root.get().has("addr") ? "addr" : "mac";
    String address = root.get().path(key).asText("");
    Sheet sheet = roster.at(address.isEmpty() ? message.topic() : "bthome " + address);
    if (sheet == null) {
      return Roster.NOTHING_NEW;
    }
    sheet.identify(new Identity(address, address, "BTHome", root.get().path("model").asText("")));
    for (Leaf leaf : Leaf.of(root.get(), "")) {
      if (leaf.telling() && !NO_VALUES.contains(leaf.names().getFirst())) {
        Where where = Where.partial(message.topic(), leaf.pointer());
        if (!address.isEmpty()) {
          where.key("when", Map.of("/" + key, address));
        }
        put(leaf, where, sheet);
      }
    }
    return Roster.news(sheet);
  }

  private static void put(Leaf leaf, Where where, Sheet sheet) {
    String name = leaf.name();
    String truth = TRUTHS.get(name);
    if (truth != null) {
      boolean number = leaf.value().isNumber();
      where.words(number ? "1" : "true", number ? "0" : "false");
      sheet.put(name, Sense.truth(truth, name), where);
      return;
    }
    String known = UNITS.getOrDefault(leaf.last(), " ");
    int space = known.indexOf(' ');
    sheet.put(name, Sense.of(known.substring(0, space), known.substring(space + 1), name), where);
  }
}
