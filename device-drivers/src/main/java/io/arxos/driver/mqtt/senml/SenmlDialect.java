package io.arxos.driver.mqtt.senml;

import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Reading;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.senml.SenmlMeaning;
import io.arxos.driver.senml.SenmlPack;
import io.arxos.driver.senml.SenmlRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reveals a topic whose payloads are packs of SenML, in JSON or CBOR.
public final class SenmlDialect implements Dialect {
  private static final int TOPICS_MAX = 2_000;
  private static final int POINTS_MAX = 500;
  private static final int LABELS_BYTES = 512;
  private static final Pattern DEVICE =
      Pattern.compile("urn:dev:[a-z]+:[0-9A-Za-z.:-]*[0-9A-Fa-f]{4}_(?=.)");
  private static final double CONFIDENCE = 0.9;

  /// By topic, then by name and unit.
  private final Map<String, Map<Key, SenmlRecord>> known = new HashMap<>();

  private record Key(String name, String unit) {}

  @Override
  public String name() {
    return "senml";
  }

  @Override
  public List<String> filters() {
    return List.of("#");
  }

  @Override
  public Heard hear(MqttMessage message) {
    byte[] bytes = message.payload();
    boolean cbor = SenmlPack.looksLikeCbor(bytes);
    if (!cbor && !isList(bytes)) {
      return new Heard.NotMine();
    }
    boolean before = known.containsKey(message.topic());
    return switch (SenmlPack.parse(bytes, cbor, message.receivedAt())) {
      case SenmlPack.Malformed(String reason) ->
          before || (!cbor && hasLabels(bytes)) ? new Heard.Wrong(reason) : new Heard.NotMine();
      case SenmlPack.Records(List<SenmlRecord> records) -> understood(message.topic(), records);
    };
  }

  private static boolean isList(byte[] bytes) {
    for (byte one : bytes) {
      if (one != ' ' && one != '\n' && one != '\r' && one != '\t') {
        return one == '[';
      }
    }
    return false;
  }

  /// Whether a wrong pack was meant to be one.
  private static boolean hasLabels(byte[] bytes) {
    int length = Math.min(bytes.length, LABELS_BYTES);
    var text = new String(bytes, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    boolean named = text.contains("\"n\"") || text.contains("\"bn\"");
    return named && text.matches("(?s).*\"(v|vs|vb|vd|s|bver|bt|u|bu)\"\\s*:.*");
  }

  private Heard understood(String topic, List<SenmlRecord> records) {
    if (!known.containsKey(topic) && known.size() >= TOPICS_MAX) {
      return new Heard.Understood(List.of());
    }
    var ofTopic = known.computeIfAbsent(topic, _ -> new LinkedHashMap<>());
    boolean news = false;
    for (SenmlRecord record : records) {
      boolean good = record.value() instanceof Reading.Good;
      var key = new Key(record.name(), record.unit());
      if (good && ofTopic.size() < POINTS_MAX && ofTopic.putIfAbsent(key, record) == null) {
        news = true;
      }
    }
    if (ofTopic.isEmpty()) {
      known.remove(topic);
      return records.getFirst().value() instanceof Reading.Bad bad
          ? new Heard.Wrong(bad.reason())
          : new Heard.NotMine();
    }
    return new Heard.Understood(news ? List.of(device(topic, ofTopic)) : List.of());
  }

  private static Discovered device(String topic, Map<Key, SenmlRecord> records) {
    var units = new HashMap<String, Set<String>>();
    records
        .keySet()
        .forEach(
            key -> units.computeIfAbsent(key.name(), _ -> new LinkedHashSet<>()).add(key.unit()));
    var points = new LinkedHashMap<String, DiscoveredPoint>();
    for (var entry : records.entrySet()) {
      Key key = entry.getKey();
      boolean several = units.getOrDefault(key.name(), Set.of()).size() > 1;
      String shown = shown(key, several);
      // Where two names end alike, both are told whole.
      String name = points.containsKey(shown) ? key.name() + " " + key.unit() : shown;
      points.put(name, point(topic, name, entry.getValue(), several));
    }
    var first = records.keySet().iterator().next().name();
    String id = prefix(first);
    var identity = new Identity(id, id.isEmpty() ? topic : id, "", "");
    return new Discovered(
        "mqtt", topic, identity, new ArrayList<>(points.values()), "", CONFIDENCE);
  }

  private static DiscoveredPoint point(
      String topic, String name, SenmlRecord record, boolean several) {
    Map<String, Object> address =
        several && !record.unit().isEmpty()
            ? Map.of(
                "topic",
                topic,
                "senml",
                record.name(),
                "senml-unit",
                record.unit(),
                "partial",
                true)
            : Map.of("topic", topic, "senml", record.name(), "partial", true);
    return new DiscoveredPoint(name, SenmlMeaning.of(record), address, Map.of(), false, null);
  }

  private static String shown(Key key, boolean several) {
    String own = key.name().substring(prefixEnd(key.name()));
    String word = own.isEmpty() ? key.name() : own;
    return several ? (word + " " + key.unit()).strip() : word;
  }

  /// What stands before the point's own name, without the sign at its end.
  private static String prefix(String name) {
    int end = prefixEnd(name);
    return end == 0 ? "" : name.substring(0, end - 1);
  }

  /// After the identifier of RFC 9039 (`urn:dev:mac:0024befffe804ff1_`), the last colon, else the
  /// last slash; never in the middle of numbers (`3303/0/5700`).
  private static int prefixEnd(String name) {
    var device = DEVICE.matcher(name);
    if (device.lookingAt()) {
      return device.end();
    }
    int colon = name.lastIndexOf(':');
    int at = colon >= 0 ? colon : name.lastIndexOf('/');
    boolean number = at >= 0 && name.substring(at + 1).matches("\\d+");
    return at < 0 || (number && colon < 0) ? 0 : at + 1;
  }
}
