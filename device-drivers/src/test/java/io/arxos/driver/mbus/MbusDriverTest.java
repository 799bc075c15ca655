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
import io.arxos.driver.doctor.LineDoctor;
import io.arxos.driver.line.Trouble;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@NullUnmarked // a map without the asked key fails the test, as it should
final class MbusDriverTest {
  private final Bus bus = new Bus();

  MbusDriverTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    bus.listener.close();
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

  /// A converter with meters behind it.
  private static final class Bus {
    final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    final Map<Integer, List<byte[]>> meters = new java.util.concurrent.ConcurrentHashMap<>();

    /// Every short frame, as `control:address`.
    final List<String> asked = new CopyOnWriteArrayList<>();

    /// So many answers come damaged.
    final AtomicInteger damage = new AtomicInteger();

    volatile String selectable = "";

    Bus() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (!listener.isClosed()) {
        try (Socket socket = listener.accept()) {
          socket.setTcpNoDelay(true);
          serve(socket, new DataInputStream(socket.getInputStream()));
        } catch (IOException _) {
          // the driver went away
        }
      }
    }

    private void serve(Socket socket, DataInputStream in) throws IOException {
      boolean selected = false;
      boolean bit = true;
      int next = 0;
      while (true) {
        int start = in.readUnsignedByte();
        if (start == 0x68) { // the selection of a meter
          byte[] rest = in.readNBytes(16);
          String pattern = HexFormat.of().withUpperCase().formatHex(reversed(rest, 6, 10));
          selected = !selectable.isEmpty() && selectable.matches(pattern.replace("F", "."));
          next = 0;
          bit = true;
          answer(socket, selected ? Telegram.ACK : new byte[0]);
          continue;
        }
        byte[] frame = in.readNBytes(4);
        int control = frame[0] & 0xFF;
        int address = frame[1] & 0xFF;
        asked.add("%02X:%d".formatted(control, address));
        List<byte[]> telegrams = meters.get(address);
        if (telegrams == null || (address == 253 && !selected)) {
          continue;
        }
        if (control == 0x40) {
          next = 0;
          bit = true;
          answer(socket, Telegram.ACK);
        } else {
          boolean asks = (control & 0x20) != 0;
          next = asks == bit ? next : next + 1;
          bit = asks;
          answer(socket, telegrams.get(Math.min(next, telegrams.size() - 1)));
        }
      }
    }

    private void answer(Socket socket, byte[] telegram) throws IOException {
      byte[] sent = telegram.clone();
      if (sent.length > 10 && damage.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        sent[9] ^= 1;
      }
      int half = sent.length / 2; // as a slow line does
      socket.getOutputStream().write(sent, 0, half);
      socket.getOutputStream().flush();
      socket.getOutputStream().write(sent, half, sent.length - half);
    }

    private static byte[] reversed(byte[] bytes, int from, int to) {
      byte[] turned = new byte[to - from];
      for (int i = 0; i < turned.length; i++) {
        turned[i] = bytes[to - 1 - i];
      }
      return turned;
    }
  }
}
