package io.arxos.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.TestCertificates;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A driver that asks writes to a driver that listens, so that both ends are ours: by certificates
/// and by secrets, one for each device.
@Timeout(120)
final class CoapSecurityTest {
  private static final PointId POINT = new PointId("site/room/value");

  @TempDir private Path directory = Path.of("");
  private final RecordingSink sink = new RecordingSink();

  private static void fail(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  private static Driver driver(Map<String, Object> settings, Map<String, Object> address) {
    var point =
        new PointBinding(
            POINT, Settings.of(address, CoapSecurityTest::fail), !address.containsKey("observe"));
    return new CoapDriverFactory()
        .create(Settings.of(settings, CoapSecurityTest::fail), List.of(point));
  }

  private CoapListener listening(Map<String, Object> security) throws Exception {
    var settings = new HashMap<>(security);
    settings.put("listen", "coaps://127.0.0.1:0");
    var listener = (CoapListener) driver(settings, Map.of("path", "up", "observe", true));
    listener.open(sink);
    return listener;
  }

  private static WriteResult pushed(CoapListener to, Map<String, Object> security)
      throws Exception {
    var settings = new HashMap<>(security);
    settings.put("url", "coaps://127.0.0.1:" + Objects.requireNonNull(to.address()).getPort());
    settings.put("timeout", "20s");
    try (Driver device = driver(settings, Map.of("path", "up"))) {
      device.open(new RecordingSink());
      return device.write(POINT, new Value.Num(21.5));
    }
  }

  private Map<String, Object> certificates(TestCertificates authority, String name) {
    return Map.of(
        "ca-file", authority.file("ca.pem").toString(),
        "certificate-file", authority.file(name + ".pem").toString(),
        "key-file", authority.file(name + "-key.pem").toString());
  }

  @Test
  void whoIsSignedMayPush() throws Exception {
    var ours = new TestCertificates(directory.resolve("ours"), "ours");
    ours.issue("gateway", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    ours.issue("device", new GeneralName(GeneralName.dNSName, "device"));
    var others = new TestCertificates(directory.resolve("others"), "others");
    others.issue("device", new GeneralName(GeneralName.dNSName, "device"));
    try (CoapListener listener = listening(certificates(ours, "gateway"))) {
      assertEquals(new WriteResult.Written(), pushed(listener, certificates(ours, "device")));
      assertEquals(List.of(new Value.Num(21.5)), sink.values(POINT));
      var stranger = new HashMap<>(certificates(others, "device"));
      stranger.put("ca-file", ours.file("ca.pem").toString());
      assertInstanceOf(WriteResult.Failed.class, pushed(listener, stranger), "the control");
      assertEquals(1, sink.values(POINT).size());
    }
  }

  @Test
  void everyDeviceHasASecretOfItsOwn() throws Exception {
    Path secrets = directory.resolve("secrets");
    Files.writeString(secrets, "# identity:secret\nsensor-1:first\nsensor-2:hex:0a0b0c0d0e0f\n");
    Path first = Files.writeString(directory.resolve("first"), "first\n");
    Path second = Files.writeString(directory.resolve("second"), "hex:0a0b0c0d0e0f\n");
    try (CoapListener listener = listening(Map.of("psk-file", secrets.toString()))) {
      for (var device : Map.of("sensor-1", first, "sensor-2", second).entrySet()) {
        Map<String, Object> security =
            Map.of("psk-identity", device.getKey(), "psk-file", device.getValue().toString());
        assertEquals(new WriteResult.Written(), pushed(listener, security));
      }
      Map<String, Object> swapped =
          Map.of("psk-identity", "sensor-1", "psk-file", second.toString());
      assertInstanceOf(WriteResult.Failed.class, pushed(listener, swapped), "the control");
      assertEquals(2, sink.values(POINT).size());
    }
  }

  @Test
  void mistakesAreReported() {
    var problems = new ArrayList<Problem>();
    for (Map<String, Object> settings :
        List.<Map<String, Object>>of(
            Map.of("url", "coaps://a"),
            Map.of("url", "coap://a", "psk-file", "x"),
            Map.of("url", "coaps://a", "psk-file", "x"),
            Map.of("url", "coaps://a", "ca-file", "x", "key-file", "y"))) {
      new CoapDriverFactory().create(Settings.of(settings, problems::add), List.of()).close();
    }
    String all = problems.toString();
    assertTrue(all.contains("coaps:// needs psk-identity"), all);
    assertTrue(all.contains("psk-file has no effect"), all);
    assertTrue(all.contains("psk-file needs psk-identity"), all);
    assertTrue(all.contains("need each other"), all);
  }
}
