package io.arxos.driver.mqtt;

import io.arxos.driver.Origin;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.mqtt.Availability.Source;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.Outcome;
import io.arxos.driver.mqtt.sparkplug.SparkplugHost;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.PayloadForm;
import io.arxos.driver.payload.PayloadForm.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What messages mean for points: message in, readings out. The driver delivers what it says, and
/// so does whoever wants to know beforehand what the driver would deliver.
///
/// A point of a device that is said to be out of reach is down until the device is said to be back;
/// then it has its last value again, which counts as old. Guarded by itself: any thread.
final class Mapping {
  static final String UNREACHABLE = "the device is said to be out of reach";

  private final Map<PointId, MqttPoint> points = new LinkedHashMap<>();
  private final Map<String, List<Listening>> byTopic = new HashMap<>();
  private final Map<TopicFilter, List<Listening>> byFilter = new LinkedHashMap<>();
  private final Map<String, Set<Source>> sources = new HashMap<>();
  private final Map<Source, List<MqttPoint>> bySource = new HashMap<>();
  private final Map<Source, Boolean> said = new HashMap<>();
  private final Map<PointId, Source> latest = new HashMap<>();
  private final Map<PointId, Reading> last = new HashMap<>();
  private final SparkplugPoints sparkplug;

  /// A reading that a message gives.
  ///
  /// @param path where in the payload it stands; empty for the whole of it
  record Told(PointId point, Reading reading, String path) {}

  /// Readings of which a point may have several, as maps in which it has one: the first of each,
  /// then the second of each, and so on.
  static List<Map<PointId, Reading>> rounds(List<Told> told) {
    var rounds = new ArrayList<Map<PointId, Reading>>();
    var had = new HashMap<PointId, Integer>();
    for (Told one : told) {
      int round = had.merge(one.point(), 1, Integer::sum) - 1;
      if (round == rounds.size()) {
        rounds.add(new LinkedHashMap<>());
      }
      rounds.get(round).put(one.point(), one.reading());
    }
    return rounds;
  }

  private record Listening(MqttPoint point, PayloadForm form) {}

  /// @param reorderTimeout how long a missing message of a Sparkplug node is waited for
  Mapping(Collection<MqttPoint> points, Duration reorderTimeout) {
    sparkplug = new SparkplugPoints(reorderTimeout);
    points.forEach(this::add);
  }

  /// Adds a point, or replaces the one of the same name.
  synchronized void add(MqttPoint point) {
    remove(point.id());
    points.put(point.id(), point);
    for (MqttPoint.Place place : point.places()) {
      var listening = new Listening(point, place.form());
      Metric metric = SparkplugPoints.metric(place);
      if (metric != null) {
        sparkplug.add(metric, point);
      } else if (TopicFilter.hasWildcard(place.topic())) {
        TopicFilter filter = TopicFilter.of(place.topic());
        byFilter.computeIfAbsent(filter, _ -> new ArrayList<>()).add(listening);
      } else {
        byTopic.computeIfAbsent(place.topic(), _ -> new ArrayList<>()).add(listening);
      }
    }
    for (Source source : point.availability().sources()) {
      sources.computeIfAbsent(source.topic(), _ -> new LinkedHashSet<>()).add(source);
      bySource.computeIfAbsent(source, _ -> new ArrayList<>()).add(point);
    }
  }

  synchronized void remove(PointId id) {
    MqttPoint point = points.remove(id);
    if (point == null) {
      return;
    }
    for (MqttPoint.Place place : point.places()) {
      Metric metric = SparkplugPoints.metric(place);
      if (metric != null) {
        sparkplug.remove(metric, point);
      }
      drop(byTopic, place.topic(), one -> one.point().equals(point));
      drop(byFilter, TopicFilter.of(place.topic()), one -> one.point().equals(point));
    }
    for (Source source : point.availability().sources()) {
      drop(bySource, source, point::equals);
      if (!bySource.containsKey(source)) {
        said.remove(source);
        Set<Source> ofTopic = sources.getOrDefault(source.topic(), Set.of());
        ofTopic.remove(source);
        if (ofTopic.isEmpty()) {
          sources.remove(source.topic());
        }
      }
    }
    latest.remove(id);
    last.remove(id);
  }

  private static <K, V> void drop(Map<K, List<V>> from, K key, Predicate<V> gone) {
    List<V> all = from.get(key);
    if (all != null) {
      all.removeIf(gone);
      if (all.isEmpty()) {
        from.remove(key);
      }
    }
  }

  /// Whether any point depends on this topic.
  synchronized boolean knows(String topic) {
    return byTopic.containsKey(topic)
        || isSparkplug(topic)
        || sources.containsKey(topic)
        || byFilter.keySet().stream().anyMatch(filter -> filter.matches(topic));
  }

  /// Whether a point reads this place.
  synchronized boolean reads(MqttPoint.Place place) {
    return byTopic.getOrDefault(place.topic(), List.of()).stream()
        .anyMatch(one -> one.form().place().equals(place.form().place()));
  }

  synchronized @Nullable MqttPoint point(PointId id) {
    return points.get(id);
  }

  synchronized Set<PointId> ids() {
    return Set.copyOf(points.keySet());
  }

  /// The last value of a point as it came, whatever is said of its device; null before the first.
  synchronized @Nullable Reading last(PointId id) {
    return last.get(id);
  }

