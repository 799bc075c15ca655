package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverContract;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// What the MQTT driver promises, whichever the broker.
@NullUnmarked // a map without the asked key fails the test, as it should
abstract class MqttContract extends DriverContract {
  protected static final PointId TEMPERATURE = new PointId("site/room/temperature");
  protected static final PointId HUMIDITY = new PointId("site/room/humidity");

  private final SetTopics heard = new SetTopics();
  private int publishers;
  private Broker broker;
  private MqttClient publisher;

  /// The broker.
  ///
  /// @return a broker at a port that stays the same over restarts
  protected abstract Broker broker(int port);

  /// Whether a message that comes again says so.
  protected abstract boolean marksRepeats();

  /// Whether the broker says so when it delivers what it kept.
  protected abstract boolean marksRetained();

  @Override
  protected DriverFactory factory() {
    return new MqttDriverFactory();
  }

  @Override
  protected void startPeer() throws Exception {
    if (broker == null) {
      broker = broker(Broker.freePort());
    }
    broker.start();
    heard.listen(url());
  }

  @Override
  protected void stopPeer() throws Exception {
    heard.forget();
    forget(publisher);
    publisher = null;
    broker.stop();
  }

  private static void forget(MqttClient client) throws MqttException {
    if (client != null) {
      client.disconnectForcibly(1, 1);
      client.close(true);
    }
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("url", url(), "client-id", "gateway-1");
  }

  @Override
  protected Map<String, Object> sensorAddress() {
    return Map.of("topic", "sensor");
  }

  @Override
  protected Map<String, Object> outputAddress() {
    return Map.of("topic", "output", "set-topic", "set/output");
  }

  @Override
  protected void sense(boolean value) throws Exception {
    publish("sensor", Boolean.toString(value), true);
  }

  @Override
  protected boolean written() {
    return "true".equals(heard.last("set/output"));
  }

  protected String url() {
    return "tcp://127.0.0.1:" + broker.port();
  }

  /// Publishes with QoS 1, on a connection that lasts as long as the broker.
  protected void publish(String topic, String payload, boolean retained) throws Exception {
    if (publisher == null || !publisher.isConnected()) {
      publisher = new MqttClient(url(), "publisher-" + publishers++, new MemoryPersistence());
      publisher.setTimeToWait(10_000);
      var options = new MqttConnectOptions();
      options.setMaxInflight(1_000);
      publisher.connect(options);
    }
    publisher.publish(topic, payload.getBytes(UTF_8), 1, retained);
  }

  private static PointBinding temperature() {
    return binding(TEMPERATURE, Map.of("topic", "climate", "pointer", "/t"), false);
  }

  private static PointBinding humidity() {
    return binding(
        HUMIDITY, Map.of("topic", "climate", "pointer", "/air/h", "time-pointer", "/at"), false);
  }

  /// A driver of both points, when it is subscribed.
  protected Driver subscribed(RecordingSink into, PointBinding... points) throws Exception {
    Driver driver = create(settings(), List.of(points));
    driver.open(into);
    Await.until(
        "the driver hears the broker",
        () -> {
          publish("climate", "{\"t\":0,\"air\":{\"h\":0}}", false);
          return into.values(TEMPERATURE).contains(new Value.Num(0));
        });
    publish("climate", "{\"t\":-1,\"air\":{\"h\":0}}", false);
    Await.until("it has heard all", () -> into.values(TEMPERATURE).contains(new Value.Num(-1)));
    return driver;
  }

  /// The temperatures but those of [#subscribed].
  protected static List<Value> news(RecordingSink sink) {
    return sink.values(TEMPERATURE).stream().filter(one -> one.number() > 0).toList();
  }

  @Test
  void pointsOfOneMessageAreOneOffer() throws Exception {
    try (Driver _ = subscribed(sink, temperature(), humidity())) {
      publish("climate", "{\"t\":21.5,\"air\":{\"h\":40},\"at\":\"2026-01-05T08:00:00Z\"}", false);
      Await.until(
          "the message is offered", () -> sink.values(TEMPERATURE).contains(new Value.Num(21.5)));
      Map<PointId, Reading> offer = sink.offers.getLast();
      assertEquals(new Value.Num(21.5), ((Reading.Good) offer.get(TEMPERATURE)).value());
      assertEquals(new Value.Num(40), ((Reading.Good) offer.get(HUMIDITY)).value());
      assertEquals(
          java.time.Instant.parse("2026-01-05T08:00:00Z"), offer.get(HUMIDITY).origin().time());
    }
  }

