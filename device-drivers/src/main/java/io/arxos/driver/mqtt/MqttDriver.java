package io.arxos.driver.mqtt;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.Origin;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.mqtt.BrokerLink.Message;
import io.arxos.driver.mqtt.BrokerLink.Subscription;
import io.arxos.driver.payload.Payload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes readings of messages and messages of values; the [BrokerSession] does the rest.
final class MqttDriver implements Driver {
  private final MqttOptions options;
  private final Map<PointId, MqttPoint> points;
  private final Set<PointId> writable;
  private final Map<String, List<MqttPoint>> byTopic;
  private final Map<PointId, Reading> last = new ConcurrentHashMap<>();
  private final RandomGenerator random;
  private volatile @Nullable BrokerSession session;

  /// @param writable the points that [#write] may be called for
  MqttDriver(
      MqttOptions options, List<MqttPoint> points, Set<PointId> writable, RandomGenerator random) {
    this.options = options;
    this.points = points.stream().collect(Collectors.toMap(MqttPoint::id, Function.identity()));
    this.writable = Set.copyOf(writable);
    this.byTopic = points.stream().collect(Collectors.groupingBy(MqttPoint::topic));
    this.random = random;
  }

  @Override
  public void open(ReadingSink sink) {
    var opened = new BrokerSession(options, subscriptions(), new Mapping(sink), random);
    session = opened;
    opened.start();
  }

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) {
    var readings = new LinkedHashMap<PointId, Reading>();
    for (PointId id : asked) {
      readings.put(
          id,
          points.containsKey(id)
              ? last.getOrDefault(id, Reading.down("never seen"))
              : Reading.fault("unknown point"));
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId id, Value value) {
    MqttPoint point = points.get(id);
    if (point == null) {
      return new WriteResult.Refused("unknown point");
    }
    if (!writable.contains(id)) {
      return new WriteResult.Refused("not writable");
    }
    BrokerSession opened = session;
    BrokerLink link = opened == null ? null : opened.link();
    if (link == null) {
      return new WriteResult.Failed("not connected to the broker");
    }
    try {
      link.publish(point.setTopic(), point.message(value));
      return new WriteResult.Written();
    } catch (BrokerException e) {
      return new WriteResult.Failed(e.reason());
    }
  }

  /// Listens to everything for a while, on a connection of its own: the session's subscriptions
  /// stay as they are even if this is cut short.
  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    return new TopicScan(options, byTopic.keySet()).run(limit);
  }

  @Override
  public void close() {
    BrokerSession opened = session;
    if (opened != null) {
      opened.close();
    }
  }

  /// One subscription per topic, with the highest QoS any of its points asks for.
  private List<Subscription> subscriptions() {
    return byTopic.entrySet().stream()
        .map(topic ->
            new Subscription(
                topic.getKey(), topic.getValue().stream().mapToInt(MqttPoint::qos).max().orElse(1)))
        .toList();
  }

  private final class Mapping implements BrokerSession.Handler {
    private final ReadingSink sink;

    Mapping(ReadingSink sink) {
      this.sink = sink;
    }

    @Override
    public @Nullable CompletableFuture<Acceptance> arrived(Message message) {
      List<MqttPoint> affected = byTopic.get(message.topic());
      if (affected == null) {
        sink.discovered(new Discovered("mqtt", message.topic(), Payload.sample(message.payload())));
        return null;
      }
      var payload = new Payload(message.payload());
      var origin = new Origin(null, null, message.retained(), message.duplicate());
      var readings = new LinkedHashMap<PointId, Reading>();
      for (MqttPoint point : affected) {
        readings.put(point.id(), payload.read(point.form(), origin));
      }
      last.putAll(readings);
      if (message.qos() == 0) {
        sink.tell(readings);
        return CompletableFuture.completedFuture(Acceptance.DURABLE); // nobody asks
      }
      return sink.offer(readings);
    }

    @Override
    public void down(String reason) {
      var readings = new LinkedHashMap<PointId, Reading>();
      points.keySet().forEach(id -> readings.put(id, Reading.down(reason)));
      last.putAll(readings);
      sink.tell(readings);
    }
  }
}
