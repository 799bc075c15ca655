package io.arxos.block;

/// Monotonic and wall times.
///
/// Monotonic times are written in whichever of two forms is shorter: the difference of each row to
/// the row before (bursts), or, point by point, the difference of differences (steady polls). Wall
/// times are written as their distance from the monotonic ones, which hardly changes.
final class TimeColumns {
  private static final int BY_ROW = 0;
  private static final int BY_POINT = 1;

  private TimeColumns() {}

  static void write(ByteSink sink, Columns columns, PointOrder order) {
    int rest = columns.size() - 1;
    long[] byRow = new long[rest];
    long[] offsets = new long[rest];
    long offset = columns.wallMicros(0) - columns.monoMicros(0);
    sink.signed(columns.monoMicros(0));
    sink.signed(offset);
    if (rest == 0) {
      return;
    }
    for (int row = 1; row <= rest; row++) {
      byRow[row - 1] = ZigZag.of(columns.monoMicros(row) - columns.monoMicros(row - 1));
      long next = columns.wallMicros(row) - columns.monoMicros(row);
      offsets[row - 1] = ZigZag.of(next - offset);
      offset = next;
    }
    long[] byPoint = byPoint(columns, order);
    var rowPlan = Packed.plan(byRow, rest);
    var pointPlan = Packed.plan(byPoint, rest);
    if (rowPlan.bits() <= pointPlan.bits()) {
      sink.put(BY_ROW);
      Packed.write(sink, byRow, rest, rowPlan);
    } else {
      sink.put(BY_POINT);
      Packed.write(sink, byPoint, rest, pointPlan);
    }
    Packed.write(sink, offsets, rest);
  }

  /// A point's first time is told from the first of the point before it; a difference is told from
  /// the one before it, even if that was another point's: polls of a device have one period.
  private static long[] byPoint(Columns columns, PointOrder order) {
    long[] values = new long[columns.size() - 1];
    long groupFirst = columns.monoMicros(0);
    long delta = 0;
    int at = 0;
    for (int point = 0; point < order.paths.length; point++) {
      int start = order.starts[point];
      long time = columns.monoMicros(order.rows[start]);
      if (point > 0) {
        values[at++] = ZigZag.of(time - groupFirst);
        groupFirst = time;
      }
      for (int i = start + 1; i < order.starts[point + 1]; i++) {
        long next = columns.monoMicros(order.rows[i]);
        values[at++] = ZigZag.of(next - time - delta);
        delta = next - time;
        time = next;
      }
    }
    return values;
  }

  static void read(ByteSource source, Columns columns, PointOrder order) throws BadBlock {
    int rest = columns.size() - 1;
    long mono = source.signed();
    long offset = source.signed();
    columns.times(0, mono + offset, mono);
    if (rest == 0) {
      return;
    }
    int form = source.next();
    if (form > BY_POINT) {
      throw ByteSource.content("unknown form of times " + form);
    }
    long[] values = new long[rest];
    Packed.read(source, values, rest);
    long[] times = form == BY_ROW ? fromRows(mono, values) : fromPoints(mono, values, order);
    Packed.read(source, values, rest);
    for (int row = 1; row <= rest; row++) {
      offset += ZigZag.back(values[row - 1]);
      columns.times(row, times[row] + offset, times[row]);
    }
  }

  private static long[] fromRows(long first, long[] values) {
    long[] times = new long[values.length + 1];
    times[0] = first;
    for (int row = 1; row < times.length; row++) {
      times[row] = times[row - 1] + ZigZag.back(values[row - 1]);
    }
    return times;
  }

  private static long[] fromPoints(long first, long[] values, PointOrder order) {
    long[] times = new long[values.length + 1];
    long groupFirst = first;
    long delta = 0;
    int at = 0;
    for (int point = 0; point < order.paths.length; point++) {
      int start = order.starts[point];
      if (point > 0) {
        groupFirst += ZigZag.back(values[at++]);
      }
      long time = groupFirst;
      times[order.rows[start]] = time;
      for (int i = start + 1; i < order.starts[point + 1]; i++) {
        delta += ZigZag.back(values[at++]);
        time += delta;
        times[order.rows[i]] = time;
      }
    }
    return times;
  }
}
