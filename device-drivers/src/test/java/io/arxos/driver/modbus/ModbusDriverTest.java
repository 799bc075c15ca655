package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Await;
import io.arxos.driver.Clock;
import io.arxos.driver.Discovered;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverContract;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;
import io.arxos.driver.doctor.Finding;
import io.arxos.driver.doctor.LineDoctor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // a map without the asked key fails the test, as it should
final class ModbusDriverTest extends DriverContract {
  private static final PointId A = new PointId("site/peer/a");
  private static final PointId B = new PointId("site/peer/b");

  private int port;
  private ModbusPeer peer;

  @Override
  protected DriverFactory factory() {
    return new ModbusDriverFactory();
  }

  @Override
  protected void startPeer() throws Exception {
    if (port == 0) {
      port = ModbusPeer.freePort();
    }
    peer = ModbusPeer.start(port);
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.stop();
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("host", "127.0.0.1", "port", port, "timeout", "500ms");
  }

  @Override
  protected Map<String, Object> sensorAddress() {
    return Map.of("table", "holding", "register", 0);
  }

  @Override
  protected Map<String, Object> outputAddress() {
    return Map.of("table", "coil", "register", 7);
  }

  @Override
  protected void sense(boolean value) {
    peer.holding(0, value ? 1 : 0);
  }

  @Override
  protected boolean written() {
    return peer.image.get(view -> view.readCoils(coils -> coils.getOrDefault(7, false)));
  }

  private Driver with(Map<PointId, Map<String, Object>> points) throws Exception {
    Driver driver = create(settings(), bindings(points));
    driver.open(sink);
    return driver;
  }

  private static List<PointBinding> bindings(Map<PointId, Map<String, Object>> points) {
    var bindings = new ArrayList<PointBinding>();
    points.forEach(
        (id, address) -> bindings.add(binding(id, address, !address.get("table").equals("input"))));
    return bindings;
  }

  private static Map<String, Object> holding(int register, String type) {
    var address = new HashMap<String, Object>();
    address.put("table", "holding");
    address.put("register", register);
    address.put("type", type);
    return address;
  }

  @Test
  void everyTypeAndWordOrderReadsAsTheDeviceMeansIt() throws Exception {
    peer.holding(10, 0xFFFF, 0x41AA, 0x6666, 0x6666, 0x41AA, 0x0001, 0x0000, 203);
    Map<String, Object> little = holding(13, "float32");
    little.put("word-order", "little");
    Map<String, Object> scaled = holding(17, "int16");
    scaled.put("scale", 0.1);
    scaled.put("offset", -10);
    var ids = new ArrayList<PointId>();
    var points = new HashMap<PointId, Map<String, Object>>();
    for (Map<String, Object> address :
        List.of(
            holding(10, "int16"),
            holding(10, "uint16"),
            holding(11, "float32"),
            little,
            holding(15, "uint32"),
            scaled)) {
      ids.add(new PointId("site/peer/p" + ids.size()));
      points.put(ids.getLast(), address);
    }
    try (Driver driver = with(points)) {
      Map<PointId, Reading> readings = driver.read(points.keySet());
      assertEquals(
          List.of(
              new Value.Int(-1),
              new Value.Int(65535),
              new Value.Num(21.3),
              new Value.Num(21.3),
              new Value.Int(65536),
              new Value.Num(10.3)),
          ids.stream().map(id -> ((Reading.Good) readings.get(id)).value()).toList());
      assertEquals(List.of("1:10+8"), peer.requests, "one request for all of them");
    }
  }

  @Test
  void aFloatThatIsNoNumberIsAFault() throws Exception {
    peer.holding(20, 0x7FC0, 0);
    try (Driver driver = with(Map.of(A, holding(20, "float32")))) {
      assertEquals(Reading.fault("not a number (NaN)"), read(driver, A));
    }
  }

  @Test
  void bitsComeInOneRequestToo() throws Exception {
    peer.image.with(change -> change.writeDiscreteInputs(bits -> bits.put(9, true)));
    try (Driver driver =
        create(
            settings(),
            List.of(
                binding(A, Map.of("table", "discrete", "register", 0), false),
                binding(B, Map.of("table", "discrete", "register", 9), false)))) {
      assertEquals(
          Map.of(A, Reading.good(new Value.Bool(false)), B, Reading.good(new Value.Bool(true))),
          driver.read(Set.of(A, B)));
    }
  }

