package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Zigbee2MQTT (https://www.zigbee2mqtt.io): `…/bridge/devices` says what each device exposes,
/// `…/<friendly name>` its state. Where nobody has said what a device exposes, its state's keys are
/// taken by the names that Zigbee2MQTT gives to them.
///
/// The base topic is `zigbee2mqtt`, or whatever has a bridge that speaks like one.
public final class Zigbee2Mqtt implements Dialect {
  private static final String BRIDGE = "/bridge/";
  private static final String DEVICES = "/bridge/devices";
  private static final int BASES_MAX = 16;
  private static final int DEVICES_BYTES_MAX = 8 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Set<String> bases = new LinkedHashSet<>(Set.of("zigbee2mqtt"));
  private final Roster roster = new Roster(0.95);
  private final Set<String> exposed = new LinkedHashSet<>();

  @Override
  public String name() {
    return "zigbee2mqtt";
  }

  @Override
  public List<String> filters() {
    return List.of("#");
  }

  @Override
  public Heard hear(MqttMessage message) {
    String topic = message.topic();
    if (topic.endsWith(DEVICES)) {
      String base = topic.substring(0, topic.length() - DEVICES.length());
      return devices(base, message.payload());
    }
    int bridge = topic.indexOf(BRIDGE);
    if (bridge > 0) {
      return bridge(topic.substring(0, bridge), topic.substring(bridge + BRIDGE.length()), message);
    }
    for (String base : bases) {
      if (topic.startsWith(base + "/")) {
        return state(base, topic.substring(base.length() + 1), message);
      }
    }
    return new Heard.NotMine();
  }

  private Heard bridge(String base, String rest, MqttMessage message) {
    var payload = new Payload(message.payload());
    if (rest.equals("state")) {
      String text = payload.text().orElse("");
      if (text.contains("online") || text.contains("offline")) {
        learn(base);
      }
    }
    if (rest.equals("info") && payload.json().map(root -> root.has("coordinator")).orElse(false)) {
      learn(base);
    }
    return bases.contains(base) ? Roster.NOTHING_NEW : new Heard.NotMine();
  }

  private void learn(String base) {
    if (bases.size() < BASES_MAX) {
      bases.add(base);
    }
  }

  /// One device after the other: a large building has some megabytes of them.
  private Heard devices(String base, byte[] bytes) {
    if (bytes.length > DEVICES_BYTES_MAX) {
      return new Heard.Wrong("list of devices is longer than 8 MiB");
    }
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return bases.contains(base)
            ? new Heard.Wrong("list of devices is not a list")
            : new Heard.NotMine();
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        device(base, JSON.readTree(parser));
      }
      learn(base);
      return roster.news();
    } catch (IOException _) {
      return new Heard.Wrong("list of devices is not JSON");
    }
  }

  private void device(String base, JsonNode device) {
    String name = device.path("friendly_name").asText("");
    if (name.isEmpty()
        || device.path("type").asText("").equals("Coordinator")
        || device.path("disabled").asBoolean(false)) {
      return;
    }
    String topic = base + "/" + name;
    Sheet sheet = roster.at(topic);
    if (sheet == null) {
      return;
    }
    JsonNode definition = device.path("definition");
    String vendor = definition.path("vendor").asText(device.path("manufacturer").asText(""));
    String model = definition.path("model").asText(device.path("model_id").asText(""));
    sheet.identify(new Identity(device.path("ieee_address").asText(""), name, vendor, model));
    JsonNode exposes = definition.path("exposes");
    if (exposes.isArray() && !exposes.isEmpty()) {
      if (exposed.add(topic) && !sheet.isEmpty()) {
        sheet.clear(); // what was taken by its keys alone is known better now
      }
      new ZigbeeExposes(base, topic, sheet).all(exposes);
    }
  }

  private Heard state(String base, String name, MqttMessage message) {
    if (name.endsWith("/availability")
        || name.endsWith("/set")
        || name.endsWith("/get")
        || name.contains("/set/")
        || exposed.contains(base + "/" + name)) {
      return Roster.NOTHING_NEW;
    }
    Optional<JsonNode> root = new Payload(message.payload()).json();
    if (root.isEmpty()) {
      return message.payload().length == 0 || !name.contains("/")
          ? Roster.NOTHING_NEW
          : new Heard.NotMine();
    }
    if (!root.get().isObject()) {
      return new Heard.NotMine();
    }
    Sheet sheet = roster.at(base + "/" + name);
    if (sheet != null) {
      JsonNode device = root.get().path("device"); // a setting of Zigbee2MQTT adds it
      sheet.identify(
          new Identity(
              device.path("ieeeAddr").asText(device.path("ieee_address").asText("")),
              device.path("friendlyName").asText(name),
              device.path("manufacturerName").asText(""),
              device.path("model").asText("")));
      new ZigbeeState(base, base + "/" + name, sheet).all(root.get());
    }
    return Roster.news(sheet);
  }
}
