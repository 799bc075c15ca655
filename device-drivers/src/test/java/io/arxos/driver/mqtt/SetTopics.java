package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/// Hears what is published below `set/`, as the devices of a test would.
final class SetTopics {
  private static final int ATTEMPTS = 10;

  private final Map<String, String> heard = new ConcurrentHashMap<>();
  private @Nullable MqttClient client;

  /// Connects. More than once if need be: Moquette now and then takes the first subscription for
  /// one of a connection that is closed, and ends it.
  void listen(String url) throws MqttException {
    for (int attempt = 1; ; attempt++) {
      var next = new MqttClient(url, "listener", new MemoryPersistence());
      client = next;
      try {
        next.connect();
        next.subscribe(
            "set/#", 1, (topic, said) -> heard.put(topic, new String(said.getPayload(), UTF_8)));
        return;
      } catch (MqttException e) {
        forget();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// The last message of a topic; null for none.
  @Nullable String last(String topic) {
    return heard.get(topic);
  }

  void forget() throws MqttException {
    MqttClient old = client;
    if (old != null) {
      client = null;
      old.disconnectForcibly(1, 1);
      old.close(true);
    }
  }
}
