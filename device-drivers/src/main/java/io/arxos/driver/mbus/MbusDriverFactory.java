package io.arxos.driver.mbus;

import io.arxos.driver.Clock;
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
import java.util.regex.Pattern;

/// M-Bus: `host`, `port` (10001), `timeout` (1s), `scan-to` (250), `read-only`. A point is `meter`
/// (1 to 250) or `id` (eight digits, `F` for any), and `value`.
public final class MbusDriverFactory implements DriverFactory {
  private static final Pattern ID = Pattern.compile("[0-9F]{8}");

  @Override
  public String protocol() {
    return "mbus";
  }

  @Override
  public String source(Settings address) {
    String meter = address.keys().contains("id") ? "id" : "meter";
    return "M-Bus meter " + address.shown(meter) + " " + address.shown("value");
  }

  @Override
  public Driver create(Settings driver, List<PointBinding> bindings) {
    driver.text("id", "");
    driver.text("protocol", "");
    driver.flag("read-only", true); // it has nothing to write
    String host = driver.text("host");
    int port = (int) driver.integer("port", 1, 65_535, 10_001);
    Duration timeout = driver.duration("timeout", Duration.ofSeconds(1));
    if (timeout.toMillis() < 50 || timeout.toMillis() > 60_000) {
      driver.problem("timeout", "timeout must be 50ms to 60s");
    }
    int scanTo = (int) driver.integer("scan-to", 0, 250, 250);
    driver.done();
    Map<PointId, MbusDriver.Point> points = new LinkedHashMap<>();
    bindings.forEach(binding -> points.put(binding.point(), point(binding)));
    return new MbusDriver(
        new MbusDriver.Place(host, port, timeout, scanTo), points, Clock.system(), new Random());
  }

  private static MbusDriver.Point point(PointBinding binding) {
    Settings address = binding.address();
    // Digits without quotes are a number to YAML, which drops leading zeros.
    Object given = address.has("id") ? address.plain("id") : null;
    String id = given instanceof Long digits ? "%08d".formatted(digits) : String.valueOf(given);
    int meter = given == null ? (int) address.integer("meter", 0, 250) : MbusDriver.SELECTED;
    if (given != null && !ID.matcher(id).matches()) {
      address.problem("id", "id is \"" + id + "\"; it must be eight digits, with F for any");
    }
    if (given != null && address.has("meter")) {
      address.problem("id", "a meter has an id or a number, not both");
    }
    var point = new MbusDriver.Point(meter, given == null ? "" : id, address.text("value"));
    if (binding.writable()) {
      address.problem("value", "a value of a meter cannot be written");
    }
    address.done();
    return point;
  }
}
