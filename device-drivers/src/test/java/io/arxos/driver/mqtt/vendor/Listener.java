package io.arxos.driver.mqtt.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Discovered;
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

/// Hears messages of a test with one profile, and tells what came of them as short texts.
final class Listener {
  static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  final List<Discovered> devices = new ArrayList<>();
  private final MqttDecoder decoder;
  private boolean retained;

  Listener(String profile) {
    this.decoder =
        profile.equals("auto") ? MqttDecoder.auto() : MqttDecoder.of(profile).orElseThrow();
  }

  /// What comes now was kept by the broker.
  Listener retained(boolean kept) {
    retained = kept;
    return this;
  }

  /// Readings by path: value and unit, or status and reason.
  Map<String, String> hear(String topic, String payload) {
    var readings = new LinkedHashMap<String, String>();
    told(topic, payload).forEach((path, told) -> readings.put(path, text(told)));
    return readings;
  }

  /// When the device measured, by path; texts, `null` for none.
  Map<String, String> times(String topic, String payload) {
    var times = new LinkedHashMap<String, String>();
    told(topic, payload)
        .forEach((path, told) -> times.put(path, String.valueOf(told.reading().origin().time())));
    return times;
  }

  /// The address of a point of the last device that was found.
  Map<String, Object> address(String name) {
    return point(name).address();
  }

  DiscoveredPoint point(String name) {
    return devices.getLast().points().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + devices.getLast()));
  }

  private Map<String, Output.Told> told(String topic, String payload) {
    var all = new LinkedHashMap<String, Output.Told>();
    for (Output output :
        decoder.hear(new MqttMessage(topic, payload.getBytes(UTF_8), retained, NOW))) {
      switch (output) {
        case Output.Device(var device, var _) -> devices.add(device);
        case Output.Told told -> all.put(told.point(), told);
        case Output.Wrong(String reason) ->
            all.put(
                "",
                new Output.Told("", io.arxos.driver.Meaning.UNKNOWN, Reading.fault(reason), ""));
      }
    }
    return all;
  }

  private static String text(Output.Told told) {
    return switch (told.reading()) {
      case Reading.Good(var value, var _) ->
          told.meaning().unit().equals("1")
              ? Payload.text(value)
              : (Payload.text(value) + " " + told.meaning().unit()).strip();
      case Reading.Bad(var kind, var reason, var _) -> kind + ": " + reason;
    };
  }
}
