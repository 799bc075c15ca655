package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node behind a bad network, a real broker, and the driver. Runs where mosquitto is installed.
@EnabledIf("installed")
final class SparkplugPeerTest {
  private static final PointId FIRST = point(0, 0);

  @TempDir private Path directory = Path.of("");
  private final RecordingSink sink = new RecordingSink();
  private final List<String> states = new CopyOnWriteArrayList<>();
  private Broker broker = new Broker.Moquette(0);

  static boolean installed() {
    return Broker.Mosquitto.program().isPresent();
  }

  @BeforeEach
  void startBroker() throws Exception {
    broker = new Broker.Mosquitto(Broker.freePort(), directory);
    broker.start();
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.stop();
  }

  private String url() {
    return "tcp://127.0.0.1:" + broker.port();
  }

  private static PointId point(int device, int metric) {
    return new PointId("site/device-" + device + "/metric-" + metric);
  }

  private Driver driver(Map<String, ?> more) {
    var settings = new HashMap<String, Object>(Map.of("url", url(), "client-id", "host"));
    settings.putAll(more);
    var bindings = new ArrayList<PointBinding>();
    for (int device = 0; device < EdgeNode.DEVICES.size(); device++) {
      for (int metric = 0; metric < 2; metric++) {
        Map<String, ?> address =
            Map.of("sparkplug", "G/N/" + EdgeNode.DEVICES.get(device), "metric", "M" + metric);
        bindings.add(
            new PointBinding(
                point(device, metric),
                Settings.of(
                    address,
                    problem -> {
                      throw new AssertionError(problem);
                    }),
                true));
      }
    }
    return new MqttDriverFactory()
        .create(
            Settings.of(
                settings,
                problem -> {
                  throw new AssertionError(problem);
                }),
            bindings);
  }

  private static Reading now(Driver driver, PointId id) throws InterruptedException {
    return driver.read(Set.of(id)).getOrDefault(id, Reading.down("not answered"));
  }

  private static boolean agree(Driver driver, EdgeNode node) throws InterruptedException {
    for (int device = 0; device < EdgeNode.DEVICES.size(); device++) {
      for (int metric = 0; metric < 2; metric++) {
        boolean same =
            now(driver, point(device, metric)) instanceof Reading.Good(Value.Num(double value), _)
                && value == node.value(device, metric);
        if (!same) {
          return false;
        }
      }
    }
    return true;
  }

  @ParameterizedTest(name = "-Dseed={0}")
  @ValueSource(longs = {1, 2})
  void hostAgreesWithTheNodeAfterAStorm(long seed) throws Exception {
    try (var node = new EdgeNode(url(), seed, true);
        Driver driver = driver(Map.of())) {
      driver.open(sink);
      node.connect();
      Await.until("births are heard", () -> step(node) && !sink.values(FIRST).isEmpty());
      node.storm(true);
      for (int i = 0; i < 300; i++) {
        node.step();
      }
      node.storm(false);
      for (int i = 0; i < 5; i++) {
        node.step();
      }
      Await.until("the host knows what the node knows", () -> answer(node) && agree(driver, node));
    }
  }

  @Test
  void requestsAreSentOnceAndNotKept() throws Exception {
    try (var node = new EdgeNode(url(), 6, true);
        Driver driver = driver(Map.of())) {
      node.connect();
      driver.open(sink);
      Await.until("the host asks", () -> node.asked() > 0);
      assertEquals("spBv1.0/G/NCMD/N qos 0", node.last);
    }
  }

  @Test
  void nodeIsFoundThoughItWasBornLongAgo() throws Exception {
    try (var node = new EdgeNode(url(), 8, true);
        Driver driver = driver(Map.of())) {
      node.connect();
      var found = CompletableFuture.supplyAsync(() -> discovered(driver));
      Await.until("it is found", () -> step(node) && found.isDone());
      assertEquals(List.of("G/N/AHU", "G/N/VAV"), found.join());
    }
  }

