package io.arxos.driver.mqtt.sparkplug;

import io.arxos.driver.Discovered;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reveals nodes and devices by their births.
public final class SparkplugDialect implements Dialect {
  private static final double CONFIDENCE = 0.98;

  @Override
  public String name() {
    return "sparkplug";
  }

  @Override
  public List<String> filters() {
    return List.of(SparkplugHost.FILTER, "STATE/+");
  }

  @Override
  public Heard hear(MqttMessage message) {
    if (HostState.isState(message.topic())) {
      return HostState.isSaid(message.payload())
          ? new Heard.Understood(List.of())
          : new Heard.NotMine();
    }
    Optional<SparkplugTopic> topic = SparkplugTopic.parse(message.topic());
    if (topic.isEmpty()) {
      return new Heard.Wrong("topic is not one of Sparkplug B");
    }
    return switch (Payloads.read(message.payload())) {
      case Payloads.Malformed(String reason) -> new Heard.Wrong(reason);
      case Payloads.Read(SparkplugPayload payload) ->
          switch (topic.get().verb()) {
            case NBIRTH, DBIRTH -> new Heard.Understood(List.of(device(topic.get(), payload)));
            default -> new Heard.Understood(List.of());
          };
    };
  }

  private static Discovered device(SparkplugTopic topic, SparkplugPayload payload) {
    var points = new ArrayList<DiscoveredPoint>();
    for (Metric metric : payload.metrics()) {
      boolean template = metric.value() instanceof Raw.Parts;
      for (var leaf : Leaves.of(metric.name(), metric)) {
        if (!Leaves.isSession(leaf.name())) {
          points.add(point(topic.address(), leaf, template));
        }
      }
    }
    String name = topic.device().isEmpty() ? topic.node() : topic.device();
    var identity =
        new Identity(
            topic.address(), name, text(payload, "hardwaremake"), text(payload, "hardwaremodel"));
    return new Discovered("mqtt", topic.address(), identity, points, "", CONFIDENCE);
  }

  private static DiscoveredPoint point(String address, Leaves.Leaf leaf, boolean inTemplate) {
    Metric metric = leaf.metric();
    String unit = Properties.unit(metric.properties());
    return new DiscoveredPoint(
        leaf.name(),
        MetricMeaning.of(leaf.name(), unit, DataType.of(metric.type())),
        Map.of("sparkplug", address, "metric", leaf.name()),
        Map.of(),
        !inTemplate && !Properties.readOnly(metric.properties()),
        null);
  }

  /// A property of the device that stands among its metrics, such as `Properties/Hardware Make`.
  private static String text(SparkplugPayload payload, String what) {
    for (Metric metric : payload.metrics()) {
      String name = metric.name().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
      if (name.endsWith("/" + what) && metric.value() instanceof Raw.Words(String text)) {
        return text;
      }
    }
    return "";
  }
}
