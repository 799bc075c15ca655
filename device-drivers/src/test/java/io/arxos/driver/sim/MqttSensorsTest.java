package io.arxos.driver.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MqttSensorsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private final Map<String, String> latest = new ConcurrentHashMap<>();
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private Simulation simulation;

  @BeforeEach
  void start() throws Exception {
    var plan = new Simulation.Plan(1, Instant.now(), 1);
    simulation = Simulation.start(plan, Simulation.Ports.ANY, new HurriedClock());
  }

  @AfterEach
  void stop() {
    simulation.close();
  }

  @Test
  void everyRoomReportsClimateWindowAndOccupancyWithItsOwnTime() throws Exception {
    try (MqttClient client = connect("listener", true)) {
      client.subscribe("hofgarten/#", 1);
      Await.until("four rooms, three topics", () -> latest.size() == 12);
      for (int room = 101; room <= 104; room++) {
        JsonNode climate = JSON.readTree(latest.get("hofgarten/room-" + room + "/climate"));
        assertEquals(21, climate.at("/temperature").doubleValue(), 3);
        assertTrue(climate.at("/humidity").isNumber());
        assertTrue(climate.at("/co2").longValue() >= 400);
        Duration age =
            Duration.between(Instant.parse(climate.at("/time").textValue()), Instant.now());
        assertTrue(age.abs().toMinutes() < 5);
        JsonNode window = JSON.readTree(latest.get("hofgarten/room-" + room + "/window"));
        assertTrue(window.at("/open").isBoolean());
        JsonNode people = JSON.readTree(latest.get("hofgarten/room-" + room + "/occupancy"));
        assertTrue(people.at("/occupied").isBoolean());
      }
      client.disconnect();
    }
  }

  // The broker keeps the message but forgets to mark it as kept when it delivers with QoS 1; the
  // sensor's own time in it is what tells its age.
  @Test
  void aWindowIsReportedAtOnceAndKeptForWhoeverComesLater() throws Exception {
    try (MqttClient client = connect("listener", true)) {
      client.subscribe("hofgarten/room-103/window", 1);
      Await.until("the first report", () -> !arrived.isEmpty());
      simulation.building().window(103, io.arxos.driver.sim.building.WindowOrder.OPEN);
      Await.until("open", () -> windowOf(103));
      client.disconnect();
    }
    latest.clear();
    try (MqttClient late = connect("late", true)) {
      late.subscribe("hofgarten/room-103/window", 1);
      Await.until("the kept message", () -> windowOf(103));
      late.disconnect();
    }
  }

  @Test
  void theBrokerHoldsMessagesForAGatewayThatIsAway() throws Exception {
    try (MqttClient gateway = connect("gateway", false)) {
      gateway.subscribe("hofgarten/+/climate", 1);
      Await.until("live", () -> !arrived.isEmpty());
      gateway.disconnectForcibly(0, 500, false);
    }
    arrived.clear();
    latest.clear();
    try (MqttClient other = connect("other", true)) {
      other.subscribe("hofgarten/+/climate", 1);
      Await.until("two rounds pass", () -> arrived.size() >= 8);
      other.disconnect();
    }
    List<String> missed = List.copyOf(arrived).subList(0, 8);
    arrived.clear();
    try (MqttClient gateway = connect("gateway", false)) {
      Await.until("all that was missed arrives", () -> arrived.containsAll(missed));
      gateway.disconnect();
    }
  }

  @Test
  void aSilentSensorSaysNothingUntilItMayAgain() throws Exception {
    try (MqttClient client = connect("listener", true)) {
      client.subscribe("hofgarten/+/climate", 1);
      Await.until("all rooms", () -> latest.size() == 4);
      simulation.building().silence(102, true);
      latest.clear();
      Await.until("the others, twice", () -> arrived.size() >= 12);
      latest.clear();
      arrived.clear();
      Await.until("the others, again", () -> arrived.size() >= 6);
      assertFalse(latest.containsKey("hofgarten/room-102/climate"));
      simulation.building().silence(102, false);
      Await.until("it is back", () -> latest.containsKey("hofgarten/room-102/climate"));
      client.disconnect();
    }
  }

  private boolean windowOf(int room) throws Exception {
    String message = latest.get("hofgarten/room-" + room + "/window");
    return message != null && JSON.readTree(message).at("/open").booleanValue();
  }

  private MqttClient connect(String id, boolean clean) throws MqttException {
    String url = "tcp://127.0.0.1:" + simulation.port("mqtt");
    var client = new MqttClient(url, id, new MemoryPersistence());
    client.setCallback(
        new org.eclipse.paho.client.mqttv3.MqttCallback() {
          @Override
          public void connectionLost(Throwable cause) {}

          @Override
          public void messageArrived(
              String topic, org.eclipse.paho.client.mqttv3.MqttMessage message) {
            String text = new String(message.getPayload(), UTF_8);
            latest.put(topic, text);
            arrived.add(topic + " " + text);
          }

          @Override
          public void deliveryComplete(org.eclipse.paho.client.mqttv3.IMqttDeliveryToken token) {}
        });
    var how = new MqttConnectOptions();
    how.setCleanSession(clean);
    client.connect(how);
    return client;
  }
}
