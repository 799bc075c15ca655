package io.arxos.gateway;

import io.arxos.driver.PointBinding;
import io.arxos.driver.modbus.Forecast;
import io.arxos.gateway.config.DriverConfig;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What polling will cost each Modbus line of a checked site, a line of text each. Measured, the
/// same is told by the line doctor.
final class PollForecasts {
  private static final double FULL = 0.9;

  private PollForecasts() {}

  static List<String> of(Site site) {
    List<String> lines = new ArrayList<>();
    for (DriverConfig driver : site.drivers()) {
      if (driver.protocol().equals("modbus")) {
        Forecast.of(driver.settings().open(_ -> {}), polled(site, driver))
            .ifPresent(forecast -> lines.add(text(driver.id(), forecast)));
      }
    }
    return lines;
  }

  private static List<Forecast.Polled> polled(Site site, DriverConfig driver) {
    List<Forecast.Polled> points = new ArrayList<>();
    site.points()
        .forEach(point -> {
          PointConfig.Source source = point.source();
          Duration poll = source == null ? null : source.poll();
          if (source != null && poll != null && source.driver().equals(driver.id())) {
            points.add(
                new Forecast.Polled(
                    new PointBinding(point.id(), source.address().open(_ -> {}), false), poll));
          }
        });
    return points;
  }

  private static String text(String driver, Forecast forecast) {
    return String.format(
        Locale.ROOT,
        "driver %s: %d requests, about %.0f %% of the line, slowest refresh %.1f s%s",
        driver,
        forecast.requests(),
        100 * forecast.use(),
        forecast.slowest().toMillis() / 1000.0,
        forecast.use() > FULL ? " (too much: poll less often, or use another line)" : "");
  }
}
