package io.arxos.driver.doctor;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Unit;
import io.arxos.driver.doctor.PointRecord.Seen;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Keeps the last readings of one point. Any thread.
public final class PointHistory {
  public static final int READINGS_MAX = 256;

  private final PointId id;
  private final String brickClass;
  private final Unit unit;
  private final Deque<Seen> seen = new ArrayDeque<>(); // guarded by this

  /// @param unit that the device is said to speak
  public PointHistory(PointId id, String brickClass, Unit unit) {
    this.id = id;
    this.brickClass = brickClass;
    this.unit = unit;
  }

  /// Keeps what is a number and live; the rest says nothing of a point's values.
  public synchronized void add(Reading reading, long wallMicros) {
    if (!(reading instanceof Reading.Good(var value, var origin)) || origin.retained()) {
      return;
    }
    double number = value.number();
    if (Double.isFinite(number)) {
      if (seen.size() == READINGS_MAX) {
        seen.removeFirst();
      }
      seen.addLast(new Seen(wallMicros, number, origin.time()));
    }
  }

  public synchronized PointRecord record() {
    return new PointRecord(id, brickClass, unit, List.copyOf(seen));
  }
}