  @Test
  void aRetainedMessageSaysSoAndALiveOneDoesNot() throws Exception {
    publish("climate", "{\"t\":17}", true);
    try (Driver _ = subscribed(sink, temperature())) {
      Await.until("the kept one comes", () -> news(sink).equals(List.of(new Value.Num(17))));
      List<Reading> readings = sink.of(TEMPERATURE);
      Reading kept =
          readings.stream()
              .filter(one -> ((Reading.Good) one).value().equals(new Value.Num(17)))
              .findFirst()
              .orElseThrow();
      assertEquals(marksRetained(), kept.origin().retained());
      publish("climate", "{\"t\":18}", false);
      Await.until("a live one comes", () -> news(sink).contains(new Value.Num(18)));
      assertFalse(sink.of(TEMPERATURE).getLast().origin().retained());
    }
  }

  @Test
  void aPayloadThatMakesNoSenseIsAFaultAndIsNotSentAgain() throws Exception {
    try (Driver _ = subscribed(sink, temperature())) {
      publish("climate", "{\"t\":", false);
      Await.until(
          "the fault is offered",
          () ->
              sink.of(TEMPERATURE).getLast() instanceof Reading.Bad bad
                  && bad.kind() == Reading.Kind.FAULT
                  && bad.reason().equals("payload is not JSON"));
    }
    var later = new RecordingSink();
    try (Driver _ = subscribed(later, temperature())) {
      assertTrue(later.of(TEMPERATURE).stream().allMatch(Reading.Good.class::isInstance));
    }
  }

  // The broker has forgotten a QoS 0 message by the time it is here.
  @Test
  void whatComesWithoutAcknowledgementIsToldAndNotOffered() throws Exception {
    PointBinding once = binding(TEMPERATURE, Map.of("topic", "once", "qos", 0), false);
    try (Driver _ =
            subscribed(sink, temperature(), binding(HUMIDITY, Map.of("topic", "x"), false));
        Driver second = create(Map.of("url", url(), "client-id", "second"), List.of(once))) {
      var other = new RecordingSink();
      second.open(other);
      Await.until(
          "it is told",
          () -> {
            publish("once", "7", false);
            return !other.told.isEmpty();
          });
      assertEquals(other.offers, other.told);
      assertEquals(List.of(), sink.told);
    }
  }

  @Test
  void whatIsNotYetDurableIsNotAcknowledgedAndComesAgain() throws Exception {
    var pending = new CompletableFuture<Acceptance>();
    try (Driver _ = subscribed(sink, temperature())) {
      sink.answer = _ -> pending;
      publish("climate", "{\"t\":1}", false);
      publish("climate", "{\"t\":2}", false);
      Await.until("both are offered", () -> sink.values(TEMPERATURE).contains(new Value.Num(2)));
    }
    pending.complete(Acceptance.DURABLE); // too late: the connection it came on is gone
    var later = new RecordingSink();
    try (Driver again = create(settings(), List.of(temperature()))) {
      again.open(later);
      Await.until(
          "both come again, in order",
          () -> news(later).equals(List.of(new Value.Num(1), new Value.Num(2))));
      assertEquals(marksRepeats(), later.of(TEMPERATURE).getFirst().origin().repeat());
    }
  }

  @Test
  void whatTheJournalRefusesComesAgainUntilItIsTaken() throws Exception {
    try (Driver _ = subscribed(sink, temperature())) {
      sink.answer = _ -> CompletableFuture.completedFuture(Acceptance.REFUSED);
      publish("climate", "{\"t\":3}", false);
      Await.until(
          "it is offered more than once",
          () -> sink.values(TEMPERATURE).stream().filter(new Value.Num(3)::equals).count() >= 2);
      sink.answer = _ -> CompletableFuture.completedFuture(Acceptance.DURABLE);
      int before = sink.offers.size();
      Await.until("it is offered once more", () -> sink.offers.size() > before);
      publish("climate", "{\"t\":4}", false);
      Await.until("the next one comes", () -> sink.values(TEMPERATURE).contains(new Value.Num(4)));
      assertFalse(sink.sawDown(TEMPERATURE), "a full journal is no outage of the broker");
    }
    var later = new RecordingSink();
    try (Driver _ = subscribed(later, temperature())) {
      assertFalse(later.values(TEMPERATURE).contains(new Value.Num(3)), "acknowledged at last");
    }
  }

  @Test
  void everyPointIsDownOnceWhenTheBrokerGoes() throws Exception {
    try (Driver _ = subscribed(sink, temperature(), humidity())) {
      stopPeer();
      Await.until("it is offered", () -> sink.sawDown(TEMPERATURE) && sink.sawDown(HUMIDITY));
      startPeer();
      Await.until(
          "values come again",
          () -> {
            publish("climate", "{\"t\":99}", false);
            return sink.values(TEMPERATURE).contains(new Value.Num(99));
          });
      assertEquals(
          1,
          sink.offers.stream()
              .filter(offer -> offer.get(TEMPERATURE) instanceof Reading.Bad)
              .count());
    }
  }