  /// Every topic or filter that a point depends on, with the QoS that is asked for.
  synchronized Map<String, Integer> subscriptions() {
    var all = new LinkedHashMap<String, Integer>();
    points
        .values()
        .forEach(point -> {
          point.places().forEach(place -> all.merge(place.topic(), point.qos(), Math::max));
          point.availability().sources().forEach(source -> all.merge(source.topic(), 1, Math::max));
        });
    return all;
  }

  /// The readings of a message, in order, one or more for each point that it concerns; null when no
  /// point depends on its topic.
  ///
  /// @param repeat may have been delivered before
  synchronized @Nullable List<Told> hear(MqttMessage message, boolean repeat) {
    if (isSparkplug(message.topic())) {
      return sparkplug(message).now();
    }
    Set<Source> concerned = sources.getOrDefault(message.topic(), Set.of());
    List<Listening> affected = affected(message.topic());
    if (concerned.isEmpty() && affected.isEmpty()) {
      return null;
    }
    var payload = new Payload(message.payload(), message.receivedAt());
    var told = new LinkedHashMap<PointId, Told>();
    if (!concerned.isEmpty()) {
      turn(concerned, payload, told);
    }
    var all = new ArrayList<Told>();
    var origin = new Origin(null, null, message.retained(), repeat);
    for (Listening listening : affected) {
      MqttPoint point = listening.point();
      for (Reading heard : payload.all(listening.form(), origin)) {
        last.put(point.id(), heard);
        Reading delivered = reachable(point) ? heard : unreachable(heard);
        told.remove(point.id());
        all.add(new Told(point.id(), delivered, listening.form().place().path()));
      }
    }
    all.addAll(0, told.values());
    return List.copyOf(all);
  }

  private boolean isSparkplug(String topic) {
    return !sparkplug.isEmpty() && SparkplugHost.concerns(topic) && !byTopic.containsKey(topic);
  }

  /// What a message of a Sparkplug node or device brings, whether it has points or not.
  synchronized SparkplugPoints.Heard sparkplug(MqttMessage message) {
    return kept(sparkplug.hear(message));
  }

  /// What time alone brings of Sparkplug nodes.
  synchronized SparkplugPoints.Heard due(Instant now) {
    return kept(sparkplug.due(now));
  }

  private SparkplugPoints.Heard kept(SparkplugPoints.Heard heard) {
    heard.now().forEach(told -> last.put(told.point(), told.reading()));
    return heard;
  }

  /// The broker was lost: nobody knows which Sparkplug nodes are alive.
  synchronized void restart() {
    sparkplug.restart();
  }

  synchronized boolean hasSparkplug() {
    return !sparkplug.isEmpty();
  }

  synchronized List<Outcome.Request> takeRequests() {
    return sparkplug.takeRequests();
  }

  /// The command that writes a metric of a Sparkplug device; null when the point is none.
  synchronized SparkplugHost.@Nullable Command command(MqttPoint point, Value value, Instant now) {
    Metric metric = SparkplugPoints.metric(point.places().getFirst());
    return metric == null ? null : sparkplug.command(metric, value, now);
  }

  /// What a message says for one point, without any effect; null when it says nothing.
  static @Nullable Reading peek(MqttPoint point, MqttMessage message) {
    var origin = new Origin(null, null, message.retained(), false);
    var payload = new Payload(message.payload(), message.receivedAt());
    return point.places().stream()
        .filter(place -> TopicFilter.of(place.topic()).matches(message.topic()))
        .flatMap(place -> payload.seek(place.form(), origin).stream())
        .findFirst()
        .orElse(null);
  }

  private List<Listening> affected(String topic) {
    List<Listening> exact = byTopic.getOrDefault(topic, List.of());
    if (byFilter.isEmpty()) {
      return exact;
    }
    var all = new ArrayList<>(exact);
    byFilter.forEach((filter, ofFilter) -> {
      if (filter.matches(topic)) {
        all.addAll(ofFilter);
      }
    });
    return all;
  }

  private void turn(Set<Source> concerned, Payload payload, Map<PointId, Told> told) {
    var touched = new LinkedHashSet<MqttPoint>();
    var before = new HashMap<PointId, Boolean>();
    for (Source source : concerned) {
      for (MqttPoint point : bySource.getOrDefault(source, List.of())) {
        if (touched.add(point)) {
          before.put(point.id(), reachable(point));
        }
      }
    }
    for (Source source : concerned) {
      source
          .says(payload)
          .ifPresent(reachable -> {
            said.put(source, reachable);
            bySource.getOrDefault(source, List.of()).forEach(p -> latest.put(p.id(), source));
          });
    }
    for (MqttPoint point : touched) {
      boolean now = reachable(point);
      if (now != before.getOrDefault(point.id(), true)) {
        Reading kept = last.get(point.id());
        Reading reading = now ? kept == null ? null : old(kept) : Reading.down(UNREACHABLE);
        if (reading != null) {
          told.put(point.id(), new Told(point.id(), reading, ""));
        }
      }
    }
  }

  private boolean reachable(MqttPoint point) {
    Availability availability = point.availability();
    return availability.sources().isEmpty() || availability.reachable(said, latest.get(point.id()));
  }

  private static Reading unreachable(Reading reading) {
    return new Reading.Bad(Reading.Kind.DOWN, UNREACHABLE, reading.origin());
  }

  private static Reading old(Reading kept) {
    if (!(kept instanceof Reading.Good(var value, var origin))) {
      return kept;
    }
    return new Reading.Good(
        value, new Origin(origin.time(), origin.sequence(), true, origin.repeat()));
  }
}
