package io.arxos.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Driver;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.doctor.Finding;
import io.arxos.driver.doctor.LineDoctor;
import io.arxos.driver.line.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@NullUnmarked // a map without the asked key fails the test, as it should
final class MbusDriverTest {
  private final MeterBus bus = new MeterBus();

  MbusDriverTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    bus.close();
  }

  @Test
  void aDamagedTelegramIsAskedForAgain() throws Exception {
    bus.meters.put(2, List.of(hex(TelegramTest.WATER)));
    bus.damage.set(1);
    try (Driver driver = driver(Map.of("v", meter(2, "volume"), "x", meter(2, "power")))) {
      assertEquals(Reading.good(new Value.Num(12.565)), read(driver, "v"));
      var report = driver.lines().getFirst().devices().getFirst();
      assertEquals(1, report.of(Trouble.CHECKSUM));
      assertEquals(1, report.exchanges().retried());
      bus.damage.set(2);
      assertEquals(Reading.fault("wrong checksum"), read(driver, "v"));
      assertEquals(Reading.fault("the meter has no power"), read(driver, "x"));
      assertEquals(
          new WriteResult.Refused("not writable"), driver.write(id("v"), new Value.Num(1)));
    }
  }

  // EN 13757-2, 5.5: the frame count bit tells a repeated question from the next one.
  @Test
  void theRestIsAskedForWithTheOtherFrameCountBit() throws Exception {
    byte[] second = telegram(5, "02 5B 46 00");
    bus.meters.put(5, List.of(hex(TelegramTest.ROOM), second));
    try (Driver driver =
        driver(Map.of("t", meter(5, "external-temperature"), "f", meter(5, "flow-temperature")))) {
      var readings = driver.read(Set.of(id("t"), id("f")));
      assertEquals(Reading.good(new Value.Num(22.56)), readings.get(id("t")));
      assertEquals(Reading.good(new Value.Int(70)), readings.get(id("f")));
      assertEquals(List.of("40:5", "7B:5", "5B:5"), bus.asked, "one round for both points");
    }
  }

  @Test
  void aMeterIsFoundByItsIdentification() throws Exception {
    bus.meters.put(253, List.of(hex(TelegramTest.WATER)));
    bus.selectable = "12345678";
    try (Driver driver =
        driver(
            Map.of(
                "v", Map.of("id", "12345678", "value", "volume"),
                "w", Map.of("id", "1234FFFF", "value", "volume"),
                "x", Map.of("id", 87654321L, "value", "volume")))) {
      assertEquals(Reading.good(new Value.Num(12.565)), read(driver, "v"));
      assertEquals(Reading.good(new Value.Num(12.565)), read(driver, "w"));
      assertEquals(Reading.down("meter does not answer"), read(driver, "x"));
    }
  }

  @Test
  void aDeadMeterCostsOneProbePerPauseAndIsNamedByTheDoctor() throws Exception {
    bus.meters.put(2, List.of(hex(TelegramTest.WATER)));
    try (Driver driver = driver(Map.of("v", meter(2, "volume"), "d", meter(9, "volume")))) {
      for (int i = 0; i < 5; i++) {
        assertEquals(Reading.good(new Value.Num(12.565)), read(driver, "v"));
      }
      assertEquals(List.of(), LineDoctor.examine(driver.lines(), List.of()));
      for (int i = 0; i < 20; i++) {
        assertEquals(Reading.down("meter does not answer"), read(driver, "d"));
      }
      long dead = bus.asked.stream().filter(it -> it.endsWith(":9")).count();
      assertTrue(dead < 10, dead + " questions to a dead meter");
    }
  }

  // The line doctor against the real driver: two meters with one number, and a wrong baud rate.
  @Test
  void twoMetersOfOneNumberAreNamed() throws Exception {
    for (int meter = 1; meter <= 3; meter++) {
      bus.meters.put(meter, List.of(telegram(meter, "04 06 D2 04 00 00")));
    }
    try (Driver driver =
        driver(Map.of("a", meter(1, "energy"), "b", meter(2, "energy"), "c", meter(3, "energy")))) {
      for (int round = 0; round < 20; round++) {
        driver.read(Set.of(id("a"), id("b"), id("c")));
      }
      assertEquals(List.of(), LineDoctor.examine(driver.lines(), List.of()), "a healthy line");
      bus.twice = 2;
      for (int round = 0; round < 20; round++) {
        driver.read(Set.of(id("a"), id("b"), id("c")));
      }
      var findings = LineDoctor.examine(driver.lines(), List.of());
      assertEquals(1, findings.size(), findings.toString());
      assertEquals(Finding.Signature.TWO_DEVICES_AS_ONE, findings.getFirst().signature());
      assertEquals("meter 2", findings.getFirst().subject());
    }
  }

  @Test
  void aWrongBaudRateIsNamed() throws Exception {
    bus.meters.put(1, List.of(telegram(1, "04 06 D2 04 00 00")));
    bus.meters.put(2, List.of(telegram(2, "04 06 D2 04 00 00")));
    bus.wrongRate = true;
    try (Driver driver = driver(Map.of("a", meter(1, "energy"), "b", meter(2, "energy")))) {
      for (int round = 0; round < 4; round++) {
        assertEquals(Reading.fault("no M-Bus telegram"), read(driver, "a"));
        assertEquals(Reading.fault("no M-Bus telegram"), read(driver, "b"));
      }
      assertEquals(
          List.of(Finding.Signature.WRONG_LINE_SETTINGS),
          LineDoctor.examine(driver.lines(), List.of()).stream().map(Finding::signature).toList());
    }
  }

  @Test
  void metersAreFoundWithTheirPoints() throws Exception {
    bus.meters.put(2, List.of(hex(TelegramTest.WATER)));
    bus.meters.put(5, List.of(hex(TelegramTest.ROOM), telegram(5, "02 5B 46 00")));
    try (Driver driver = driver(Map.of())) {
      var found = driver.discover(Duration.ofMinutes(2));
      assertEquals(List.of("meter 2", "meter 5"), found.stream().map(it -> it.address()).toList());
      var water = found.getFirst();
      assertEquals("12345678", water.device().id());
      assertEquals("PAD", water.device().vendor());
      var volume = water.points().getFirst();
      assertEquals("m3", volume.meaning().unit());
      assertEquals(Map.of("meter", 2L, "value", "volume"), volume.address());
      assertEquals(Reading.good(new Value.Num(12.565)), volume.now());
      bus.meters.put(6, List.of(telegram(6, "02 5B 46 00 04 06 D2 04 00 00 04 6D 1E 08 41 33")));
      var heat = driver.discover(Duration.ofMinutes(2)).getLast();
      assertEquals(
          List.of(
              "Leaving_Hot_Water_Temperature_Sensor Cel", "Thermal_Energy_Usage_Sensor kW.h", " "),
          heat.points().stream()
              .map(it -> it.meaning().brickClass() + " " + it.meaning().unit())
              .toList());
    }
  }

  @Test
  void encryptedAndForeignTelegramsAreFaults() throws Exception {
    byte[] encrypted = hex(TelegramTest.WATER);
    encrypted[18] = 5; // the configuration word's mode
    encrypted[35] = (byte) (encrypted[35] + 5);
    bus.meters.put(2, List.of(encrypted));
    bus.meters.put(3, List.of(hex(TelegramTest.WATER))); // says that it is 2
    try (Driver driver = driver(Map.of("e", meter(2, "volume"), "f", meter(3, "volume")))) {
      assertEquals(Reading.fault("the telegram is encrypted (mode 5)"), read(driver, "e"));
      assertEquals(Reading.fault("another meter answers"), read(driver, "f"));
    }
  }

  @Test
  void mistakesAreNamed() {
    var problems = new ArrayList<Problem>();
    new MbusDriverFactory()
        .create(
            Settings.of(Map.of("host", "x", "timout", "1s"), problems::add),
            List.of(
                binding("a", Map.of("id", "12", "value", "volume"), problems),
                binding("b", Map.of("meter", 251, "value", "volume"), problems)))
        .close();
    String all = problems.toString();
    assertTrue(all.contains("did you mean timeout?"), all);
    assertTrue(all.contains("eight digits"), all);
    assertTrue(all.contains("0 to 250"), all);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /// A telegram of a heat meter with these records.
  private static byte[] telegram(int address, String records) {
    String body = "08%02X72785634122440010455000000".formatted(address) + records.replace(" ", "");
    byte[] bytes = hex(body);
    int sum = 0;
    for (byte one : bytes) {
      sum += one;
    }
    return hex("68%02X%02X68%s%02X16".formatted(bytes.length, bytes.length, body, sum & 0xFF));
  }

  private static Map<String, Object> meter(int number, String value) {
    return Map.of("meter", number, "value", value);
  }

  private static PointId id(String name) {
    return new PointId("site/meters/" + name);
  }

  private static Reading read(Driver driver, String name) throws InterruptedException {
    return driver.read(Set.of(id(name))).get(id(name));
  }

  private static PointBinding binding(
      String name, Map<String, Object> address, List<Problem> problems) {
    return new PointBinding(id(name), Settings.of(address, problems::add), false);
  }

  private Driver driver(Map<String, Map<String, Object>> points) throws Exception {
    var problems = new ArrayList<Problem>();
    var bindings = new ArrayList<PointBinding>();
    new LinkedHashMap<>(points)
        .forEach((name, address) -> bindings.add(binding(name, address, problems)));
    Map<String, Object> settings =
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            bus.listener.getLocalPort(),
            "timeout",
            "700ms",
            "scan-to",
            6);
    Driver driver = new MbusDriverFactory().create(Settings.of(settings, problems::add), bindings);
    assertEquals(List.of(), problems);
    driver.open(new RecordingSink());
    return driver;
  }
}
