package io.arxos.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Against a broker of MQTT 5 that keeps sessions over a restart. Runs where mosquitto is
/// installed.
@EnabledIf("installed")
final class MosquittoDriverTest extends MqttContract {
  @TempDir private Path directory = Path.of("");

  static boolean installed() {
    return Broker.Mosquitto.program().isPresent();
  }

  // Paho's client of MQTT 5 loses the flag.
  @Override
  protected boolean marksRepeats() {
    return false;
  }

  @Override
  protected boolean marksRetained() {
    return true;
  }

  @Override
  protected Broker broker(int port) {
    return new Broker.Mosquitto(port, directory);
  }

  @Test
  void threeHundredMessagesAreUnderWayAtOnce() throws Exception {
    fillTheWindow(300);
  }

  @Test
  void whatIsPublishedWhileWeAreAwayComesEvenOverARestartOfTheBroker() throws Exception {
    var point = binding(TEMPERATURE, Map.of("topic", "climate", "pointer", "/t"), false);
    try (Driver _ = subscribed(sink, point)) {
      // the broker has a session for us from here on
    }
    publish("climate", "{\"t\":5}", false);
    stopPeer();
    startPeer();
    publish("climate", "{\"t\":6}", false);
    var later = new RecordingSink();
    try (Driver driver = create(settings(), List.of(point))) {
      driver.open(later);
      Await.until("both come", () -> news(later).size() >= 2);
      assertEquals(List.of(new Value.Num(5), new Value.Num(6)), news(later));
    }
  }
}
