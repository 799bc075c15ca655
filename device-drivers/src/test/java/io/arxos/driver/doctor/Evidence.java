package io.arxos.driver.doctor;

import io.arxos.driver.Origin;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Units;
import io.arxos.driver.Value;
import io.arxos.driver.line.LineReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Evidence written down by hand.
final class Evidence {
  static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

  private Evidence() {}

  /// A point that said something at equal intervals.
  static PointRecord point(
      String id, String brickClass, String unit, Duration every, double... values) {
    return timed(id, brickClass, unit, new Times(every, (_, _) -> null), values);
  }

  /// When values arrive, and what the device says of it.
  record Times(Duration every, Clock clock) {}

  /// What the device says the time is.
  interface Clock {
    @Nullable Instant at(Instant now, int reading);
  }

  static PointRecord timed(
      String id, String brickClass, String unit, Times times, double... values) {
    var history = new PointHistory(new PointId(id), brickClass, Units.find(unit).orElseThrow());
    for (int i = 0; i < values.length; i++) {
      Instant now = BEGIN.plus(times.every().multipliedBy(i));
      var origin = new Origin(times.clock().at(now, i), null, false, false);
      history.add(
          new Reading.Good(new Value.Num(values[i]), origin),
          now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
    }
    return history.record();
  }

  static double[] series(int count, IntToDoubleFunction value) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return values;
  }

  /// Signature and subject of what is found, as `UNIT_SLIP site/a/p`.
  static List<String> of(List<LineReport> lines, PointRecord... points) {
    return LineDoctor.examine(lines, List.of(points)).stream()
        .map(it -> it.signature() + " " + it.subject())
        .toList();
  }
}
