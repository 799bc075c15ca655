package io.arxos.bench;

import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import io.arxos.gateway.journal.Sample;
import java.util.ArrayList;
import java.util.List;

/// Temperatures of two hundred rooms that wander, to a hundredth, one room after the other.
final class MadeSamples {
  private static final int POINTS = 200;
  private static final long START_MICROS = 1_767_600_000_000_000L;
  private static final long STEP_MICROS = 500;

  private final List<PointId> points = new ArrayList<>();
  private long made;

  MadeSamples() {
    for (int i = 0; i < POINTS; i++) {
      points.add(new PointId("hofgarten/room-" + i + "/air-temperature"));
    }
  }

  List<Sample> take(int count) {
    List<Sample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(next());
    }
    return samples;
  }

  private Sample next() {
    int point = (int) (made % POINTS);
    double value = Math.round(2_100 + 150 * Math.sin((made / POINTS + point) / 40.0)) / 100.0;
    long micros = made++ * STEP_MICROS;
    return new Sample(
        points.get(point), new Value.Num(value), Status.OK, 0, "", START_MICROS + micros, micros);
  }
}
