package io.arxos.block;

import java.util.Arrays;

/// Monotonic and wall times.
///
/// Monotonic times are differences of each row to the row before, or, where polls repeat, the
/// difference of that to what it was when the row's point was there the last time; whichever is
/// smaller. Wall times are written as their distance from the monotonic ones, which hardly changes.
final class Times {
  private static final int BY_ROW = 0;
  private static final int REPEATED = 1;

  private Times() {}

  static void write(BitSink sink, Columns columns, Scratch scratch) {
    int rest = columns.size() - 1;
    long[] mono = columns.monoMicros();
    long[] wall = columns.wallMicros();
    sink.signed(mono[0]);
    sink.signed(wall[0] - mono[0]);
    if (rest == 0) {
      return;
    }
    long[] byRow = scratch.first;
    long[] repeated = scratch.second;
    int[] points = columns.points();
    long[] known = scratch.steps;
    Arrays.fill(known, 0, columns.paths().size(), 0);
    long bitsByRow = 0;
    long bitsRepeated = 0;
    for (int i = 0; i < rest; i++) {
      long step = mono[i + 1] - mono[i];
      int point = points[i + 1];
      long change = step - known[point];
      known[point] = step;
      byRow[i] = step;
      repeated[i] = change;
      bitsByRow += BitSource.length(Math.abs(step));
      bitsRepeated += BitSource.length(ZigZag.of(change));
    }
    boolean repeats = bitsRepeated < bitsByRow;
    sink.bits(repeats ? REPEATED : BY_ROW, 1);
    scratch.packed.write(sink, repeats ? repeated : byRow, 0, rest);
    long[] offsets = byRow;
    for (int i = 0; i < rest; i++) {
      offsets[i] = wall[i + 1] - mono[i + 1] - (wall[i] - mono[i]);
    }
    scratch.packed.write(sink, offsets, 0, rest);
  }

  static void read(BitSource source, Columns columns, Scratch scratch) throws BadBlock {
    int rest = columns.size() - 1;
    long[] mono = columns.monoMicros();
    long[] wall = columns.wallMicros();
    mono[0] = source.signed();
    wall[0] = mono[0] + source.signed();
    if (rest == 0) {
      return;
    }
    boolean repeats = source.bit() == REPEATED;
    long[] values = scratch.first;
    Packed.read(source, values, 0, rest);
    long time = mono[0];
    if (repeats) {
      int[] points = columns.points();
      long[] known = scratch.steps;
      Arrays.fill(known, 0, columns.paths().size(), 0);
      for (int i = 0; i < rest; i++) {
        int point = points[i + 1];
        known[point] += values[i];
        time += known[point];
        mono[i + 1] = time;
      }
    } else {
      for (int i = 0; i < rest; i++) {
        time += values[i];
        mono[i + 1] = time;
      }
    }
    Packed.read(source, values, 0, rest);
    long offset = wall[0] - mono[0];
    for (int i = 0; i < rest; i++) {
      offset += values[i];
      wall[i + 1] = mono[i + 1] + offset;
    }
  }
}
