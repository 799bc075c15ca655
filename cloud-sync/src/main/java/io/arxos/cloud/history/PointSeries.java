package io.arxos.cloud.history;

import io.arxos.block.Columns;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.log.LaneKey;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Stored samples of one point, in order of time. Filled once, then read.
public final class PointSeries {
  private final String point;
  private long[] times = new long[16];
  private @Nullable PointValue[] values = new @Nullable PointValue[16];
  private byte[] statuses = new byte[16];
  private String[] reasons = new String[16];
  private long[] sequences = new long[16];
  private LaneKey[] lanes = new LaneKey[16];
  private int size;

  PointSeries(String point) {
    this.point = point;
  }

  public String point() {
    return point;
  }

  public int size() {
    return size;
  }

  /// UTC microseconds.
  public long timeUs(int index) {
    return times[index];
  }

  /// Null when there is only a status.
  public @Nullable PointValue value(int index) {
    return values[index];
  }

  /// The value as a number (false 0, true 1); NaN when it has none or is a text.
  public double number(int index) {
    return switch (values[index]) {
      case PointValue.Num(double number) -> number;
      case PointValue.Int(long integer) -> integer;
      case PointValue.Bool(boolean bool) -> bool ? 1 : 0;
      case PointValue.Text _ -> Double.NaN;
      case null -> Double.NaN;
    };
  }

  /// The status byte of [Columns]: wire number of the status in the low three bits, flags above.
  public int status(int index) {
    return statuses[index] & 0xff;
  }

  /// Why the status is not ok; "" when it is.
  public String reason(int index) {
    return reasons[index];
  }

  public long sequence(int index) {
    return sequences[index];
  }

  public LaneKey lane(int index) {
    return lanes[index];
  }

  void add(LaneKey lane, long sequence, Columns columns, int row) {
    if (size == times.length) {
      grow();
    }
    times[size] = columns.wallMicros(row);
    values[size] = Values.of(columns, row);
    statuses[size] = (byte) columns.status(row);
    reasons[size] = columns.reason(row);
    sequences[size] = sequence;
    lanes[size] = lane;
    size++;
  }

  void addAll(PointSeries other) {
    while (size + other.size > times.length) {
      grow();
    }
    System.arraycopy(other.times, 0, times, size, other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    System.arraycopy(other.statuses, 0, statuses, size, other.size);
    System.arraycopy(other.reasons, 0, reasons, size, other.size);
    System.arraycopy(other.sequences, 0, sequences, size, other.size);
    System.arraycopy(other.lanes, 0, lanes, size, other.size);
    size += other.size;
  }

  private void grow() {
    int capacity = Math.max(16, times.length * 2);
    times = Arrays.copyOf(times, capacity);
    values = Arrays.copyOf(values, capacity);
    statuses = Arrays.copyOf(statuses, capacity);
    reasons = Arrays.copyOf(reasons, capacity);
    sequences = Arrays.copyOf(sequences, capacity);
    lanes = Arrays.copyOf(lanes, capacity);
  }

  /// The samples at these places.
  PointSeries pick(int[] indexes) {
    var picked = new PointSeries(point);
    int count = indexes.length;
    picked.size = count;
    picked.times = new long[count];
    picked.values = new @Nullable PointValue[count];
    picked.statuses = new byte[count];
    picked.reasons = new String[count];
    picked.sequences = new long[count];
    picked.lanes = new LaneKey[count];
    for (int i = 0; i < count; i++) {
      int from = indexes[i];
      picked.times[i] = times[from];
      picked.values[i] = values[from];
      picked.statuses[i] = statuses[from];
      picked.reasons[i] = reasons[from];
      picked.sequences[i] = sequences[from];
      picked.lanes[i] = lanes[from];
    }
    return picked;
  }

  /// In order of time; equal times in order of lane and sequence.
  PointSeries sorted() {
    if (isSorted()) {
      return this;
    }
    var order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Comparator<Integer> byTime = Comparator.comparingLong(i -> times[i]);
    Arrays.sort(order, byTime.thenComparing(i -> lanes[i]).thenComparingLong(i -> sequences[i]));
    return pick(Arrays.stream(order).mapToInt(Integer::intValue).toArray());
  }

  private boolean isSorted() {
    for (int i = 1; i < size; i++) {
      if (times[i] < times[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
