package io.arxos.driver.mqtt;

import io.arxos.driver.Value;
import io.arxos.driver.mqtt.Mapping.Told;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.Outcome;
import io.arxos.driver.mqtt.sparkplug.Outcome.Request;
import io.arxos.driver.mqtt.sparkplug.Outcome.Said;
import io.arxos.driver.mqtt.sparkplug.SparkplugHost;
import io.arxos.driver.payload.PayloadForm.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The points that are metrics of Sparkplug devices, and the host that follows these. For one
/// thread at a time.
final class SparkplugPoints {
  private static final int REQUESTS_MAX = 1_000;

  private final SparkplugHost host;
  private final Map<Metric, Set<MqttPoint>> points = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  /// What a message, or time alone, brings.
  ///
  /// @param now of what the metrics are now, in order; a point may be there more than once
  /// @param history of what they were
  /// @param wrong why something was not taken; null when all was
  record Heard(List<Told> now, List<Told> history, @Nullable String wrong) {}

  SparkplugPoints(Duration reorderTimeout) {
    host = new SparkplugHost(reorderTimeout);
  }

  static @Nullable Metric metric(MqttPoint.Place place) {
    return place.form().place() instanceof Metric metric ? metric : null;
  }

  void add(Metric metric, MqttPoint point) {
    points.computeIfAbsent(metric, _ -> new LinkedHashSet<>()).add(point);
  }

  void remove(Metric metric, MqttPoint point) {
    Set<MqttPoint> all = points.getOrDefault(metric, Set.of());
    all.removeIf(one -> one.id().equals(point.id()));
    if (all.isEmpty()) {
      points.remove(metric);
    }
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  Heard hear(MqttMessage message) {
    return heard(host.hear(message));
  }

  Heard due(Instant now) {
    return heard(host.due(now));
  }

  private Heard heard(Outcome outcome) {
    var now = new ArrayList<Told>();
    var history = new ArrayList<Told>();
    for (Said said : outcome.said()) {
      var metric = new Metric(said.address(), said.metric());
      for (MqttPoint point : points.getOrDefault(metric, Set.of())) {
        List<Told> into = said.historical() ? history : now;
        into.add(new Told(point.id(), said.reading(), said.metric()));
      }
    }
    for (Request request : outcome.requests()) {
      if (requests.size() < REQUESTS_MAX) {
        requests.add(request);
      }
    }
    return new Heard(List.copyOf(now), List.copyOf(history), outcome.wrong());
  }

  /// The broker was lost.
  void restart() {
    requests.clear();
    host.restart(points.keySet().stream().map(Metric::device).distinct().sorted().toList());
  }

  /// What is to be published since this was asked last.
  List<Request> takeRequests() {
    List<Request> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  SparkplugHost.Command command(Metric metric, Value value, Instant now) {
    return host.command(metric.device(), metric.name(), value, now);
  }
}
