package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import io.arxos.driver.Value.Bool;
import io.arxos.driver.Value.Int;
import io.arxos.driver.Value.Num;
import io.arxos.driver.Value.Text;
import io.arxos.gateway.config.OutputTable;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.PointConfig.Writing;
import org.jspecify.annotations.Nullable;

/// A point that control decides the value of: an output of a device, or a set-point.
///
/// @param relinquishDefault in force when no level is held; its type is the type of the point
/// @param min lowest value that may ever be in force, in the point's unit
/// @param max highest value that may ever be in force
/// @param table what the output does in each kind of failure; null for a set-point, which no device
///   carries
public record WritablePoint(
    PointId id, Value relinquishDefault, double min, double max, @Nullable OutputTable table) {
  private static final double STEPS_OF_RANGE = 1_000;
  private static final double READ_STEPS_OF_RANGE = 100;
  private static final double RELATIVE_TOLERANCE = 1e-6;

  public WritablePoint {
    if (!(min <= max)) {
      throw new IllegalArgumentException(id + ": write range " + min + " to " + max);
    }
  }

  static WritablePoint of(PointConfig point, Writing writing) {
    return new WritablePoint(
        point.id(),
        point.valueOf(writing.relinquishDefault()),
        writing.limits().low(),
        writing.limits().high(),
        writing.outputs());
  }

  static WritablePoint setpoint(PointId id, Value otherwise, double min, double max) {
    return new WritablePoint(id, otherwise, min, max, null);
  }

  public boolean isOutput() {
    return table != null;
  }

  /// The output table; only for outputs.
  OutputTable outputs() {
    if (table == null) {
      throw new IllegalStateException(id + " is a set-point and has no output table");
    }
    return table;
  }

  /// The value in the type of this point, or null when it cannot be one: 1 is "on" for a two-state
  /// point, 21 is 21.0 for a number, and nothing else is guessed.
  public @Nullable Value typed(Value value) {
    return switch (relinquishDefault) {
      case Num _ -> value instanceof Int(long n) ? new Num(n) : value instanceof Num ? value : null;
      case Int _ -> asInt(value);
      case Bool _ -> asBool(value);
      case Text _ -> value instanceof Text ? value : null;
    };
  }

  /// Whether the value lies in the write range; text and two-state values always do.
  public boolean inRange(Value value) {
    return switch (value) {
      case Num _, Int _ -> value.number() >= min && value.number() <= max;
      case Bool _, Text _ -> true;
    };
  }

  /// A number as a value of this point's type: above or below 0 is "on" for a two-state point.
  Value valueOf(double number) {
    return switch (relinquishDefault) {
      case Num _, Text _ -> new Num(number);
      case Int _ -> new Int(Math.round(number));
      case Bool _ -> new Bool(number != 0);
    };
  }

  /// The nearest value inside the write range.
  Value clamp(Value value) {
    return switch (value) {
      case Num(double n) -> new Num(Math.clamp(n, min, max));
      case Int(long n) -> new Int(Math.round(Math.clamp((double) n, min, max)));
      case Bool _, Text _ -> value;
    };
  }

  /// Whether two values are the same as far as this point can tell: within a thousandth of the
  /// write range. A smaller change is not worth a write.
  boolean same(Value a, Value b) {
    return within(a, b, STEPS_OF_RANGE);
  }

  /// Whether a device that reads this has done what was written: within a hundredth of the write
  /// range, because many a valve knows whole per cents only and would be called stuck at each of
  /// them.
  boolean confirms(Value written, Value read) {
    return within(written, read, READ_STEPS_OF_RANGE);
  }

  private boolean within(Value a, Value b, double steps) {
    double left = a.number();
    double right = b.number();
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return a.equals(b);
    }
    if (relinquishDefault instanceof Num) {
      double range = max - min;
      double step = Double.isFinite(range) ? range / steps : 0;
      return Math.abs(left - right) <= Math.max(step, RELATIVE_TOLERANCE * Math.abs(left));
    }
    return left == right;
  }

  private static @Nullable Value asInt(Value value) {
    return switch (value) {
      case Int _ -> value;
      case Num(double n) when n == Math.rint(n) && Math.abs(n) <= 1L << 53 -> new Int((long) n);
      case Num _, Bool _, Text _ -> null;
    };
  }

  private static @Nullable Value asBool(Value value) {
    return switch (value) {
      case Bool _ -> value;
      case Num _, Int _ ->
          value.number() == 0 || value.number() == 1 ? new Bool(value.number() == 1) : null;
      case Text _ -> null;
    };
  }
}
