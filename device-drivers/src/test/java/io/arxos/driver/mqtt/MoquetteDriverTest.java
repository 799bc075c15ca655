package io.arxos.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arxos.driver.Await;
import io.arxos.driver.Value;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Against a broker that speaks MQTT 3.1.1 alone.
final class MoquetteDriverTest extends MqttContract {
  @Override
  protected boolean marksRepeats() {
    return true;
  }

  // Version 0.17 clears the flag with QoS 1.
  @Override
  protected boolean marksRetained() {
    return false;
  }

  @Override
  protected Broker broker(int port) {
    return new Broker.Moquette(port);
  }

  @Override
  protected Map<String, Object> settings() {
    var settings = new HashMap<>(super.settings());
    settings.put("version", "3.1.1");
    return settings;
  }

  @Test
  void aDriverThatMayBeginsWithVersion5AndFallsBackWithoutAnOutage() throws Exception {
    open(super.settings());
    sense(true);
    Await.until("it reads", () -> sink.values(SENSOR).contains(new Value.Bool(true)));
    assertFalse(sink.sawDown(SENSOR));
  }
}
