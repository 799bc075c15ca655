package io.arxos.driver.mqtt;

import static io.arxos.driver.mqtt.sparkplug.TestPayload.DOUBLE;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.alias;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.of;

import io.arxos.driver.mqtt.sparkplug.TestPayload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// A made-up node with two devices of two metrics each. Its network may lose, double and reorder
/// what it publishes.
final class EdgeNode implements AutoCloseable {
  static final List<String> DEVICES = List.of("AHU", "VAV");
  private static final int METRICS = 2;

  final List<String> commands = new CopyOnWriteArrayList<>();
  private final SplittableRandom random;
  private final boolean answersRebirth;
  private final MqttClient client;
  private final double[][] values = new double[DEVICES.size()][METRICS];
  private final Deque<Sent> waiting = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  volatile String last = "";
  private final AtomicInteger requests = new AtomicInteger();
  private boolean stormy;
  private int seq;
  private long bdSeq;

  private record Sent(String topic, byte[] payload) {}

  EdgeNode(String url, long seed, boolean answersRebirth) throws MqttException {
    this.random = new SplittableRandom(seed);
    this.answersRebirth = answersRebirth;
    this.client = new MqttClient(url, "edge-" + seed, new MemoryPersistence());
  }

  void connect() throws MqttException {
    var how = new MqttConnectOptions();
    how.setCleanSession(true);
    how.setWill("spBv1.0/G/NDEATH/N", TestPayload.nodeDeath(bdSeq), 1, false);
    client.connect(how);
    client.subscribe(
        "spBv1.0/G/NCMD/N",
        1,
        (topic, message) -> {
          asked.add(topic);
          last = topic + how(message);
          requests.incrementAndGet();
        });
    client.subscribe(
        "spBv1.0/G/DCMD/N/+", 1, (topic, message) -> commands.add(topic + how(message)));
    birth();
  }

  private static String how(MqttMessage message) {
    return " qos " + message.getQos() + (message.isRetained() ? " kept" : "");
  }

  int asked() {
    return requests.get();
  }

  void storm(boolean on) throws MqttException {
    stormy = on;
    if (!on) {
      release();
    }
  }

  private void birth() throws MqttException {
    seq = 0;
    send(
        "NBIRTH/N",
        TestPayload.nodeBirth(System.nanoTime() / 1_000_000 + 1_700_000_000_000L, bdSeq));
    for (int device = 0; device < DEVICES.size(); device++) {
      birth(device);
    }
  }

  void birth(int device) throws MqttException {
    var payload = payload();
    for (int metric = 0; metric < METRICS; metric++) {
      double value = values[device][metric];
      payload.metric(
          of("M" + metric, DOUBLE, out -> out.writeDouble(13, value)),
          alias(number(device, metric)));
    }
    send("DBIRTH/N/" + DEVICES.get(device), payload);
  }

  private static long number(int device, int metric) {
    return 1 + 10L * device + metric;
  }

  /// Is born again when it was asked to be.
  void answer() throws MqttException {
    if (asked.poll() != null && answersRebirth) {
      while (asked.poll() != null) {
        // one birth answers them all
      }
      birth();
    }
  }

  /// Does one thing of a node's life; answers requests first.
  void step() throws MqttException {
    answer();
    int device = random.nextInt(DEVICES.size());
    if (random.nextInt(12) == 0) {
      send("DDEATH/N/" + DEVICES.get(device), payload());
      birth(device);
      return;
    }
    change(device, random.nextInt(METRICS), random.nextInt(10_000) / 10.0);
  }

  void change(int device, int metric, double value) throws MqttException {
    values[device][metric] = value;
    send(
        "DDATA/N/" + DEVICES.get(device),
        payload().metric(alias(number(device, metric)), out -> out.writeDouble(13, value)));
  }

  double value(int device, int metric) {
    return values[device][metric];
  }

  private TestPayload payload() {
    return TestPayload.at(System.nanoTime() / 1_000_000 + 1_700_000_000_000L).seq(++seq & 0xFF);
  }

  private void send(String topic, TestPayload payload) throws MqttException {
    deliver(new Sent("spBv1.0/G/" + topic, payload.bytes()));
  }

  /// The network: in a storm it loses one of eight, doubles one of ten, and lets one of eight wait
  /// for the next.
  private void deliver(Sent sent) throws MqttException {
    int luck = stormy ? random.nextInt(40) : 40;
    if (luck < 5) {
      return;
    }
    if (luck < 10) {
      waiting.add(sent);
      return;
    }
    publish(sent);
    if (luck < 14) {
      publish(sent);
    }
    release();
  }

  private void release() throws MqttException {
    while (!waiting.isEmpty()) {
      publish(waiting.remove());
    }
  }

  private void publish(Sent sent) throws MqttException {
    client.publish(sent.topic(), sent.payload(), 0, false);
  }

  /// Vanishes: the broker publishes its will.
  void vanish() throws MqttException {
    client.disconnectForcibly(0, 1, false);
    bdSeq++;
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnectForcibly(100, 100);
    }
    client.close(true);
  }
}
