package io.arxos.stage;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// A device that publishes by MQTT, QoS 1, evenly over its points.
public final class Load implements AutoCloseable {
  public static final int POINTS = 20;
  private static final int IN_FLIGHT_MAX = 500;

  private final MqttAsyncClient client;
  private final Supplier<String> texts;
  private final Semaphore window = new Semaphore(IN_FLIGHT_MAX);

  /// @param texts asked for each message
  public Load(int brokerPort, Supplier<String> texts) throws MqttException {
    this.texts = texts;
    client = new MqttAsyncClient("tcp://127.0.0.1:" + brokerPort, "load", new MemoryPersistence());
    var options = new MqttConnectOptions();
    options.setMaxInflight(IN_FLIGHT_MAX);
    client.connect(options).waitForCompletion(10_000);
  }

  public static String topic(int point) {
    return "load/p%02d".formatted(point);
  }

  /// Publishes `count` messages, evenly over the points.
  ///
  /// @param perSecond 0: as fast as the broker takes them
  public void publish(int count, int perSecond) throws MqttException, InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (perSecond > 0) {
        long due = begin + i * 1_000_000_000L / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
      }
      if (!window.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the broker takes no more messages");
      }
      var message = new MqttMessage(texts.get().getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      client.publish(topic(i % POINTS), message, null, new Release());
    }
    if (!window.tryAcquire(IN_FLIGHT_MAX, 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the broker did not take every message");
    }
    window.release(IN_FLIGHT_MAX);
  }

  /// Milliseconds since 1970, with what is below one.
  public static double nowMillis() {
    var now = java.time.Instant.now();
    return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
  }

  /// UTC microseconds.
  public static long nowMicros() {
    var now = java.time.Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /// The time at which a message is sent, in milliseconds with three decimals, so that whoever sees
  /// it knows how long it took.
  public static String now() {
    return String.format(java.util.Locale.ROOT, "%.3f", nowMillis());
  }

  private final class Release implements IMqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      window.release();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable why) {
      window.release();
    }
  }

  @Override
  public void close() throws MqttException {
    client.disconnect().waitForCompletion(5_000);
    client.close();
  }
}
