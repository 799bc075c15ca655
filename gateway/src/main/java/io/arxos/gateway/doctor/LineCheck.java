package io.arxos.gateway.doctor;

import io.arxos.driver.Clock;
import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.doctor.Finding;
import io.arxos.driver.doctor.LineDoctor;
import io.arxos.driver.doctor.PointHistory;
import io.arxos.driver.line.LineReport;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.sampling.Sampler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// One examination: begins when it is made, ends with [#end].
public final class LineCheck implements AutoCloseable {
  private final Supplier<Map<String, Driver>> drivers;
  private final Clock clock;
  private final Map<PointId, PointHistory> histories = new LinkedHashMap<>();
  private final AutoCloseable tap;

  /// What an examination shows.
  ///
  /// @param lines by the driver's id in the site file
  public record Result(Map<String, List<LineReport>> lines, List<Finding> findings) {}

  /// @param drivers those that run, by their id in the site file
  public LineCheck(Site site, Sampler sampler, Supplier<Map<String, Driver>> drivers, Clock clock) {
    this.drivers = drivers;
    this.clock = clock;
    for (PointConfig point : site.points().toList()) {
      point
          .reached()
          .ifPresent(source ->
              histories.put(
                  point.id(), new PointHistory(point.id(), point.brickClass(), source.unit())));
    }
    this.tap = sampler.tap(this::heard);
  }

  /// What was seen since the drivers were opened, and heard since this was made.
  public Result end() {
    close();
    Map<String, List<LineReport>> lines = new LinkedHashMap<>();
    List<Finding> findings = new ArrayList<>();
    drivers.get().forEach((id, driver) -> lines.put(id, driver.lines()));
    findings.addAll(
        LineDoctor.examine(
            lines.values().stream().flatMap(List::stream).toList(),
            histories.values().stream().map(PointHistory::record).toList()));
    return new Result(lines, findings);
  }

  @Override
  public void close() {
    try {
      tap.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void heard(Map<PointId, Reading> readings) {
    long wallMicros = clock.wallMicros();
    readings.forEach((id, reading) -> {
      PointHistory history = histories.get(id);
      if (history != null) {
        history.add(reading, wallMicros);
      }
    });
  }
}
