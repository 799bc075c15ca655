package io.arxos.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.doctor.Finding;
import io.arxos.driver.doctor.LineDoctor;
import io.arxos.driver.line.Trouble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two gateways with one client-id, as when the configuration of one was copied to the other: each
/// takes the session of the other. Runs where mosquitto is installed (`apt-get install mosquitto`).
@EnabledIf("installed")
@Timeout(120)
final class DuplicateClientTest {
  @TempDir private Path directory = Path.of("");
  private Broker.Mosquitto broker = new Broker.Mosquitto(0, directory);

  static boolean installed() {
    return Broker.Mosquitto.program().isPresent();
  }

  @BeforeEach
  void start() throws Exception {
    broker = new Broker.Mosquitto(Broker.freePort(), directory);
    broker.start();
  }

  @AfterEach
  void stop() throws Exception {
    broker.stop();
  }

  // In 3.1.1 a broker can only close the older connection, and mosquitto 2.0.11 says no more in 5:
  // the signature is the short life of connection after connection.
  @ParameterizedTest
  @ValueSource(strings = {"5", "3.1.1"})
  void twoClientsOfOneNameAreNamed(String version) throws Exception {
    try (Driver first = driver("gateway", version);
        Driver second = driver("gateway", version)) {
      first.open(new RecordingSink());
      second.open(new RecordingSink());
      Await.until("the fault is named", () -> !findings(first).isEmpty());
      Finding finding = findings(first).getFirst();
      assertEquals(Finding.Signature.DUPLICATE_CLIENT_ID, finding.signature());
      assertTrue(finding.sentence().contains("client-id"), finding.sentence());
    }
  }

  // MQTT 5, 3.14.2.1: a broker may say why it ends a connection; 0x8E is "session taken over".
  @Test
  void theBrokersOwnWordIsBelieved() throws Exception {
    try (var talker = new TakeOverPeer(0x8E);
        Driver driver = driver("gateway", "5", talker.port())) {
      driver.open(new RecordingSink());
      Await.until("the fault is named", () -> !findings(driver).isEmpty());
      assertTrue(
          findings(driver).getFirst().sentence().contains("another client took our session"));
      assertTrue(driver.lines().getFirst().devices().getFirst().of(Trouble.TAKEN_OVER) >= 2);
    }
    // the control: 0x8B, "server shutting down", is another matter
    try (var talker = new TakeOverPeer(0x8B);
        Driver driver = driver("gateway", "5", talker.port())) {
      driver.open(new RecordingSink());
      Await.until(
          "it is lost", () -> driver.lines().getFirst().devices().getFirst().of(Trouble.LOST) >= 2);
      assertEquals(0, driver.lines().getFirst().devices().getFirst().of(Trouble.TAKEN_OVER));
    }
  }

  @Test
  void twoClientsOfTheirOwnNamesAreWell() throws Exception {
    try (Driver first = driver("gateway-1", "5");
        Driver second = driver("gateway-2", "5")) {
      first.open(new RecordingSink());
      second.open(new RecordingSink());
      Await.until("both are connected", () -> connections(first) == 1 && connections(second) == 1);
      assertEquals(List.of(), findings(first));
      assertEquals(Map.of(), first.lines().getFirst().devices().getFirst().troubles());
    }
  }

  private static long connections(Driver driver) {
    return driver.lines().getFirst().devices().getFirst().exchanges().answered();
  }

  private static List<Finding> findings(Driver driver) {
    return LineDoctor.examine(driver.lines(), List.of());
  }

  private Driver driver(String clientId, String version) {
    return driver(clientId, version, broker.port());
  }

  private static Driver driver(String clientId, String version, int port) {
    var problems = new ArrayList<Problem>();
    Map<String, Object> settings =
        Map.of("url", "tcp://127.0.0.1:" + port, "client-id", clientId, "version", version);
    Driver driver =
        new MqttDriverFactory()
            .create(
                Settings.of(settings, problems::add),
                List.of(
                    new PointBinding(
                        new PointId("site/room/temp"),
                        Settings.of(Map.of("topic", "room/temp"), problems::add),
                        false)));
    assertEquals(List.of(), problems);
    return driver;
  }
}
