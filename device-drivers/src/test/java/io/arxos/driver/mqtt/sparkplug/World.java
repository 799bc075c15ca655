package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Reading;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.Outcome.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A host, a clock that is moved by hand, and what the host has said.
final class World {
  final SparkplugHost host;
  final Map<String, Reading> values = new LinkedHashMap<>();
  final List<Said> said = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  Instant now = Instant.parse("2026-03-01T12:00:00Z");
  String wrong = "";

  World() {
    this(SparkplugHost.REORDER_TIMEOUT);
  }

  World(Duration reorderTimeout) {
    host = new SparkplugHost(reorderTimeout);
  }

  long millis() {
    return now.toEpochMilli();
  }

  World hear(String topic, TestPayload payload) {
    return hear(topic, payload.bytes());
  }

  World hear(String topic, byte[] payload) {
    return take(host.hear(new MqttMessage(topic, payload, false, now)));
  }

  World after(Duration time) {
    now = now.plus(time);
    return take(host.due(now));
  }

  private World take(Outcome outcome) {
    wrong = outcome.wrong() == null ? "" : outcome.wrong();
    said.clear();
    said.addAll(outcome.said());
    outcome.said().forEach(one -> values.put(one.address() + " " + one.metric(), one.reading()));
    outcome.requests().forEach(request -> asked.add(request.topic()));
    return this;
  }

  /// The value of a metric, or its kind and reason when it has none.
  String value(String key) {
    return switch (values.get(key)) {
      case null -> "nothing";
      case Reading.Good(var value, var origin) ->
          value.number() + (origin.retained() ? " kept" : "");
      case Reading.Bad(var kind, var reason, var _) -> kind + " " + reason;
    };
  }
}
