package io.arxos.gateway.sampling;

import io.arxos.driver.Driver;
import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The points of one driver that are asked at one interval: one question for all of them, so that
/// the driver can coalesce. A slow or dead device makes the group skip turns, never catch up.
final class PollGroup {
  private static final Logger LOG = LoggerFactory.getLogger(PollGroup.class);

  private final String driverId;
  private final Driver driver;
  private final Set<PointId> points;
  private final long periodNanos;
  private final Sampler sampler;
  private long dueNanos;
  private boolean broken;

  PollGroup(String driverId, Driver driver, Set<PointId> points, Duration period, Sampler sampler) {
    this.driverId = driverId;
    this.driver = driver;
    this.points = Set.copyOf(points);
    this.periodNanos = period.toNanos();
    this.sampler = sampler;
  }

  /// @param phase 0 to 1: where in its interval the group has its turn, so that not all ask at once
  void startAt(long nanos, double phase) {
    dueNanos = nanos + (long) (periodNanos * phase);
  }

  String name() {
    return driverId + " every " + Duration.ofNanos(periodNanos).toMillis() + " ms";
  }

  /// Asks when it is due. Returns how many nanoseconds there are until the next turn.
  long work(long nanos) throws InterruptedException {
    if (nanos >= dueNanos) {
      sampler.tell(ask());
      long missed = (nanos - dueNanos) / periodNanos;
      dueNanos += (missed + 1) * periodNanos;
    }
    return dueNanos - nanos;
  }

  private Map<PointId, Reading> ask() throws InterruptedException {
    try {
      Map<PointId, Reading> readings = driver.read(points);
      broken = false;
      return readings;
    } catch (RuntimeException e) {
      // By its contract a driver does not throw. One that does must cost its own points only.
      if (!broken) {
        LOG.error(
            "driver {} failed while reading; it is asked again at its next turn", driverId, e);
        broken = true;
      }
      Map<PointId, Reading> readings = new HashMap<>();
      points.forEach(point -> readings.put(point, Reading.fault("driver failed while reading")));
      return readings;
    }
  }
}