  private static List<String> discovered(Driver driver) {
    try {
      return driver.discover(Duration.ofSeconds(5)).stream()
          .map(Discovered::address)
          .sorted()
          .toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // The control: without a birth, what was lost stays unknown, however long one waits.
  @Test
  void nodeThatDoesNotAnswerStaysUnknown() throws Exception {
    try (var node = new EdgeNode(url(), 3, false);
        Driver driver = driver(Map.of())) {
      node.connect(); // nobody listens yet: the births are lost
      driver.open(sink);
      Await.until("the host asks, and asks again", () -> step(node) && node.asked() > 0);
      for (int i = 0; i < 300; i++) {
        node.step();
      }
      assertTrue(sink.values(FIRST).isEmpty(), "data without a birth is no value");
      assertInstanceOf(Reading.Bad.class, now(driver, FIRST));
    }
  }

  @Test
  void silentHostAsksForNothing() throws Exception {
    try (var node = new EdgeNode(url(), 4, true);
        Driver driver = driver(Map.of("read-only", true))) {
      node.connect();
      driver.open(sink);
      for (int i = 0; i < 300; i++) {
        node.step();
      }
      node.birth(0);
      assertEquals(0, node.asked());
      assertInstanceOf(WriteResult.Refused.class, driver.write(FIRST, new Value.Num(1)));
      assertEquals(List.of(), node.commands);
    }
  }

  private static boolean answer(EdgeNode node) throws Exception {
    node.answer();
    return true;
  }

  private static boolean step(EdgeNode node) throws Exception {
    node.step();
    return true;
  }

  @Test
  void nodeThatVanishesIsDownUntilItIsBornAgain() throws Exception {
    try (var node = new EdgeNode(url(), 5, true);
        Driver driver = driver(Map.of())) {
      driver.open(sink);
      node.connect();
      Await.until("births are heard", () -> step(node) && !sink.values(FIRST).isEmpty());
      node.vanish();
      Await.until(
          "the will is heard",
          () ->
              now(driver, FIRST) instanceof Reading.Bad(_, String reason, _)
                  && reason.equals("the node is offline"));
      node.connect();
      Await.until("it is back", () -> agree(driver, node));
      assertInstanceOf(WriteResult.Written.class, driver.write(FIRST, new Value.Num(21.5)));
      Await.until("the command is there", () -> !node.commands.isEmpty());
      assertEquals("spBv1.0/G/DCMD/N/AHU qos 0", node.commands.getFirst());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.1.1", "5"})
  void primaryHostSaysThatItIsThere(String version) throws Exception {
    var listener = new MqttClient(url(), "listener", new MemoryPersistence());
    listener.connect();
    listener.subscribe(
        "spBv1.0/STATE/#",
        1,
        (topic, message) ->
            states.add(
                topic + " " + new String(message.getPayload(), UTF_8) + " " + message.getQos()));
    var id = Map.of("sparkplug-host-id", "arxos", "version", version);
    try (Driver driver = driver(id)) {
      driver.open(sink);
      Await.until("it is there", () -> states.size() == 1);
      assertTrue(
          states.getFirst().matches("spBv1.0/STATE/arxos \\{\"online\":true,\"timestamp\":\\d+} 1"),
          states::toString);
      listener.publish("spBv1.0/STATE/arxos", "{\"online\":false}".getBytes(UTF_8), 1, true);
      Await.until("it says so again", () -> states.size() == 3);
      assertEquals(states.getFirst(), states.getLast());
      // Its connection breaks: the broker publishes the will, of the same time as the birth.
      var other = new MqttClient(url(), "host", new MemoryPersistence());
      other.connect();
      Await.until("the will is heard", () -> states.size() >= 4);
      assertEquals(states.getFirst().replace("true", "false"), states.get(3));
      other.disconnectForcibly(100, 100);
      other.close(true);
      Await.until("it is back", () -> states.getLast().contains("true"));
    }
    Await.until("it said that it goes", () -> states.getLast().contains("false"));
    var late = new MqttClient(url(), "late", new MemoryPersistence());
    late.connect();
    var kept = new CopyOnWriteArrayList<String>();
    late.subscribe("spBv1.0/STATE/#", 1, (_, message) -> kept.add(message.isRetained() + ""));
    Await.until("the broker has kept it", () -> kept.contains("true"));
    assertEquals(false, keepsSession(), "a host begins anew each time");
    for (MqttClient client : List.of(late, listener)) {
      client.disconnectForcibly(100, 100);
      client.close(true);
    }
  }

  // The control of the above: a driver that is no primary host leaves a session in the broker.
  @ParameterizedTest
  @ValueSource(strings = {"3.1.1", "5"})
  void otherDriversKeepTheirSession(String version) throws Exception {
    try (Driver driver = driver(Map.of("version", version));
        var node = new EdgeNode(url(), 7, true)) {
      driver.open(sink);
      node.connect();
      Await.until("it hears", () -> step(node) && !sink.values(FIRST).isEmpty());
    }
    assertEquals(true, keepsSession());
  }

  private boolean keepsSession() throws Exception {
    var heir = new MqttClient(url(), "host", new MemoryPersistence());
    var how = new MqttConnectOptions();
    how.setCleanSession(false);
    boolean kept = heir.connectWithResult(how).getSessionPresent();
    heir.disconnectForcibly(100, 100);
    heir.close(true);
    return kept;
  }
}
