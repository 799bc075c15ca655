package io.arxos.driver.mqtt;

import io.arxos.driver.Discovered;
import io.arxos.driver.mqtt.BrokerLink.Message;
import io.arxos.driver.mqtt.BrokerLink.Subscription;
import io.arxos.driver.mqtt.MqttOptions.Version;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Listens to every topic for a while and says which devices speak there, with what nobody has
/// configured a point for.
final class TopicScan implements BrokerLink.Listener {
  private final MqttOptions options;
  private final Mapping known;
  private final MqttDecoder decoder; // guarded by this
  private static final long PERIOD_MILLIS = 200;

  private final CountDownLatch over = new CountDownLatch(1);

  /// @param known what has points
  /// @param decoder a new one
  TopicScan(MqttOptions options, Mapping known, MqttDecoder decoder) {
    this.options = options.as(options.clientId() + "-scan");
    this.known = known;
    this.decoder = decoder;
  }

  /// Empty when the broker cannot be reached.
  List<Discovered> run(Duration limit) throws InterruptedException {
    if ((options.version() != Version.V3 && listen(Version.V5, limit))
        || (options.version() != Version.V5 && listen(Version.V3, limit))) {
      synchronized (this) {
        return decoder.found(known);
      }
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
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < limit.toNanos()
          && !over.await(Math.min(limit.toMillis(), PERIOD_MILLIS), TimeUnit.MILLISECONDS)) {
        ask(link);
      }
      return true;
    } catch (BrokerException e) {
      return !e.versionRefused();
    }
  }

  /// Sparkplug nodes say who they are when they are asked.
  private void ask(BrokerLink link) throws BrokerException {
    List<Outcome.Request> requests;
    synchronized (this) {
      requests = decoder.takeRequests();
    }
    for (Outcome.Request request :
        options.host().silent() ? List.<Outcome.Request>of() : requests) {
      link.publishOnce(request.topic(), request.payload());
    }
  }

  @Override
  public synchronized void arrived(Message message) {
    decoder.hear(
        new MqttMessage(message.topic(), message.payload(), message.retained(), Instant.now()));
  }

  @Override
  public void lost(String reason) {
    over.countDown();
  }
}
