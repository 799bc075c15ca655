package io.arxos.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ForecastTest {
  private static Settings settings(Map<String, Object> values) {
    return Settings.of(
        values,
        problem -> {
          throw new AssertionError(problem.toString());
        });
  }

  private static List<Forecast.Polled> meters(int count, Duration every) {
    List<Forecast.Polled> points = new ArrayList<>();
    for (int unit = 1; unit <= count; unit++) {
      var address =
          settings(Map.of("unit-id", unit, "table", "input", "register", 52, "type", "float32"));
      var id = new PointId("site/meter-" + unit + "/power");
      points.add(new Forecast.Polled(new PointBinding(id, address, false), every));
    }
    return points;
  }

  private static Settings serial(int baud) {
    return settings(Map.of("serial", "/dev/ttyS9", "baud", baud, "pause", "0ms"));
  }

  // 8 bytes there, 9 back, 11 bits each: 19.5 ms at 9600; with 4 ms of silence and 20 ms of
  // thinking
  // 43.5 ms a meter.
  @Test
  void thirtyMetersFitAFastLineAndNotASlowOne() {
    Forecast fits = Forecast.of(serial(9600), meters(20, Duration.ofSeconds(1))).orElseThrow();
    assertEquals(20, fits.requests());
    assertEquals(0.87, fits.use(), 0.01);
    assertEquals(Duration.ofSeconds(1), fits.slowest());
    Forecast slow = Forecast.of(serial(1200), meters(20, Duration.ofSeconds(1))).orElseThrow();
    assertTrue(slow.use() > 3, "" + slow.use());
    assertTrue(slow.slowest().toMillis() > 3_000, "" + slow.slowest());
    assertEquals(Optional.empty(), Forecast.of(serial(9600), List.of()));
  }
}
