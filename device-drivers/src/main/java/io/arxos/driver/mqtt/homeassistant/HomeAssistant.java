package io.arxos.driver.mqtt.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.homeassistant.Registry.Kept;
import io.arxos.driver.payload.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The MQTT discovery of Home Assistant.
public final class HomeAssistant implements Dialect {
  private static final int PAYLOAD_BYTES_MAX = 512 * 1024;
  private static final int DEPTH_MAX = 32;
  private static final List<String> SHARED =
      List.of(
          "~",
          "availability",
          "availability_mode",
          "availability_template",
          "availability_topic",
          "command_topic",
          "payload_available",
          "payload_not_available",
          "state_topic",
          "retain");

  /// What an announcement with another prefix than the usual must have at least one of.
  private static final List<String> SIGNS =
      List.of(
          "device",
          "unique_id",
          "components",
          "state_topic",
          "command_topic",
          "availability_topic",
          "value_template",
          "migrate_discovery");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Registry registry = new Registry();

  @Override
  public String name() {
    return "homeassistant";
  }

  @Override
  public List<String> filters() {
    return ConfigTopic.FILTERS;
  }

  @Override
  public Heard hear(MqttMessage message) {
    Optional<ConfigTopic> found = ConfigTopic.of(message.topic());
    if (found.isEmpty()) {
      return new Heard.NotMine();
    }
    ConfigTopic topic = found.get();
    try {
      if (message.payload().length == 0) {
        Set<String> changed = gone(message.topic());
        return changed.isEmpty() && !topic.usual() ? new Heard.NotMine() : understood(changed);
      }
      Optional<ObjectNode> parsed = parse(message.payload());
      if (!topic.usual() && parsed.filter(HomeAssistant::looksRight).isEmpty()) {
        return new Heard.NotMine();
      }
      if (parsed.isEmpty()) {
        throw new Rejection("payload is not a JSON object");
      }
      return announced(topic, message, parsed.get());
    } catch (Rejection rejection) {
      return new Heard.Wrong(rejection.reason());
    }
  }

  private static Optional<ObjectNode> parse(byte[] payload) throws Rejection {
    if (payload.length > PAYLOAD_BYTES_MAX) {
      throw new Rejection("payload is longer than 512 KiB");
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      JsonNode root = JSON.readTree(text);
      if (root instanceof ObjectNode object) {
        Abbreviations.writeOut(object);
        return Optional.of(object);
      }
      return Optional.empty();
    } catch (CharacterCodingException | JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static boolean looksRight(ObjectNode message) {
    return SIGNS.stream().anyMatch(message::has);
  }

  private Heard understood(Set<String> changed) {
    List<Discovered> devices = changed.isEmpty() ? List.of() : registry.show(changed);
    return new Heard.Understood(devices);
  }

  private Set<String> gone(String topic) {
    var changed = new LinkedHashSet<String>();
    registry.from(topic).forEach(id -> changed.addAll(registry.remove(id)));
    return changed;
  }

  private Heard announced(ConfigTopic topic, MqttMessage message, ObjectNode root)
      throws Rejection {
    if (root.path("migrate_discovery").asBoolean()) {
      registry.from(message.topic()).forEach(registry::release);
      return understood(Set.of());
    }
    if (topic.isDevice()) {
      return device(topic, message, root);
    }
    if (ConfigTopic.WITHOUT_VALUE.contains(topic.component())) {
      return understood(Set.of());
    }
    if (!ConfigTopic.COMPONENTS.contains(topic.component())) {
      throw new Rejection("component is not known");
    }
    return understood(one(topic, topic.component(), message, root));
  }

  private Set<String> one(ConfigTopic topic, String component, MqttMessage message, ObjectNode root)
      throws Rejection {
    Abbreviations.putBase(root);
    var config = new Config(root);
    Config device = config.section("device");
    String otherwise = topic.node().isEmpty() ? topic.object() : topic.node();
    DeviceInfo info = DeviceInfo.of(device, otherwise);
    var entity = new Entity(component, topic.object(), info.name(), config, Reach.of(config));
    List<DiscoveredPoint> points = Components.points(entity);
    var kept =
        new Kept(component + " " + topic.id(), unique(component, config), message.topic(), points);
    return registry.put(info, kept, Payload.sample(message.payload()));
  }

  private static String unique(String component, Config config) {
    String unique = config.text("unique_id");
    return unique.isEmpty() ? "" : component + " " + unique;
  }

  /// All entities of a device in one message. One that is wrong does not hide the others; when all
  /// are, the first reason counts.
  private Heard device(ConfigTopic topic, MqttMessage message, ObjectNode root) throws Rejection {
    if (!root.path("device").isObject()) {
      throw new Rejection("device discovery has no device");
    }
    if (!(root.get("components") instanceof ObjectNode components)) {
      throw new Rejection("device discovery has no components");
    }
    var missing = new HashSet<>(registry.from(message.topic()));
    var changed = new LinkedHashSet<String>();
    var reasons = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> entry : List.copyOf(components.properties())) {
      try {
        changed.addAll(part(topic, message, root, entry));
      } catch (Rejection rejection) {
        reasons.add(rejection.reason());
        continue;
      }
      String component = entry.getValue().path("platform").asText();
      if (entry.getValue().size() > 1) {
        missing.remove(component + " " + topic.object() + " " + entry.getKey());
      }
    }
    missing.forEach(id -> changed.addAll(registry.remove(id)));
    if (changed.isEmpty() && !reasons.isEmpty()) {
      throw new Rejection(reasons.getFirst());
    }
    return understood(changed);
  }

  private Set<String> part(
      ConfigTopic topic, MqttMessage message, ObjectNode root, Map.Entry<String, JsonNode> entry)
      throws Rejection {
    if (!(entry.getValue() instanceof ObjectNode entity)) {
      throw new Rejection("a component is not an object");
    }
    String component = entity.path("platform").asText();
    if (component.isEmpty()) {
      throw new Rejection("a component has no platform");
    }
    if (entity.size() == 1 || ConfigTopic.WITHOUT_VALUE.contains(component)) {
      return Set.of(); // a component that is taken back, or that has no value
    }
    if (!ConfigTopic.COMPONENTS.contains(component)) {
      throw new Rejection("component is not known");
    }
    ObjectNode whole = entity.deepCopy();
    for (String key : SHARED) {
      if (root.has(key) && !whole.has(key)) {
        whole.set(key, root.get(key).deepCopy());
      }
    }
    whole.set("device", root.get("device"));
    if (root.has("origin")) {
      whole.set("origin", root.get("origin"));
    }
    var at = new ConfigTopic(topic.usual(), component, topic.object(), entry.getKey());
    return one(at, component, message, whole);
  }
}
