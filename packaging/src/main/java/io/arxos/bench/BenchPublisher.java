package io.arxos.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// Publishes evenly, with QoS 1, what says when it was published.
final class BenchPublisher implements AutoCloseable {
  static final int TOPICS = 100;
  private static final int IN_FLIGHT_MAX = 5_000;
  private static final long TICK_NANOS = 1_000_000;
  private static final long EXCHANGE_MILLIS_MAX = 20_000;

  private final MqttAsyncClient client;
  private final Semaphore free = new Semaphore(IN_FLIGHT_MAX);

  BenchPublisher(int port) throws MqttException {
    client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "publisher", new MemoryPersistence());
    var options = new MqttConnectOptions();
    options.setMaxInflight(IN_FLIGHT_MAX);
    client.connect(options).waitForCompletion(EXCHANGE_MILLIS_MAX);
  }

  /// Returns when the broker has them all.
  void publish(int rate, int count) throws MqttException, InterruptedException {
    long begin = System.nanoTime();
    var released =
        new IMqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            free.release();
          }

          @Override
          public void onFailure(IMqttToken token, Throwable cause) {
            free.release();
          }
        };
    int sent = 0;
    while (sent < count) {
      long due = Math.min(count, (System.nanoTime() - begin) * rate / 1_000_000_000L + 1);
      for (; sent < due; sent++) {
        free.acquire();
        String payload = "{\"t\":" + System.nanoTime() / 1_000 + "." + sent % 10 + "}";
        client.publish(
            "bench/" + sent % TOPICS, payload.getBytes(US_ASCII), 1, false, null, released);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    free.acquire(IN_FLIGHT_MAX);
    free.release(IN_FLIGHT_MAX);
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1, false);
    client.close(true);
  }
}
