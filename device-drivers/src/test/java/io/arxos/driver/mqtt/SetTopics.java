package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/// Hears what is published below `set/`, as the devices of a test would.
final class SetTopics {
  private static final int ATTEMPTS = 10;

  private final Map<String, String> heard = new ConcurrentHashMap<>();
  private MqttClient client;

  /// Connects. More than once if need be: Moquette now and then takes the first subscription for
  /// one of a connection that is closed, and ends it.
  void listen(String url) throws MqttException {
    for (int attempt = 1; ; attempt++) {
      client = new MqttClient(url, "listener", new MemoryPersistence());
      try {
        client.connect();
        client.subscribe(
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
  String last(String topic) {
    return heard.get(topic);
  }

  void forget() throws MqttException {
    if (client != null) {
      client.disconnectForcibly(1, 1);
      client.close(true);
      client = null;
    }
  }
}
