package io.arxos.driver.modbus;

import io.arxos.driver.PointBinding;
import io.arxos.driver.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What polling will cost a line, before it begins.
///
/// @param requests in all intervals together, each counted once
/// @param use of the line's time: 1 is all of it, more does not fit
/// @param slowest the longest time from one reading of a point to its next
public record Forecast(int requests, double use, Duration slowest) {
  /// What units usually need before they answer; serial gateways behind TCP need as much.
  private static final double TURNAROUND_SECONDS = 0.02;

  private static final int QUESTION_BYTES = 8;
  private static final int ANSWER_BYTES = 5;

  /// A point, and how often it is asked for.
  public record Polled(PointBinding binding, Duration every) {}

  /// Nothing when the settings or addresses are wrong (the factory reports that) or there are no
  /// points.
  ///
  /// @param driver as [ModbusDriverFactory#create] takes it
  public static Optional<Forecast> of(Settings driver, List<Polled> points) {
    ModbusDriverFactory.Configured configured = ModbusDriverFactory.read(driver);
    Map<Duration, List<ModbusPoint>> groups = new HashMap<>();
    var maps = new MapLibrary();
    for (Polled polled : points) {
      groups
          .computeIfAbsent(polled.every(), _ -> new ArrayList<>())
          .add(ModbusPoint.of(polled.binding(), maps));
    }
    int requests = 0;
    double use = 0;
    Duration longest = Duration.ZERO;
    for (Map.Entry<Duration, List<ModbusPoint>> group : groups.entrySet()) {
      for (RegisterSpan span :
          RegisterSpan.plan(group.getValue(), configured.rules(), _ -> false)) {
        requests++;
        use += seconds(configured.wire(), span) / (group.getKey().toMillis() / 1000.0);
      }
      longest = longest.compareTo(group.getKey()) < 0 ? group.getKey() : longest;
    }
    Duration slowest = Duration.ofMillis(Math.round(longest.toMillis() * Math.max(1, use)));
    return requests == 0 ? Optional.empty() : Optional.of(new Forecast(requests, use, slowest));
  }

  private static double seconds(ModbusWire wire, RegisterSpan span) {
    double pause = wire.pause().toNanos() / 1e9;
    if (wire instanceof ModbusWire.Serial serial) {
      ModbusWire.Format format = serial.format();
      int data = span.table().bits() ? (span.count() + 7) / 8 : 2 * span.count();
      double bytes = (double) QUESTION_BYTES + ANSWER_BYTES + data;
      double silence = format.silence().toNanos() / 1e9;
      return bytes * format.bits() / format.baud() + silence + pause + TURNAROUND_SECONDS;
    }
    return TURNAROUND_SECONDS + pause;
  }
}
