package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Points of one device of Tasmota.
final class TasmotaPoints {
  private static final Pattern POWER = Pattern.compile("POWER\\d*");
  private static final Pattern SHUTTER = Pattern.compile("/Shutter\\d{1,2}/\\w+");
  private static final List<String> STATE =
      List.of("/Vcc", "/UptimeSec", "/Wifi/RSSI", "/Wifi/Signal", "/CT");
  private static final TasmotaKeys STATE_KEYS =
      new TasmotaKeys(com.fasterxml.jackson.databind.node.MissingNode.getInstance());

  private final TasmotaTopic topic;
  private final Sheet sheet;

  TasmotaPoints(TasmotaTopic topic, Sheet sheet) {
    this.topic = topic;
    this.sheet = sheet;
  }

  /// Everything that sensors say, in `SENSOR` and in what `STATUS8` and `STATUS10` hold.
  void sensors(JsonNode sensors) {
    var keys = new TasmotaKeys(sensors);
    for (Leaf leaf : Leaf.of(sensors, "")) {
      boolean known = sheet.has(leaf.name()) && !sensors.has("TempUnit");
      if (!known && leaf.names().stream().allMatch(TasmotaKeys::isValue) && leaf.telling()) {
        sensor(leaf, keys);
      }
    }
  }

  private void sensor(Leaf leaf, TasmotaKeys keys) {
    Where where = sensorPlace("tele", "SENSOR", "", leaf);
    for (String status : new String[] {"STATUS8", "STATUS10"}) {
      where.also(sensorPlace("stat", status, "/StatusSNS", leaf));
    }
    if (SHUTTER.matcher(leaf.pointer()).matches()) {
      where.also(Where.partial(topic.with("stat", "RESULT"), leaf.pointer()));
    }
    lastWill(where);
    sheet.put(leaf.name(), keys.meaning(leaf), where);
  }

  private Where sensorPlace(String prefix, String subject, String base, Leaf leaf) {
    return Where.partial(topic.with(prefix, subject), base + leaf.pointer())
        .key("time-pointer", base + "/Time");
  }

  /// Relays and what is said about the device itself.
  void state(JsonNode state) {
    state
        .properties()
        .forEach(entry -> {
          String key = entry.getKey();
          if (POWER.matcher(key).matches() && entry.getValue().isTextual()) {
            power(key);
          } else if (key.equals("Dimmer") && entry.getValue().isNumber()) {
            dimmer();
          }
        });
    if (!state.has("Time")) {
      shutters(state); // the answer to one command
      return;
    }
    for (Leaf leaf : Leaf.of(state, "")) {
      if (STATE.contains(leaf.pointer())) {
        Where where = statePlace("tele", "STATE", "", leaf.pointer());
        where.also(statePlace("stat", "STATUS11", "/StatusSTS", leaf.pointer()));
        lastWill(where);
        sheet.put(leaf.name(), STATE_KEYS.meaning(leaf), where);
      }
    }
  }

  private void shutters(JsonNode said) {
    for (Leaf leaf : Leaf.of(said, "")) {
      if (SHUTTER.matcher(leaf.pointer()).matches() && !sheet.has(leaf.name())) {
        sensor(leaf, STATE_KEYS);
      }
    }
  }

  /// One relay: `POWER`, `POWER1`, ….
  void power(String key) {
    Where where = Where.topic(topic.with("stat", key)).words("ON", "OFF");
    where.also(Where.partial(topic.with("stat", "RESULT"), "/" + key).words("ON", "OFF"));
    where.also(statePlace("tele", "STATE", "", "/" + key).words("ON", "OFF"));
    where.also(statePlace("stat", "STATUS11", "/StatusSTS", "/" + key).words("ON", "OFF"));
    lastWill(where);
    where.set(topic.with("cmnd", key), "{value}").setWords("ON", "OFF");
    sheet.put(key, Sense.truth("switch", key), where, Map.of("states", List.of("off", "on")));
  }

  private void dimmer() {
    Where where = statePlace("tele", "STATE", "", "/Dimmer");
    where.also(Where.partial(topic.with("stat", "RESULT"), "/Dimmer"));
    where.also(statePlace("stat", "STATUS11", "/StatusSTS", "/Dimmer"));
    lastWill(where);
    where.set(topic.with("cmnd", "Dimmer"), "{value}");
    sheet.put(
        "Dimmer",
        Sense.of("", "%", "Dimmer"),
        where,
        Map.of("write", Map.of("min", 0, "max", 100)));
  }

  private Where statePlace(String prefix, String subject, String base, String pointer) {
    return Where.partial(topic.with(prefix, subject), base + pointer)
        .key("time-pointer", base + "/Time");
  }

  private void lastWill(Where where) {
    where.available(topic.with("tele", "LWT"), "Online", "Offline");
  }
}
