package io.arxos.driver.mqtt.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Reading;
import io.arxos.driver.mqtt.MqttDecoder;
import io.arxos.driver.mqtt.MqttDecoder.Output;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Hears messages as the gateway does, and writes down what it would deliver.
final class Ear {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final MqttDecoder decoder;

  /// What is known now, by the paths that are proposed.
  final Map<String, DiscoveredPoint> points = new LinkedHashMap<>();

  private final Map<String, Integer> types = new TreeMap<>();
  private String time = "";
  String device = "";
  String address = "";

  Ear() {
    this(MqttDecoder.of("homeassistant").orElseThrow());
  }

  private Ear(MqttDecoder decoder) {
    this.decoder = decoder;
  }

  /// Hears every dialect.
  static Ear forAll() {
    return new Ear(MqttDecoder.auto());
  }

  /// @param lines `topic payload`; what stands after the first blank is the payload
  /// @return readings such as `kitchen/temperature = 21.5`, `kitchen/door DOWN …` and `wrong: …`
  List<String> hears(String... lines) {
    var said = new ArrayList<String>();
    for (String line : lines) {
      int blank = line.indexOf(' ');
      String topic = blank < 0 ? line : line.substring(0, blank);
      String payload = blank < 0 ? "" : line.substring(blank + 1);
      for (Output output : decoder.hear(message(topic, payload))) {
        take(output, said);
      }
    }
    return said;
  }

  /// The source's time of the value that a message gives; empty when it says none.
  String time(String line) {
    hears(line);
    return time;
  }

  /// How many values of each type were heard.
  Map<String, Integer> types() {
    return types;
  }

  static MqttMessage message(String topic, String payload) {
    return new MqttMessage(topic, payload.getBytes(UTF_8), false, NOW);
  }

  private void take(Output output, List<String> said) {
    switch (output) {
      case Output.Told(var point, _, Reading.Good(var value, var origin), _) -> {
        time = origin.time() == null ? "" : origin.time().toString();
        said.add(point + " = " + Payload.text(value));
        types.merge(value.getClass().getSimpleName(), 1, Integer::sum);
      }
      case Output.Told(var point, _, Reading.Bad(var kind, var reason, _), _) ->
          said.add(point + " " + kind + " " + reason);
      case Output.Wrong(var reason) -> said.add("wrong: " + reason);
      case Output.Device(var found, var placed) -> {
        var identity = found.device();
        device =
            String.join("|", identity.id(), identity.name(), identity.vendor(), identity.model());
        address = found.address();
        placed.forEach(point -> points.put(point.path(), point.point()));
      }
    }
  }

  /// Unit and class of a point, such as `Cel Temperature_Sensor`.
  String meaning(String path) {
    DiscoveredPoint point = point(path);
    return point.meaning().unit() + " " + point.meaning().brickClass();
  }

  DiscoveredPoint point(String path) {
    DiscoveredPoint point = points.get(path);
    if (point == null) {
      throw new AssertionError("no " + path + " among " + points.keySet());
    }
    return point;
  }
}
