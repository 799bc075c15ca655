package io.arxos.driver.mqtt;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// MQTT 3.1.1 with a broker that speaks both. Runs where mosquitto is installed (`apt-get install
/// mosquitto`).
@EnabledIf("installed")
final class Mosquitto311DriverTest extends MqttContract {
  @TempDir private Path directory = Path.of("");

  static boolean installed() {
    return Broker.Mosquitto.program().isPresent();
  }

  @Override
  protected boolean marksRepeats() {
    return true;
  }

  @Override
  protected boolean marksRetained() {
    return true;
  }

  @Override
  protected Broker broker(int port) {
    return new Broker.Mosquitto(port, directory);
  }

  @Override
  protected Map<String, Object> settings() {
    var settings = new HashMap<>(super.settings());
    settings.put("version", "3.1.1");
    return settings;
  }

  @Test
  void threeHundredMessagesAreUnderWayAtOnce() throws Exception {
    fillTheWindow(300);
  }
}
