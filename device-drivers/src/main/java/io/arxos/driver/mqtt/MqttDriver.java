package io.arxos.driver.mqtt;

import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.mqtt.BrokerLink.Message;
import io.arxos.driver.mqtt.BrokerLink.Subscription;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.SparkplugHost;
import io.arxos.driver.payload.Payload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes readings of messages and messages of values; the [BrokerSession] does the rest.
final class MqttDriver implements Driver {
  private final MqttOptions options;
  private final Mapping mapping;
  private final Set<PointId> points;
  private final Set<PointId> writable;
  private final Map<PointId, Reading> last = new ConcurrentHashMap<>();
  private final List<Path> profiles;
  private final RandomGenerator random;
  private volatile @Nullable BrokerSession session;
  private volatile @Nullable SparkplugErrands errands;

  /// @param writable the points that [#write] may be called for
  /// @param profiles files of an installer's own dialects, which were checked
  MqttDriver(
      MqttOptions options,
      List<MqttPoint> points,
      Set<PointId> writable,
      List<Path> profiles,
      RandomGenerator random) {
    this.options = options;
    this.mapping = new Mapping(points, options.host().reorderTimeout());
    this.points = mapping.ids();
    this.writable = Set.copyOf(writable);
    this.profiles = List.copyOf(profiles);
    this.random = random;
  }

  @Override
  public void open(ReadingSink sink) {
    var opened = new BrokerSession(options, subscriptions(), new Delivery(sink), random);
    session = opened;
    if (mapping.hasSparkplug()) {
      mapping.restart();
      var begun =
          new SparkplugErrands(
              mapping,
              opened::link,
              readings -> {
                last.putAll(readings);
                sink.tell(readings);
              },
              options.host().silent());
      errands = begun;
      begun.start();
    }
    opened.start();
  }

  @Override
  public Map<PointId, Reading> read(Set<PointId> asked) {
    var readings = new LinkedHashMap<PointId, Reading>();
    for (PointId id : asked) {
      readings.put(
          id,
          points.contains(id)
              ? last.getOrDefault(id, Reading.down("never seen"))
              : Reading.fault("unknown point"));
    }
    return readings;
  }

  @Override
  public WriteResult write(PointId id, Value value) {
    MqttPoint point = mapping.point(id);
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
      SparkplugHost.Command command = mapping.command(point, value, Instant.now());
      if (command != null) {
        return written(command, link);
      }
      Sending sending = point.sending();
      link.publish(sending.topic(), sending.message(value), sending.retain());
      return new WriteResult.Written();
    } catch (BrokerException e) {
      return new WriteResult.Failed(e.reason());
    }
  }

  private static WriteResult written(SparkplugHost.Command command, BrokerLink link)
      throws BrokerException {
    return switch (command) {
      case SparkplugHost.Command.Refused(String reason) -> new WriteResult.Refused(reason);
      case SparkplugHost.Command.Failed(String reason) -> new WriteResult.Failed(reason);
      case SparkplugHost.Command.Send(var request) -> {
        link.publishOnce(request.topic(), request.payload());
        yield new WriteResult.Written();
      }
    };
  }

  /// Listens to everything for a while, on a connection of its own: the session's subscriptions
  /// stay as they are even if this is cut short.
  @Override
  public List<Discovered> discover(Duration limit) throws InterruptedException {
    var dialects = new ArrayList<Dialect>();
    profiles.forEach(file -> dialects.add(Dialects.file(file, _ -> {})));
    dialects.addAll(Dialects.all());
    return new TopicScan(options, mapping, new MqttDecoder(dialects)).run(limit);
  }

  @Override
  public List<LineReport> lines() {
    BrokerSession opened = session;
    return opened == null ? List.of() : List.of(opened.report());
  }

  @Override
  public void close() {
    SparkplugErrands begun = errands;
    if (begun != null) {
      begun.close();
    }
    BrokerSession opened = session;
    if (opened != null) {
      opened.close();
    }
  }

  /// One subscription per topic, with the highest QoS any of its points asks for.
  private List<Subscription> subscriptions() {
    return mapping.subscriptions().entrySet().stream()
        .map(topic -> new Subscription(topic.getKey(), topic.getValue()))
        .toList();
  }

  private final class Delivery implements BrokerSession.Handler {
    private final ReadingSink sink;

    Delivery(ReadingSink sink) {
      this.sink = sink;
    }

    @Override
    public @Nullable CompletableFuture<Acceptance> arrived(Message message) {
      var heard =
          new MqttMessage(message.topic(), message.payload(), message.retained(), Instant.now());
      List<Mapping.Told> told = mapping.hear(heard, message.duplicate());
      if (told == null) {
        sink.discovered(new Discovered("mqtt", message.topic(), Payload.sample(message.payload())));
        return null;
      }
      List<Map<PointId, Reading>> rounds = Mapping.rounds(told);
      rounds.forEach(last::putAll);
      if (message.qos() > 0) {
        return rounds.stream()
            .map(sink::offer)
            .reduce((one, other) -> one.thenCombine(other, Delivery::both))
            .orElseGet(() -> CompletableFuture.completedFuture(Acceptance.DURABLE));
      }
      rounds.forEach(sink::tell);
      return CompletableFuture.completedFuture(Acceptance.DURABLE); // nobody asks
    }

    private static Acceptance both(Acceptance one, Acceptance other) {
      return one == Acceptance.DURABLE ? other : one;
    }

    @Override
    public void down(String reason) {
      mapping.restart();
      var readings = new LinkedHashMap<PointId, Reading>();
      points.forEach(id -> readings.put(id, Reading.down(reason)));
      last.putAll(readings);
      sink.tell(readings);
    }
  }
}
