package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.Meaning;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.util.Optional;
import java.util.Set;

/// Shelly's first generation: `shellies/<id>/…`, one value a topic
/// (https://shelly-api-docs.shelly.cloud/gen1/#mqtt-support).
final class ShellyOne {
  private static final String ROOT = "shellies/";
  private static final int SUFFIX_CHARACTERS_MAX = 80;
  private static final Set<String> NO_VALUES =
      Set.of(
          "hwID",
          "source",
          "mode",
          "transition",
          "timestamp",
          "is_valid",
          "has_timer",
          "timer_started",
          "timer_duration",
          "timer_remaining",
          "tF",
          "units");

  private final Roster roster = new Roster(0.9);

  Heard hear(MqttMessage message) {
    String topic = message.topic();
    if (!topic.startsWith(ROOT)) {
      return new Heard.NotMine();
    }
    String rest = topic.substring(ROOT.length());
    int slash = rest.indexOf('/');
    if (rest.equals("announce")) {
      return announced(message);
    }
    if (slash <= 0 || rest.length() - slash > SUFFIX_CHARACTERS_MAX) {
      return Roster.NOTHING_NEW;
    }
    String id = rest.substring(0, slash);
    Sheet sheet = roster.at(ROOT + id);
    if (sheet == null) {
      return Roster.NOTHING_NEW;
    }
    sheet.identify(new Identity(id, "", "Shelly", ""));
    return said(id, rest.substring(slash + 1), sheet, message);
  }

  private Heard said(String id, String what, Sheet sheet, MqttMessage message) {
    switch (what) {
      case "announce" -> {
        return announced(message);
      }
      case "info" -> {
        Optional<JsonNode> root = new Payload(message.payload()).json();
        if (root.isEmpty()) {
          return new Heard.Wrong("payload of info is not JSON");
        }
        info(id, root.get(), sheet);
      }
      default -> {
        Optional<JsonNode> root = new Payload(message.payload()).json().filter(JsonNode::isObject);
        if (root.isPresent()) {
          document(id, what, root.get(), sheet);
        } else {
          ShellyTopic.of(what, message).ifPresent(one -> put(id, what, one, sheet));
        }
      }
    }
    return Roster.news(sheet);
  }

  private Heard announced(MqttMessage message) {
    Optional<JsonNode> root = new Payload(message.payload()).json();
    String id = root.map(one -> one.path("id").asText("")).orElse("");
    Sheet sheet = id.isEmpty() || id.contains("/") ? null : roster.at(ROOT + id);
    if (root.isEmpty() || sheet == null) {
      return new Heard.Wrong("announcement names no device");
    }
    sheet.identify(new Identity(id, "", "Shelly", root.get().path("model").asText("")));
    return Roster.news(sheet);
  }

  private static void put(String id, String what, ShellyTopic one, Sheet sheet) {
    if (one.isTemperature() && sheet.has(what)) {
      return; // which unit it was set to is known better
    }
    String topic = ROOT + id + "/" + what;
    Where where = online(id, Where.topic(topic));
    one.words(where);
    if (one.command().isEmpty()) {
      sheet.put(what, one.meaning(what), where);
    } else {
      where.set(ROOT + id + "/" + one.command(), "{value}");
      one.commandWords(where);
      sheet.put(what, one.meaning(what), where, one.more());
    }
  }

  /// Some topics hold a document: `light/0/status`, `ext_temperatures`, `input_event/0`.
  private static void document(String id, String what, JsonNode root, Sheet sheet) {
    if (what.contains("command") || what.equals("settings")) {
      return;
    }
    String topic = ROOT + id + "/" + what;
    for (Leaf leaf : Leaf.of(root, "")) {
      if (leaf.telling() && !leaf.value().isNull() && !NO_VALUES.contains(leaf.last())) {
        String name = what + " " + leaf.name();
        Where where = online(id, Where.partial(topic, leaf.pointer()));
        boolean percent = leaf.last().equals("brightness") || leaf.last().equals("gain");
        boolean charge = leaf.last().equals("bat");
        Meaning meaning =
            percent || charge
                ? Sense.of(charge ? "battery" : "", "%", name)
                : Words.meaning(leaf.last(), leaf.unit(), leaf.value());
        sheet.put(name, meaning, where);
      }
    }
  }

  /// The whole state of a device. It says which unit of temperature the device was set to, and
  /// holds what some devices say nowhere else.
  private static void info(String id, JsonNode info, Sheet sheet) {
    boolean fahrenheit = info.path("tmp").path("units").asText("C").equals("F");
    if (info.path("tmp").has("value")) {
      String what = "sensor/temperature";
      Where where = online(id, Where.topic(ROOT + id + "/" + what));
      String unit = fahrenheit ? "°F" : "°C";
      if (fahrenheit || !sheet.has(what)) {
        where.also(Where.partial(ROOT + id + "/info", "/tmp/value"));
        sheet.put(what, Sense.of("temperature", unit, what), where);
      }
    }
    JsonNode thermostats = info.path("thermostats");
    for (int i = 0; i < Math.min(thermostats.size(), 4); i++) {
      thermostat(id, i, thermostats.path(i), sheet);
    }
    var said = new Info(id, info, sheet);
    said.put("/bat/value", "sensor/battery", Sense.of("battery", "%", "battery"));
    said.put("/hum/value", "sensor/humidity", Sense.of("humidity", "%", "humidity"));
    said.put("/lux/value", "sensor/lux", Sense.of("illuminance", "lx", "lux"));
    said.put("/wifi_sta/rssi", "wifi rssi", Sense.of("signal_strength", "dBm", "rssi"));
  }

  private static void thermostat(String id, int number, JsonNode thermostat, Sheet sheet) {
    String base = "/thermostats/" + number;
    for (String key : new String[] {"tmp", "target_t"}) {
      String unit = thermostat.path(key).path("units").asText("C").equals("F") ? "°F" : "°C";
      if (thermostat.path(key).has("value")) {
        Where where = Where.partial(ROOT + id + "/info", base + "/" + key + "/value");
        sheet.put(
            "thermostat/" + number + "/" + key,
            Sense.of("temperature", unit, key.equals("tmp") ? "temperature" : "setpoint"),
            online(id, where));
      }
    }
    if (thermostat.path("pos").isNumber()) {
      Where where = Where.partial(ROOT + id + "/info", base + "/pos");
      sheet.put(
          "thermostat/" + number + "/pos", Sense.of("", "%", "valve position"), online(id, where));
    }
  }

  /// The whole state of one device.
  private record Info(String id, JsonNode info, Sheet sheet) {
    /// @param what the levels of the topic that says the same; without a slash there is none
    void put(String pointer, String what, Meaning meaning) {
      if (!info.at(pointer).isNumber()) {
        return;
      }
      Where here = Where.partial(ROOT + id + "/info", pointer);
      Where where = what.contains("/") ? Where.topic(ROOT + id + "/" + what).also(here) : here;
      sheet.put(what, meaning, online(id, where));
    }
  }

  private static Where online(String id, Where where) {
    return where.available(ROOT + id + "/online", "true", "false");
  }
}
