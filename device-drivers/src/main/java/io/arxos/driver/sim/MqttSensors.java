package io.arxos.driver.sim;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The room sensors that publish by MQTT, and their broker. Climate every five seconds; window and
/// occupancy when they change and every half minute, kept by the broker for whoever comes later.
final class MqttSensors implements Devices {
  static final int LAST_ROOM = 104;
  static final Duration CLIMATE = Duration.ofSeconds(5);
  static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(MqttSensors.class);
  private static final String CLIENT_ID = "hofgarten-room-sensors";
  private static final int CONNECT_MILLIS_MAX = 20_000;
  private static final int CLOSE_MILLIS_MAX = 1_000;
  private static final int IN_FLIGHT_MAX = 500;

  /// One sensor on one wall.
  private record Sensor(int room, Schedule climate, Schedule window, Schedule occupancy) {}

  private final LiveBuilding building;
  private final Messages messages;
  private final MqttBroker broker;
  private final MqttAsyncClient client;
  private final List<Sensor> sensors = new ArrayList<>();
  private long failures;

  private MqttSensors(LiveBuilding building, MqttBroker broker, MqttAsyncClient client) {
    this.building = building;
    this.messages = new Messages(building);
    this.broker = broker;
    this.client = client;
    List<Integer> rooms = building.rooms().stream().filter(room -> room <= LAST_ROOM).toList();
    for (int i = 0; i < rooms.size(); i++) {
      long first = building.nanos() + CLIMATE.toNanos() * i / rooms.size();
      sensors.add(
          new Sensor(
              rooms.get(i),
              new Schedule(CLIMATE, first),
              new Schedule(HEARTBEAT, first),
              new Schedule(HEARTBEAT, first)));
    }
  }

  static MqttSensors start(LiveBuilding building, int port) throws IOException {
    MqttBroker broker = MqttBroker.start(port);
    try {
      String url = "tcp://127.0.0.1:" + broker.port();
      var client = new MqttAsyncClient(url, CLIENT_ID, new MemoryPersistence());
      var how = new MqttConnectOptions();
      how.setCleanSession(true);
      how.setAutomaticReconnect(true);
      how.setMaxInflight(IN_FLIGHT_MAX);
      client.connect(how).waitForCompletion(CONNECT_MILLIS_MAX);
      return new MqttSensors(building, broker, client);
    } catch (MqttException e) {
      broker.close();
      throw new IOException("the room sensors cannot reach their broker", e);
    }
  }

  @Override
  public int port() {
    return broker.port();
  }

  @Override
  public void look(long nowNanos) {
    for (Sensor sensor : sensors) {
      if (!building.isSilent(sensor.room)) {
        report(sensor, nowNanos);
      }
    }
  }

  private void report(Sensor sensor, long nowNanos) {
    String room = "room-" + sensor.room;
    if (sensor.climate.isDue(nowNanos)) {
      publish(room + "/climate", messages.climate(sensor.room), false);
    }
    if (sensor.window.isDue(nowNanos, building.isOn(room + "/window"))) {
      publish(room + "/window", messages.window(sensor.room), true);
    }
    if (sensor.occupancy.isDue(nowNanos, building.isOn(room + "/occupied"))) {
      publish(room + "/occupancy", messages.occupancy(sensor.room), true);
    }
  }

  private void publish(String topic, byte[] payload, boolean retained) {
    try {
      client.publish("hofgarten/" + topic, payload, 1, retained);
    } catch (MqttException e) {
      failures++;
      if (Long.bitCount(failures) == 1) { // the 1st, 2nd, 4th, 8th … time
        log.warn("a room sensor could not publish ({} times so far): {}", failures, e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    try {
      client.disconnect(0).waitForCompletion(CLOSE_MILLIS_MAX);
      client.close(true);
    } catch (MqttException e) {
      log.debug("room sensors: {}", e.getMessage());
    }
    broker.close();
  }
}
