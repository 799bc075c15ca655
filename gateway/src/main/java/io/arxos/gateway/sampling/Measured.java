package io.arxos.gateway.sampling;

import io.arxos.block.Columns;
import io.arxos.driver.Origin;
import io.arxos.driver.Reading;
import io.arxos.driver.Status;
import io.arxos.driver.Unit;
import io.arxos.driver.Value;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.PointConfig.Band;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What a reading means for its point: the value in the point's unit, and how much it can be
/// trusted.
///
/// @param value null when there is none
/// @param reason why the status is not ok; "" when it is
/// @param flags of [Columns] that the reading itself brings
record Measured(@Nullable Value value, Status status, String reason, int flags) {
  static Measured of(PointConfig point, Reading reading, long wallMicros) {
    return switch (reading) {
      case Reading.Bad(Reading.Kind kind, String reason, Origin _) ->
          new Measured(null, kind == Reading.Kind.DOWN ? Status.DOWN : Status.FAULT, reason, 0);
      case Reading.Good(Value value, Origin origin) -> good(point, value, origin, wallMicros);
    };
  }

  private static Measured good(PointConfig point, Value raw, Origin origin, long wallMicros) {
    int flags = origin.repeat() ? Columns.REPEAT : 0;
    Value value = converted(point, raw);
    if (value == null) {
      return new Measured(null, Status.FAULT, "not a number: the point needs one", flags);
    }
    Band range = point.sampling().range();
    if (range != null && !range.contains(value.number())) {
      return new Measured(value, Status.FAULT, "out of range", flags);
    }
    if (origin.retained() && !isRecent(origin, point.sampling().staleAfter(), wallMicros)) {
      return new Measured(value, Status.STALE, "kept by the broker; it may be old", flags);
    }
    return new Measured(value, Status.OK, "", flags);
  }

  private static boolean isRecent(Origin origin, Duration limit, long wallMicros) {
    if (origin.time() == null) {
      return false;
    }
    long sourceMicros = ChronoUnit.MICROS.between(Instant.EPOCH, origin.time());
    return Math.abs(wallMicros - sourceMicros) <= limit.toNanos() / 1_000;
  }

  /// Null when a number is needed and the reading is none.
  private static @Nullable Value converted(PointConfig point, Value raw) {
    Unit to = point.unit();
    Unit from = point.reached().map(PointConfig.Source::unit).orElse(to);
    boolean plain = to.code().equals("1") && from.code().equals("1");
    if (plain && point.states().isEmpty()) {
      return raw;
    }
    if (raw instanceof Value.Text(String text) && !point.states().isEmpty()) {
      return state(point, text);
    }
    double number = from.convert(raw.number(), to);
    return Double.isFinite(number) ? point.valueOf(number) : null;
  }

  /// A device that says the name of a state means its number; null when the point has no such
  /// state.
  private static @Nullable Value state(PointConfig point, String name) {
    for (int i = 0; i < point.states().size(); i++) {
      if (point.states().get(i).equalsIgnoreCase(name)) {
        return point.valueOf(i);
      }
    }
    return null;
  }
}