  @Test
  void aTopicOfAnEarlierConfigurationIsLeftAndReported() throws Exception {
    try (Driver _ = subscribed(sink, temperature(), sensor())) {
      // the session now has both topics
    }
    var later = new RecordingSink();
    try (Driver _ = subscribed(later, temperature())) {
      Await.until(
          "the other topic is reported",
          () -> {
            publish("sensor", "true", false);
            return later.discovered.stream().anyMatch(one -> one.address().equals("sensor"));
          });
      assertEquals(List.of(), later.of(SENSOR));
    }
  }

  @Test
  void topicsWithoutAPointAreDiscovered() throws Exception {
    publish("elsewhere/boiler", "72.5", true);
    try (Driver driver = subscribed(sink, temperature())) {
      List<Discovered> found = driver.discover(Duration.ofSeconds(3));
      assertEquals(List.of("elsewhere"), found.stream().map(Discovered::address).toList());
      DiscoveredPoint boiler = found.getFirst().points().getFirst();
      assertEquals(Map.of("topic", "elsewhere/boiler"), boiler.address());
      assertEquals(new Value.Num(72.5), ((Reading.Good) boiler.now()).value());
      assertEquals(List.of(), sink.discovered, "the session itself did not hear them");
    }
  }

  @Test
  void aDeviceOutOfReachTakesItsPointsDown() throws Exception {
    Map<String, Object> address =
        Map.of(
            "topic",
            "climate",
            "pointer",
            "/t",
            "availability",
            List.of(Map.of("topic", "climate/online", "available", "1", "unavailable", "0")));
    try (Driver _ = subscribed(sink, binding(TEMPERATURE, address, false))) {
      publish("climate", "{\"t\":20}", false);
      publish("climate/online", "0", false);
      Await.until("it is down", () -> sink.sawDown(TEMPERATURE));
      publish("climate", "{\"t\":21}", false);
      publish("climate/online", "1", false);
      Await.until("it has its last value", () -> news(sink).contains(new Value.Num(21)));
      assertTrue(sink.of(TEMPERATURE).getLast().origin().retained(), "which counts as old");
    }
  }

  @Test
  void writesThroughATemplate() throws Exception {
    var address = new HashMap<String, Object>();
    address.put("topic", "climate");
    address.put("pointer", "/t");
    address.put("set-topic", "set/thermostat");
    address.put("set-template", "{\"target\":{value}}");
    try (Driver driver = subscribed(sink, binding(TEMPERATURE, address, true))) {
      for (double value : new double[] {21, 0.1, 21.5}) {
        assertEquals(new WriteResult.Written(), driver.write(TEMPERATURE, new Value.Num(value)));
      }
      Await.until("it is there", () -> "{\"target\":21.5}".equals(heard.last("set/thermostat")));
    }
  }

  // A scene that sets a floor of lamps: more than Paho or a broker lets be under way at once.
  @Test
  void manyWritesAtOnceAreAllTaken() throws Exception {
    Map<String, Object> address =
        Map.of("topic", "climate", "pointer", "/t", "set-topic", "set/lamp");
    try (Driver driver = subscribed(sink, binding(TEMPERATURE, address, true))) {
      var answers = new ConcurrentLinkedQueue<WriteResult>();
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 100; i++) {
        var value = new Value.Num(i);
        threads.add(Thread.ofVirtual().start(() -> answers.add(write(driver, TEMPERATURE, value))));
      }
      for (Thread thread : threads) {
        assertTrue(thread.join(Await.LIMIT));
      }
      assertEquals(Collections.nCopies(100, new WriteResult.Written()), List.copyOf(answers));
    }
  }

  private static WriteResult write(Driver driver, PointId point, Value value) {
    try {
      return driver.write(point, value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WriteResult.Failed("interrupted");
    }
  }

  // Paho's and the brokers' windows are 10 to 20 by default: the time to make one message durable
  // would then bound the throughput.
  protected void fillTheWindow(int messages) throws Exception {
    var pending = new CompletableFuture<Acceptance>();
    try (Driver _ = subscribed(sink, temperature())) {
      sink.answer = _ -> pending;
      for (int i = 1; i <= messages; i++) {
        publish("climate", "{\"t\":" + i + "}", false);
      }
      Await.until(
          "all are under way at once",
          () -> sink.values(TEMPERATURE).contains(new Value.Num(messages)));
      pending.complete(Acceptance.DURABLE);
    }
    var later = new RecordingSink();
    try (Driver _ = subscribed(later, temperature())) {
      assertTrue(news(later).isEmpty(), "all are acknowledged");
    }
  }
}
