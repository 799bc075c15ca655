package io.arxos.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Mutual TLS: the broker lets in only whom our authority has signed. Runs where mosquitto is
/// installed (`apt-get install mosquitto`).
@EnabledIf("installed")
@NullUnmarked // made in startPeer
final class MosquittoTlsDriverTest extends MqttContract {
  @TempDir private Path directory = Path.of("");
  private TestCertificates ours;
  private TestCertificates strangers;
  private int securePort;

  static boolean installed() {
    return Broker.Mosquitto.program().isPresent();
  }

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
    try {
      ours = new TestCertificates(directory.resolve("ours"), "ours");
      ours.issue("broker", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
      ours.issue("elsewhere", new GeneralName(GeneralName.dNSName, "elsewhere.example"));
      ours.issue("gateway", new GeneralName(GeneralName.dNSName, "gateway"));
      strangers = new TestCertificates(directory.resolve("strangers"), "strangers");
      strangers.issue("gateway", new GeneralName(GeneralName.dNSName, "gateway"));
      securePort = Broker.freePort();
      return new Broker.Mosquitto(port, directory, listener(securePort, "broker"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> listener(int port, String certificate) {
    return List.of(
        "listener " + port + " 127.0.0.1",
        "cafile " + ours.file("ca.pem"),
        "certfile " + ours.file(certificate + ".pem"),
        "keyfile " + ours.file(certificate + "-key.pem"),
        "require_certificate true");
  }

  @Override
  protected Map<String, Object> settings() {
    return secured(securePort, ours, ours);
  }

  /// @param trusted by us
  /// @param signed us
  private Map<String, Object> secured(int port, TestCertificates trusted, TestCertificates signed) {
    return Map.of(
        "url", "ssl://127.0.0.1:" + port,
        "client-id", "gateway-1",
        "ca-file", trusted.file("ca.pem").toString(),
        "certificate-file", signed.file("gateway.pem").toString(),
        "key-file", signed.file("gateway-key.pem").toString());
  }

  private void staysDown(Map<String, Object> settings) throws Exception {
    try (Driver driver = create(settings, List.of(sensor()))) {
      driver.open(sink);
      sense(true);
      Await.until("it is down", () -> sink.sawDown(SENSOR));
      assertTrue(sink.values(SENSOR).isEmpty());
    }
  }

  // Controls of every other test here: with one thing wrong there is no connection.
  @Test
  void aBrokerThatNobodyVouchesForIsNotTalkedTo() throws Exception {
    staysDown(secured(securePort, strangers, ours));
  }

  @Test
  void aClientThatAStrangerSignedIsNotLetIn() throws Exception {
    staysDown(secured(securePort, ours, strangers));
  }

  @Test
  void aClientWithoutACertificateIsNotLetIn() throws Exception {
    var settings = new HashMap<>(settings());
    settings.remove("certificate-file");
    settings.remove("key-file");
    staysDown(settings);
  }

  @Test
  void aCertificateOfAnotherHostIsNotTakenUnlessAllowed() throws Exception {
    int port = Broker.freePort();
    Path other = Files.createDirectory(directory.resolve("other"));
    var broker = new Broker.Mosquitto(Broker.freePort(), other, listener(port, "elsewhere"));
    broker.start();
    try {
      staysDown(secured(port, ours, ours));
      var allowed = new HashMap<>(secured(port, ours, ours));
      allowed.put("check-host", false);
      try (Driver driver = create(allowed, List.of(output()))) {
        driver.open(sink);
        Await.until(
            "it is connected",
            () ->
                driver.write(OUTPUT, new io.arxos.driver.Value.Bool(true))
                    instanceof io.arxos.driver.WriteResult.Written);
      }
    } finally {
      broker.stop();
    }
  }

  @Test
  void filesThatDoNotFitTogetherAreReported() {
    var problems = new ArrayList<Problem>();
    var settings =
        Map.of(
            "url", "tcp://127.0.0.1:1883",
            "client-id", "x",
            "ca-file", "ca.pem",
            "key-file", "key.pem");
    new MqttDriverFactory()
        .create(Settings.of(settings, problems::add), List.<PointBinding>of())
        .close();
    assertEquals(3, problems.size(), problems.toString());
  }

  @Test
  void aFileThatIsNotThereIsAnOutageWithItsReason() throws Exception {
    var settings = new HashMap<>(settings());
    settings.put("ca-file", directory.resolve("nowhere.pem").toString());
    try (Driver driver = create(settings, List.of(sensor()))) {
      driver.open(sink);
      Await.until("it is down", () -> sink.sawDown(SENSOR));
      assertTrue(
          ((Reading.Bad) read(driver, SENSOR)).reason().startsWith("cannot read a file of TLS"));
    }
  }
}
