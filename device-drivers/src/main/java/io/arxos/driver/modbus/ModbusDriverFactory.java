package io.arxos.driver.modbus;

import io.arxos.driver.Clock;
import io.arxos.driver.DeviceGate;
import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Modbus TCP: `host`, `port` (502), `timeout` (1s), `gap` (8 registers), `read-only`.
public final class ModbusDriverFactory implements DriverFactory {
  private final Clock clock;
  private final RandomGenerator random;

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
    return "Modbus unit " + unit + ", " + address.shown("table") + " " + address.shown("register");
  }

  @Override
  public Driver create(Settings driver, List<PointBinding> bindings) {
    driver.text("id", "");
    driver.text("protocol", "");
    String host = driver.text("host");
    int port = (int) driver.integer("port", 1, 65_535, 502);
    Duration timeout = driver.duration("timeout", Duration.ofSeconds(1));
    int gap = (int) driver.integer("gap", 0, RegisterSpan.REGISTERS_MAX, 8);
    boolean readOnly = driver.flag("read-only", false);
    if (timeout.toMillis() < 10 || timeout.toMillis() > 60_000) {
      driver.problem("timeout", "timeout must be 10ms to 60s");
    }
    driver.done();
    Map<PointId, ModbusPoint> points = new LinkedHashMap<>();
    bindings.forEach(binding -> points.put(binding.point(), ModbusPoint.of(binding)));
    return new ModbusDriver(
        new ModbusLine(host, port, timeout, DeviceGate.standard(clock, random)),
        new ModbusDriver.Options(gap, clock, random),
        points,
        bindings.stream()
            .filter(binding -> binding.writable() && !readOnly)
            .map(PointBinding::point)
            .collect(Collectors.toSet()));
  }
}
