package io.arxos.driver.mqtt;

import io.arxos.driver.Discovered;
import io.arxos.driver.mqtt.BrokerLink.Message;
import io.arxos.driver.mqtt.BrokerLink.Subscription;
import io.arxos.driver.mqtt.MqttOptions.Version;
import io.arxos.driver.payload.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Listens to every topic for a while and says which have no point.
final class TopicScan implements BrokerLink.Listener {
  static final int TOPICS_MAX = 1_000;

  private final MqttOptions options;
  private final Mapping known;
  private final MqttDecoder decoder = MqttDecoder.auto();
  private final Map<String, Discovered> found = new ConcurrentHashMap<>();
  private final CountDownLatch full = new CountDownLatch(1);

  /// @param known what has points
  TopicScan(MqttOptions options, Mapping known) {
    this.options =
        new MqttOptions(
            options.url(),
            options.clientId() + "-scan",
            options.version(),
            options.login(),
            options.limits());
    this.known = known;
  }

  /// Empty when the broker cannot be reached.
  List<Discovered> run(Duration limit) throws InterruptedException {
    if ((options.version() != Version.V3 && listen(Version.V5, limit))
        || (options.version() != Version.V5 && listen(Version.V3, limit))) {
      return found.values().stream()
          .sorted(java.util.Comparator.comparing(Discovered::address))
          .toList();
    }
    return List.of();
  }

  /// Listens with one version.
  ///
  /// @return false when the broker does not speak this version
  private boolean listen(Version version, Duration limit) throws InterruptedException {
    try (BrokerLink link = BrokerSession.open(version, options, true, this)) {
      link.connect();
      link.subscribe(List.of(new Subscription("#", 0)));
      full.await(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (BrokerException e) {
      return !e.versionRefused();
    }
  }

  @Override
  public void arrived(Message message) {
    if (known.knows(message.topic())) {
      return;
    }
    if (found.size() >= TOPICS_MAX) {
      full.countDown();
      return;
    }
    found.putIfAbsent(
        message.topic(),
        new Discovered("mqtt", message.topic(), Payload.sample(message.payload())));
  }

  @Override
  public void lost(String reason) {
    full.countDown();
  }
}