  // Modbus Application Protocol, section 7: a device may answer with an exception code; that is a
  // fact about the device, not a failure of the driver, so the connection stays open.
  @Test
  void anExceptionCodeIsAFaultByItsNameAndOtherPointsAreRead() throws Exception {
    peer.holding(499, 5);
    try (Driver driver =
        with(
            Map.of(A, holding(499, "uint16"), B, holding(ModbusPeer.MISSING_REGISTER, "uint16")))) {
      for (int round = 0; round < 2; round++) {
        Map<PointId, Reading> readings = driver.read(Set.of(A, B));
        assertEquals(Reading.good(new Value.Int(5)), readings.get(A));
        assertEquals(Reading.fault("illegal data address"), readings.get(B));
      }
      assertEquals(
          List.of("1:499+2", "1:499+1", "1:500+1", "1:499+1"),
          peer.requests,
          "the refused block and the refused register are asked for once");
    }
  }

  @Test
  void aUnitThatNeverAnswersCostsOneProbePerPause() throws Exception {
    var time = new AtomicLong();
    var clock = new FixedClock(time);
    var silent = new HashMap<>(holding(0, "uint16"));
    silent.put("unit-id", ModbusPeer.SILENT_UNIT);
    var alsoSilent = new HashMap<>(holding(300, "uint16"));
    alsoSilent.put("unit-id", ModbusPeer.SILENT_UNIT);
    peer.holding(0, 1);
    try (Driver driver =
        new ModbusDriverFactory(clock, new Random(1))
            .create(
                Settings.of(settings(), problem -> {}),
                bindings(Map.of(A, silent, B, alsoSilent, SENSOR, holding(0, "uint16"))))) {
      for (int round = 0; round < 5; round++) {
        Map<PointId, Reading> readings = driver.read(Set.of(A, B, SENSOR));
        assertEquals(Reading.down("unit does not answer"), readings.get(A));
        assertEquals(Reading.down("unit does not answer"), readings.get(B));
        assertEquals(Reading.good(new Value.Int(1)), readings.get(SENSOR));
      }
      assertEquals(1, probes());
      time.addAndGet(Duration.ofSeconds(51).toNanos()); // 100 timeouts is the longest pause
      driver.read(Set.of(A, B));
      driver.read(Set.of(A, B));
      assertEquals(2, probes());
    }
  }

  private long probes() {
    return peer.requests.stream().filter(one -> one.startsWith("9:")).count();
  }

  private record FixedClock(AtomicLong time) implements Clock {
    @Override
    public long nanos() {
      return time.get();
    }

    @Override
    public long wallMicros() {
      return 0;
    }
  }

  // A serial gateway answers 0x0B for a device that does not: that is silence, not a fault.
  @Test
  void aGatewaysWordForSilenceIsDown() throws Exception {
    var address = holding(0, "uint16");
    address.put("unit-id", ModbusPeer.UNREACHED_UNIT);
    try (Driver driver = with(Map.of(A, address))) {
      assertEquals(Reading.down("gateway target device failed to respond"), read(driver, A));
    }
  }

  @Test
  void writesEveryTypeAndRefusesWhatDoesNotFit() throws Exception {
    Map<String, Object> scaled = holding(100, "uint16");
    scaled.put("scale", 0.1);
    try (Driver driver = with(Map.of(A, scaled, B, holding(102, "float32")))) {
      assertEquals(new WriteResult.Written(), driver.write(A, new Value.Num(45.67)));
      assertEquals(457, peer.holding(100));
      assertEquals(new WriteResult.Written(), driver.write(B, new Value.Num(21.3)));
      assertEquals(0x41AA, peer.holding(102));
      assertEquals(0x6666, peer.holding(103));
      assertEquals(
          new WriteResult.Refused("out of the register's range"),
          driver.write(A, new Value.Num(6553.6)));
      assertEquals(
          new WriteResult.Refused("out of the register's range"),
          driver.write(A, new Value.Num(-1)));
      assertEquals(
          new WriteResult.Refused("a register holds a number, not text"),
          driver.write(A, new Value.Text("warm")));
    }
  }

  @Test
  void theDeviceItselfChangesTheBitsOfAMask() throws Exception {
    Map<String, Object> bit = holding(110, "uint16");
    bit.put("bit", 3);
    Map<String, Object> mode = holding(110, "uint16");
    mode.putAll(Map.of("mask", 0x0F00, "names", Map.of("0", "off", "5", "heating")));
    peer.holding(110, 0xA0A0);
    try (Driver driver = with(Map.of(A, bit, B, mode))) {
      assertEquals(new WriteResult.Written(), driver.write(A, new Value.Bool(true)));
      assertEquals(0xA0A8, peer.holding(110));
      assertEquals(new WriteResult.Written(), driver.write(B, new Value.Text("heating")));
      assertEquals(0xA5A8, peer.holding(110));
      assertEquals(new WriteResult.Written(), driver.write(A, new Value.Bool(false)));
      assertEquals(new WriteResult.Written(), driver.write(B, new Value.Num(15)));
      assertEquals(0xAFA0, peer.holding(110));
      assertEquals(
          new WriteResult.Refused("out of the register's range"),
          driver.write(B, new Value.Num(16)));
      assertEquals(List.of(), peer.requests, "nothing had to be read");
    }
  }

