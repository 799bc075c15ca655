package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tasmota's own messages (https://tasmota.github.io/docs/MQTT/): `tele/…/SENSOR` and `STATE`,
/// `stat/…/STATUS8`, `STATUS10`, `STATUS11`, `RESULT` and `POWER`, the last will `tele/…/LWT`, and
/// what a device says of itself under `tasmota/discovery`. The order of a topic's levels is the
/// device's FullTopic.
public final class Tasmota implements Dialect {
  private static final String VENDOR = "Tasmota";
  private static final Pattern DISCOVERY =
      Pattern.compile("(.*/)?discovery/([0-9A-Fa-f]{12})/(config|sensors)");
  private static final int RELAYS_MAX = 32;

  private final Roster roster = new Roster(0.9);
  private final Map<String, TasmotaTopic> byMac = new HashMap<>();

  @Override
  public String name() {
    return "tasmota";
  }

  @Override
  public List<String> filters() {
    return List.of("#");
  }

  @Override
  public Heard hear(MqttMessage message) {
    Matcher discovery = DISCOVERY.matcher(message.topic());
    if (discovery.matches()) {
      return discovered(discovery.group(2), discovery.group(3), message);
    }
    Optional<TasmotaTopic> topic = TasmotaTopic.of(message.topic());
    if (message.topic().startsWith("cmnd/") || message.topic().contains("/cmnd/")) {
      return Roster.NOTHING_NEW; // what a device is told, not what it says
    }
    if (topic.isEmpty()) {
      return new Heard.NotMine();
    }
    Sheet sheet = roster.at(topic.get().device());
    return sheet == null ? Roster.NOTHING_NEW : heard(topic.get(), sheet, message);
  }

  private Heard heard(TasmotaTopic topic, Sheet sheet, MqttMessage message) {
    sheet.identify(new Identity("", sheet.isEmpty() ? topic.name() : "", VENDOR, ""));
    String subject = topic.subject();
    if (subject.equals("LWT") || subject.equals("UPTIME")) {
      return Roster.NOTHING_NEW;
    }
    var points = new TasmotaPoints(topic, sheet);
    if (subject.startsWith("POWER")) {
      points.power(subject);
      return Roster.news(sheet);
    }
    Optional<JsonNode> root = new Payload(message.payload()).json().filter(JsonNode::isObject);
    if (root.isEmpty()) {
      return new Heard.Wrong("payload of " + subject + " is not a JSON object");
    }
    understand(subject, root.get(), points, sheet);
    return Roster.news(sheet);
  }

  private static void understand(String subject, JsonNode root, TasmotaPoints points, Sheet sheet) {
    switch (subject) {
      case "SENSOR" -> points.sensors(root);
      case "STATE", "RESULT" -> points.state(root);
      default -> {
        points.sensors(root.path("StatusSNS"));
        points.state(root.path("StatusSTS"));
        identify(root, sheet);
      }
    }
  }

  /// `STATUS`, `STATUS5` and `INFO1` name the device.
  private static void identify(JsonNode root, Sheet sheet) {
    JsonNode status = root.path("Status");
    JsonNode info = root.path("Info1");
    String name = status.path("DeviceName").asText("");
    String mac = root.path("StatusNET").path("Mac").asText("").replace(":", "");
    sheet.identify(
        new Identity(mac, sheet.isEmpty() ? name : "", VENDOR, info.path("Module").asText("")));
  }

  private Heard discovered(String mac, String what, MqttMessage message) {
    if (message.payload().length == 0) {
      return Roster.NOTHING_NEW; // the device was taken away
    }
    Optional<JsonNode> root = new Payload(message.payload()).json().filter(JsonNode::isObject);
    if (root.isEmpty()) {
      return new Heard.Wrong("payload of discovery is not a JSON object");
    }
    if (what.equals("config")) {
      return config(mac, root.get());
    }
    TasmotaTopic topic = byMac.get(mac);
    Sheet sheet = topic == null ? null : roster.at(topic.device());
    JsonNode sensors = root.get().path("sn");
    if (topic == null || sheet == null) {
      return Roster.NOTHING_NEW;
    }
    new TasmotaPoints(topic, sheet).sensors(sensors);
    return Roster.news(sheet);
  }

  private Heard config(String mac, JsonNode config) {
    Optional<TasmotaTopic> topic =
        TasmotaTopic.of(config.path("ft").asText(""), config.path("t").asText(""));
    if (topic.isEmpty() || byMac.size() >= Roster.DEVICES_MAX) {
      return new Heard.Wrong("discovery names no topic");
    }
    byMac.put(mac, topic.get());
    Sheet sheet = roster.at(topic.get().device());
    if (sheet == null) {
      return Roster.NOTHING_NEW;
    }
    String name = config.path("dn").asText(config.path("t").asText(""));
    sheet.identify(new Identity(mac, name, VENDOR, config.path("md").asText("")));
    relays(config, topic.get(), sheet);
    return Roster.news(sheet);
  }

  /// `rl` says for each output whether it is a relay (1), a light (2) or part of a shutter (3).
  private static void relays(JsonNode config, TasmotaTopic topic, @Nullable Sheet sheet) {
    if (sheet == null) {
      return;
    }
    JsonNode relays = config.path("rl");
    var points = new TasmotaPoints(topic, sheet);
    long outputs = 0;
    for (JsonNode relay : relays) {
      outputs += relay.asInt() > 0 ? 1 : 0;
    }
    for (int i = 0; i < Math.min(relays.size(), RELAYS_MAX); i++) {
      int kind = relays.path(i).asInt();
      if (kind == 1 || kind == 2) {
        points.power(outputs == 1 ? "POWER" : "POWER" + (i + 1));
      }
    }
  }
}
