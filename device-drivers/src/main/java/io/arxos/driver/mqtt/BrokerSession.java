package io.arxos.driver.mqtt;

import io.arxos.driver.Backoff;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.line.DeviceStats;
import io.arxos.driver.line.LineReport;
import io.arxos.driver.line.LineReport.Medium;
import io.arxos.driver.line.LineStats;
import io.arxos.driver.line.Trouble;
import io.arxos.driver.mqtt.BrokerLink.Message;
import io.arxos.driver.mqtt.BrokerLink.Subscription;
import io.arxos.driver.mqtt.MqttOptions.Version;
import io.arxos.driver.mqtt.sparkplug.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a session with the broker over as many connections as it takes, on a thread of its own.
final class BrokerSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BrokerSession.class);
  private static final int LEAVING_MAX = 1_000;
  private static final Duration END_MAX = Duration.ofSeconds(5);

  /// A connection that lasted less did not help: another gateway with our client id, for one, takes
  /// it from us as we take it from it, and every point would go down and up each second.
  private static final long STABLE_NANOS_MIN = Duration.ofSeconds(30).toNanos();

  /// What is made of messages; called on Paho's threads and on the session's.
  interface Handler {
    /// Never blocks. Null: nobody knows this topic.
    @Nullable CompletableFuture<Acceptance> arrived(Message message);

    /// The broker cannot be reached; once per outage.
    void down(String reason);
  }

  private enum Why {
    /// The way to the broker, or the broker.
    FAILED,
    /// The journal takes nothing now: the broker is to send it again, a little later.
    REFUSED,
    /// The broker speaks the other version of MQTT.
    VERSION
  }

  private sealed interface Event {
    record Ended(Why why, String reason) implements Event {}

    record Unknown(String topic) implements Event {}

    /// Somebody says that this Sparkplug host is offline.
    record Denied() implements Event {}
  }

  private final MqttOptions options;
  private final List<Subscription> subscriptions;
  private final Handler handler;
  private final Backoff afterFailure;
  private final Backoff afterRefusal;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private final LineStats stats;
  private final DeviceStats broker;

  // valid for one connection
  private volatile @Nullable HostState state;
  private volatile @Nullable BrokerLink current;

  // of the session's thread
  private Version version;
  private boolean down;
  private boolean everSubscribed;
  private String terms = "";

  BrokerSession(
      MqttOptions options,
      List<Subscription> subscriptions,
      Handler handler,
      RandomGenerator random) {
    this.options = options;
    this.subscriptions = new ArrayList<>();
    subscriptions.forEach(
        one -> this.subscriptions.add(new Subscription(filter(one.topic()), one.qos())));
    HostState sample = options.host().state(Instant.EPOCH);
    if (sample != null) {
      this.subscriptions.add(new Subscription(sample.topic(), 1));
    }
    this.handler = handler;
    this.version = options.version() == Version.V3 ? Version.V3 : Version.V5;
    this.afterFailure = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random);
    this.afterRefusal = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), random);
    this.stats = new LineStats(options.url(), Medium.BROKER);
    this.broker = stats.device(options.url());
    this.thread = Thread.ofVirtual().name("mqtt-" + options.clientId()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// The connection that is up now, if one is.
  @Nullable BrokerLink link() {
    return current;
  }

  /// Connections asked for and made, messages heard, how connections ended.
  LineReport report() {
    return stats.report();
  }

  /// The filter of a subscription that may be shared (MQTT 5, 4.8.2).
  private String filter(String topic) {
    String share = options.limits().share();
    return share.isEmpty() ? topic : "$share/" + share + "/" + topic;
  }

  /// A connection that is not yet made.
  static BrokerLink open(
      Version version, MqttOptions options, boolean transientSession, BrokerLink.Listener listener)
      throws BrokerException {
    return version == Version.V3
        ? new Mqtt3Link(options, transientSession, listener)
        : new Mqtt5Link(options, transientSession, listener);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(END_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        Event.Ended end = serve();
        if (closed.getCount() == 0) {
          return;
        }
        if (end.why() == Why.FAILED && !down) {
          down = true;
          log.warn("{}: {}; trying again until it answers", options.url(), end.reason());
          handler.down(end.reason());
        }
        Duration pause = (end.why() == Why.FAILED ? afterFailure : afterRefusal).next();
        closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// One connection, from the attempt to its end.
  private Event.Ended serve() throws InterruptedException {
    var events = new LinkedBlockingQueue<Event>();
    var receiver = new Receiver(events);
    HostState host = options.host().state(Instant.now());
    state = host;
    // A Sparkplug host begins each connection anew, and its births with it.
    try (BrokerLink link = open(version, options, host != null, receiver)) {
      receiver.begin(link);
      if (host != null) {
        link.will(host.topic(), host.will());
      }
      return serve(link, events, receiver);
    } catch (BrokerException e) {
      broker.troubled(Trouble.UNREACHABLE);
      if (e.versionRefused() && options.version() == Version.AUTO) {
        boolean fallsBack = version == Version.V5;
        version = fallsBack ? Version.V3 : Version.V5;
        log.info("{}: the broker does not speak this version; trying {}", options.url(), version);
        return new Event.Ended(fallsBack ? Why.VERSION : Why.FAILED, e.reason());
      }
      return new Event.Ended(Why.FAILED, e.reason());
    } catch (RuntimeException e) { // of Paho's: it must not end the session
      return new Event.Ended(Why.FAILED, "client error " + e.getClass().getSimpleName());
    } finally {
      current = null;
      receiver.end();
    }
  }

  private Event.Ended serve(BrokerLink link, BlockingQueue<Event> events, Receiver receiver)
      throws InterruptedException, BrokerException {
    try {
      establish(link);
      return await(link, events, receiver);
    } finally {
      HostState host = state;
      if (host != null && closed.getCount() == 0) {
        goodbye(link, host);
      }
    }
  }

  /// A Sparkplug host that goes by itself says so; its will is for when it cannot.
  private void goodbye(BrokerLink link, HostState host) {
    boolean interrupted = Thread.interrupted(); // or nothing could be waited for
    try {
      link.publish(host.topic(), HostState.death(Instant.now()), true);
    } catch (BrokerException e) {
      log.warn("{}: could not say that this host goes: {}", options.url(), e.reason());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void establish(BrokerLink link) throws BrokerException {
    long begun = System.nanoTime();
    broker.asked();
    BrokerLink.Accepted accepted = link.connect();
    boolean resumed = accepted.resumed();
    if (!accepted.terms().equals(terms)) {
      terms = accepted.terms();
      log.info("{}: {}", options.url(), terms);
    }
    broker.answered(System.nanoTime() - begun);
    // Subscribing again brings the retained messages again. That is wanted after an outage, when
    // every point is down, and not after a refusal, when every point is well.
    if (!subscriptions.isEmpty() && (!resumed || down || !everSubscribed)) {
      link.subscribe(subscriptions);
      everSubscribed = true;
    }
    HostState host = state;
    if (host != null) {
      link.publish(host.topic(), host.birth(), true);
    }
    if (down) {
      log.info("{}: connected", options.url());
    }
    down = false;
    current = link;
  }

  private Event.Ended await(BrokerLink link, BlockingQueue<Event> events, Receiver receiver)
      throws InterruptedException, BrokerException {
    long since = System.nanoTime();
    while (true) {
      switch (events.take()) {
        case Event.Unknown(String topic) -> {
          log.info("{}: topic {} has no point any more; unsubscribing", options.url(), topic);
          link.unsubscribe(filter(topic));
        }
        case Event.Denied _ -> {
          HostState host = state;
          if (host != null) {
            link.publish(host.topic(), host.birth(), true);
          }
        }
        case Event.Ended ended -> {
          if (ended.why() == Why.FAILED) {
            boolean taken = ended.reason().equals(BrokerLink.TAKEN_OVER);
            broker.ended(System.nanoTime() - since, taken ? Trouble.TAKEN_OVER : Trouble.LOST);
          }
          if (receiver.acknowledged()) {
            afterRefusal.reset();
          }
          if (System.nanoTime() - since >= STABLE_NANOS_MIN) {
            afterFailure.reset();
          }
          return ended;
        }
      }
    }
  }

  /// Takes what arrives on one connection. On Paho's threads.
  private final class Receiver implements BrokerLink.Listener {
    private final BlockingQueue<Event> events;
    private volatile @Nullable BrokerLink link;
    private final AckWindow window;
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Receiver(BlockingQueue<Event> events) {
      this.events = events;
      this.window = new AckWindow(this::acknowledge, this::refused);
    }

    void begin(BrokerLink connection) {
      link = connection;
    }

    void end() {
      over = true;
      window.close();
    }

    boolean acknowledged() {
      return window.acknowledged();
    }

    @Override
    public void arrived(Message message) {
      if (over) {
        return; // unacknowledged: the broker sends it again
      }
      broker.heard();
      CompletableFuture<Acceptance> outcome =
          ofHost(message)
              ? CompletableFuture.completedFuture(Acceptance.DURABLE)
              : handler.arrived(message);
      if (outcome == null) {
        if (leaving.size() < LEAVING_MAX && leaving.add(message.topic())) {
          events.add(new Event.Unknown(message.topic()));
        }
        outcome = CompletableFuture.completedFuture(Acceptance.DURABLE);
      }
      if (message.qos() > 0) {
        window.add(message.id(), outcome);
      }
    }

    private boolean ofHost(Message message) {
      HostState host = state;
      if (host == null || !message.topic().equals(host.topic())) {
        return false;
      }
      if (host.denies(message.topic(), message.payload())) {
        events.add(new Event.Denied());
      }
      return true;
    }

    @Override
    public void lost(String reason) {
      events.add(new Event.Ended(Why.FAILED, reason));
    }

    private void acknowledge(int messageId) {
      BrokerLink connection = link;
      if (connection != null) {
        connection.acknowledge(messageId);
      }
    }

    private void refused() {
      over = true;
      events.add(new Event.Ended(Why.REFUSED, "the journal takes nothing now"));
    }
  }
}
