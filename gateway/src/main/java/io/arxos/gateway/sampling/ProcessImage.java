package io.arxos.gateway.sampling;

import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last that is known of every point, whether or not it could be journaled. Safe for any
/// thread. Control reads it only as a [Snapshot], so that all inputs of one cycle belong together;
/// what one message of a device said appears in it at once.
public final class ProcessImage {
  private final Map<PointId, Current> points = new HashMap<>();
  private @Nullable Snapshot frozen;

  /// What is known of one point.
  ///
  /// @param value in the point's unit; the last good one while the status is not ok; null when
  ///   there never was one
  /// @param reason why the status is not ok; "" when it is
  /// @param overridden a level above the loops holds it
  /// @param nanos [io.arxos.driver.Clock#nanos] when the value was last reported, changed or not
  /// @param wallMicros UTC when the value was last reported
  public record Current(
      PointId point,
      @Nullable Value value,
      Status status,
      String reason,
      boolean overridden,
      long nanos,
      long wallMicros) {
    /// The value as a number, NaN unless the status is ok: what control may use.
    public double usable() {
      return status == Status.OK && value != null ? value.number() : Double.NaN;
    }

    Current as(Status status, String reason) {
      return new Current(point, value, status, reason, overridden, nanos, wallMicros);
    }
  }

  /// All points at one instant; immutable.
  public record Snapshot(Map<PointId, Current> points) {
    public Snapshot {
      points = Map.copyOf(points);
    }

    /// Null for a point that the site does not have.
    public @Nullable Current get(PointId point) {
      return points.get(point);
    }

    /// NaN unless the point is there and ok.
    public double usable(PointId point) {
      Current current = points.get(point);
      return current == null ? Double.NaN : current.usable();
    }
  }

  /// Begins with points that nothing is known of.
  public ProcessImage(Collection<PointId> points) {
    for (PointId point : points) {
      this.points.put(
          point, new Current(point, null, Status.UNKNOWN, "not seen since start", false, 0, 0));
    }
  }

  public synchronized Snapshot snapshot() {
    Snapshot known = frozen;
    if (known == null) {
      known = new Snapshot(points);
      frozen = known;
    }
    return known;
  }

  synchronized void put(Collection<Current> changed) {
    for (Current current : changed) {
      points.put(current.point(), current);
    }
    frozen = null;
  }
}
