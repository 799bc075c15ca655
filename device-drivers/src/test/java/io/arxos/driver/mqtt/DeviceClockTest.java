package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Units;
import io.arxos.driver.Value;
import io.arxos.driver.doctor.LineDoctor;
import io.arxos.driver.doctor.PointHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A device whose clock is an hour ahead, through a broker and the driver to the line doctor. Runs
/// where mosquitto is installed (`apt-get install mosquitto`).
@EnabledIf("installed")
@Timeout(120)
final class DeviceClockTest {
  private static final PointId POINT = new PointId("site/room/temp");

  @TempDir private Path directory = Path.of("");

  static boolean installed() {
    return Broker.Mosquitto.program().isPresent();
  }

  @Test
  void anHourAheadIsNamedAndTheRightTimeIsNot() throws Exception {
    var broker = new Broker.Mosquitto(Broker.freePort(), directory);
    broker.start();
    try {
      assertEquals(List.of(), said(broker.port(), Duration.ZERO));
      assertEquals(
          List.of(
              "site/room: the clock of the device is wrong: it is 1 h ahead: it sends local time"
                  + " as if it were UTC, or has the wrong zone."),
          said(broker.port(), Duration.ofHours(1)));
    } finally {
      broker.stop();
    }
  }

  /// What the doctor says of a device whose clock is so much ahead.
  private static List<String> said(int port, Duration ahead) throws Exception {
    String url = "tcp://127.0.0.1:" + port;
    var problems = new ArrayList<Problem>();
    var sink = new RecordingSink();
    var history =
        new PointHistory(POINT, "Zone_Air_Temperature_Sensor", Units.find("Cel").orElseThrow());
    Map<String, Object> address = Map.of("topic", "room", "pointer", "/t", "time-pointer", "/at");
    try (Driver driver =
            new MqttDriverFactory()
                .create(
                    Settings.of(Map.of("url", url, "client-id", "ahead-" + ahead), problems::add),
                    List.of(new PointBinding(POINT, Settings.of(address, problems::add), false)));
        var device = new MqttClient(url, "device", new MemoryPersistence())) {
      assertEquals(List.of(), problems);
      driver.open(sink);
      device.connect();
      for (int i = 0; i < 4; i++) {
        Instant at = Instant.now().plus(ahead);
        var message = new MqttMessage("{\"t\":2%d,\"at\":\"%s\"}".formatted(i, at).getBytes(UTF_8));
        var value = new Value.Num(20 + i); // what comes late of the message before is another
        Await.until(
            "it is heard",
            () -> {
              device.publish("room", message);
              return sink.values(POINT).contains(value);
            });
        Instant now = Instant.now();
        history.add(
            sink.of(POINT).stream()
                .filter(it -> it instanceof Reading.Good(var said, var _) && said.equals(value))
                .findFirst()
                .orElseThrow(),
            now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
      }
      device.disconnect();
    }
    return LineDoctor.examine(List.of(), List.of(history.record())).stream()
        .map(it -> it.sentence())
        .toList();
  }
}
