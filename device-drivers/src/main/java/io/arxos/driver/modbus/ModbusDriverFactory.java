package io.arxos.driver.modbus;

import io.arxos.driver.Backoff;
import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.modbus.ModbusWire.Format;
import io.arxos.driver.modbus.ModbusWire.Parity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// `host` and `port` (502) with `framing` (`tcp`, or `rtu` for a plain serial server), or `serial`
/// with `baud` (19200), `parity` (even) and `stop-bits`; `timeout` (1s), `pause` between questions,
/// `gap` (8 registers), `span` (125 registers), `read-only`.
public final class ModbusDriverFactory implements DriverFactory {
  private static final int BAUD_MIN = 1_200;
  private static final int BAUD_MAX = 1_000_000;
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /// A pause is uniform from 0 to its maximum: half of this on average.
  private static final int TIMEOUTS_TO_PAUSE = 100;

  private final Clock clock;
  private final RandomGenerator random;

  private enum Framing {
    TCP,
    RTU
  }

  public ModbusDriverFactory() {
    this(Clock.system(), new Random());
  }

  /// @param random safe for any thread
  ModbusDriverFactory(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String protocol() {
    return "modbus";
  }

  @Override
  public String source(Settings address) {
    String unit = address.keys().contains("unit-id") ? address.shown("unit-id") : "1";
    return "Modbus unit "
        + unit
        + ", "
        + (address.keys().contains("map")
            ? address.shown("map") + " " + address.shown("point")
            : address.shown("table") + " " + address.shown("register"));
  }

  /// The driver's own keys.
  record Configured(ModbusWire wire, RegisterSpan.Rules rules, boolean readOnly) {}

  static Configured read(Settings driver) {
    driver.text("id", "");
    driver.text("protocol", "");
    ModbusWire wire = wire(driver);
    int gap = (int) driver.integer("gap", 0, RegisterSpan.REGISTERS_MAX, 8);
    int span =
        (int) driver.integer("span", 1, RegisterSpan.REGISTERS_MAX, RegisterSpan.REGISTERS_MAX);
    boolean readOnly = driver.flag("read-only", false);
    driver.done();
    return new Configured(wire, new RegisterSpan.Rules(gap, span), readOnly);
  }

  @Override
  public Driver create(Settings driver, List<PointBinding> bindings) {
    Configured configured = read(driver);
    ModbusWire wire = configured.wire();
    boolean readOnly = configured.readOnly();
    var maps = new MapLibrary();
    Map<PointId, ModbusPoint> points = new LinkedHashMap<>();
    bindings.forEach(binding -> points.put(binding.point(), ModbusPoint.of(binding, maps)));
    return new ModbusDriver(
        new ModbusLine(wire, DeviceGate.standard(clock, random)),
        new ModbusDriver.Options(configured.rules(), clock, random, () -> unitGate(wire.timeout())),
        points,
        bindings.stream()
            .filter(binding -> binding.writable() && !readOnly)
            .map(PointBinding::point)
            .collect(Collectors.toSet()));
  }

  /// Pauses long enough that the probes of a dead unit take 2 % of the line on average.
  DeviceGate unitGate(Duration timeout) {
    Duration max = timeout.multipliedBy(TIMEOUTS_TO_PAUSE);
    Duration first = max.compareTo(FIRST_PAUSE) < 0 ? max : FIRST_PAUSE;
    return new DeviceGate(clock, new Backoff(first, max, random));
  }

  private static ModbusWire wire(Settings driver) {
    boolean serial = driver.has("serial");
    String port = driver.text("serial", "");
    int baud = (int) driver.integer("baud", BAUD_MIN, BAUD_MAX, 19_200);
    Parity parity = driver.choice("parity", Parity.class, Parity.EVEN);
    int stopBits = (int) driver.integer("stop-bits", 1, 2, parity == Parity.NONE ? 2 : 1);
    Duration timeout = driver.duration("timeout", Duration.ofSeconds(1));
    var format = new Format(baud, parity, stopBits);
    Duration pause = driver.duration("pause", serial ? format.silence() : Duration.ZERO);
    if (timeout.toMillis() < 10 || timeout.toMillis() > 60_000) {
      driver.problem("timeout", "timeout must be 10ms to 60s");
    }
    if (pause.compareTo(PAUSE_MAX) > 0) {
      driver.problem("pause", "pause must be 0ms to 5s");
    }
    if (serial) {
      for (String key : List.of("host", "port", "framing")) {
        if (driver.has(key)) {
          driver.problem(key, key + " has no effect beside serial");
        }
      }
      return new ModbusWire.Serial(port, format, timeout, pause);
    }
    for (String key : List.of("baud", "parity", "stop-bits")) {
      if (driver.has(key)) {
        driver.problem(key, key + " has no effect without serial");
      }
    }
    String host = driver.text("host");
    int tcpPort = (int) driver.integer("port", 1, 65_535, 502);
    Framing framing = driver.choice("framing", Framing.class, Framing.TCP);
    return new ModbusWire.Tcp(host, tcpPort, framing == Framing.RTU, timeout, pause);
  }
}