  @Test
  void bitsAreReadAndWrittenBackWhereTheDeviceKnowsNoMask() throws Exception {
    Map<String, Object> swapped = holding(111, "uint16");
    swapped.putAll(Map.of("bit", 0, "inverted", true, "word-order", "BADC", "write", "single"));
    Map<String, Object> field = holding(111, "uint16");
    field.putAll(Map.of("mask", 0x00F0, "scale", 0.5, "write", "multiple"));
    peer.holding(111, 0x0F0F);
    try (Driver driver = with(Map.of(A, swapped, B, field))) {
      assertEquals(new WriteResult.Written(), driver.write(A, new Value.Bool(true)));
      assertEquals(0x0E0F, peer.holding(111), "the lowest bit of the swapped word");
      assertEquals(new WriteResult.Written(), driver.write(B, new Value.Num(3.5)));
      assertEquals(0x0E7F, peer.holding(111));
      assertEquals(2, peer.requests.size());
      assertEquals(Reading.good(new Value.Bool(true)), read(driver, A));
      assertEquals(Reading.good(new Value.Num(3.5)), read(driver, B));
    }
  }

  @Test
  void unitsThatAnswerAreDiscovered() throws Exception {
    peer.holding(0, 42);
    try (Driver driver = create(settings(), List.of())) {
      assertEquals(
          new Discovered("modbus", "unit-id 1", "holding register 0 = 42"),
          driver.discover(Duration.ofMillis(400)).getFirst());
    }
  }

  @Test
  void mistakesInAnAddressAreNamed() {
    var problems = new ArrayList<Problem>();
    Settings address =
        Settings.of(
            Map.of("table", "input", "register", 65535, "type", "float32", "scale", 0),
            problems::add);
    factory()
        .create(
            Settings.of(settings(), problems::add), List.of(new PointBinding(A, address, true)));
    String all = problems.toString();
    assertTrue(all.contains("the last register of a value of 2 would be beyond 65535"), all);
    assertTrue(all.contains("scale must not be 0"), all);
    assertTrue(all.contains("table input cannot be written"), all);
  }

  // A meter whose floats lie with the lower word first, declared as the protocol has it.
  @Test
  void aWrongWordOrderIsNamedWithTheRightOne() throws Exception {
    var wrong =
        binding(UNKNOWN, Map.of("table", "holding", "register", 40, "type", "float32"), false);
    Map<String, Object> declared =
        Map.of("table", "holding", "register", 40, "type", "float32", "word-order", "CDAB");
    try (Driver driver = create(settings(), List.of(wrong, binding(SENSOR, declared, false)))) {
      driver.open(sink);
      for (float value : new float[] {230.1f, 229.4f, 231.75f}) {
        int bits = Float.floatToIntBits(value);
        peer.holding(40, bits & 0xFFFF, bits >>> 16);
        read(driver, UNKNOWN);
        assertEquals(value, ((Reading.Good) read(driver, SENSOR)).value().number(), 0.001);
      }
      List<Finding> findings = LineDoctor.examine(driver.lines(), List.of());
      assertEquals(1, findings.size(), findings.toString());
      assertEquals(Finding.Signature.WRONG_WORD_ORDER, findings.getFirst().signature());
      assertEquals(UNKNOWN.path(), findings.getFirst().subject());
      assertTrue(findings.getFirst().sentence().contains("CDAB"), findings.toString());
    }
  }

  // The line doctor's evidence: what each unit was asked and how it answered.
  @Test
  void aDeadUnitShowsInTheFiguresOfTheLineAndIsNamed() throws Exception {
    var dead = binding(UNKNOWN, Map.of("unit-id", 9, "table", "holding", "register", 0), false);
    try (Driver driver = create(settings(), List.of(sensor(), dead))) {
      driver.open(sink);
      for (int i = 0; i < 5; i++) {
        read(driver, SENSOR);
      }
      assertEquals(List.of(), LineDoctor.examine(driver.lines(), List.of()), "a healthy line");
      Await.until(
          "the dead unit is named",
          () -> {
            read(driver, UNKNOWN);
            return LineDoctor.examine(driver.lines(), List.of()).stream()
                .anyMatch(it -> it.signature() == Finding.Signature.DEAD_DEVICE_SLOWS_LINE);
          });
      var devices = driver.lines().getFirst().devices();
      assertEquals(5, devices.getFirst().exchanges().answered());
      assertEquals(5, devices.getFirst().latency().count());
      assertEquals(0, devices.getLast().exchanges().answered());
      assertEquals("unit-id 9", devices.getLast().name());
    }
  }
}
