package io.arxos.chaos;

import io.arxos.stage.Load;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttException;

/// The device: every reading is another number, in ascending order.
final class Counter implements AutoCloseable {
  private final AtomicInteger next = new AtomicInteger(1);
  private final Load load;
  private final int perSecond;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile String trouble = "";

  Counter(int brokerPort, int perSecond) throws IOException {
    this.perSecond = perSecond;
    try {
      load = new Load(brokerPort, () -> Integer.toString(next.getAndIncrement()));
    } catch (MqttException e) {
      throw new IOException("the device does not reach the broker", e);
    }
    thread = Thread.ofPlatform().name("counter").start(this::count);
  }

  private void count() {
    try {
      while (!stopping) {
        load.publish(perSecond, perSecond);
      }
    } catch (MqttException | IllegalStateException e) {
      trouble = "the device stopped: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many numbers were given out so far.
  int published() {
    return next.get() - 1;
  }

  /// Why it does not count any more although nobody stopped it; "" when it does.
  String trouble() {
    return trouble;
  }

  /// Returns when the broker has all that was published.
  void stop() throws InterruptedException {
    stopping = true;
    thread.join();
  }

  @Override
  public void close() throws MqttException, InterruptedException {
    stopping = true;
    thread.interrupt();
    thread.join();
    load.close();
  }
}
