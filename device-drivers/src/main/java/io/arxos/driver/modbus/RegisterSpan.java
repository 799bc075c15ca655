package io.arxos.driver.modbus;

import io.arxos.driver.modbus.ModbusPoint.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// A run of registers, or of bits, fetched in one request.
///
/// @param points all of one unit and table, in order of register; not empty
record RegisterSpan(List<ModbusPoint> points) {
  /// The most that one reply can carry (Modbus Application Protocol, 6.1 and 6.3).
  static final int REGISTERS_MAX = 125;

  static final int BITS_MAX = 2000;

  private static final Comparator<ModbusPoint> BY_PLACE =
      Comparator.comparingInt(ModbusPoint::unit)
          .thenComparing(ModbusPoint::table)
          .thenComparingInt(ModbusPoint::register);

  /// As few requests as the gap allows.
  ///
  /// @param gapMax unused registers read along between two points
  /// @param alone points that are never joined with others
  static List<RegisterSpan> plan(
      Collection<ModbusPoint> points, int gapMax, Set<ModbusPoint> alone) {
    var spans = new ArrayList<RegisterSpan>();
    var run = new ArrayList<ModbusPoint>();
    for (ModbusPoint point : points.stream().sorted(BY_PLACE).toList()) {
      boolean joins =
          !run.isEmpty()
              && !alone.contains(point)
              && !alone.contains(run.getLast())
              && joins(new RegisterSpan(run), point, gapMax);
      if (!joins && !run.isEmpty()) {
        spans.add(new RegisterSpan(List.copyOf(run)));
        run.clear();
      }
      run.add(point);
    }
    if (!run.isEmpty()) {
      spans.add(new RegisterSpan(List.copyOf(run)));
    }
    return spans;
  }

  int unit() {
    return points.getFirst().unit();
  }

  Table table() {
    return points.getFirst().table();
  }

  int first() {
    return points.getFirst().register();
  }

  int count() {
    return end() - first();
  }

  private int end() {
    return points.stream().mapToInt(ModbusPoint::end).max().orElseThrow();
  }

  private static boolean joins(RegisterSpan run, ModbusPoint next, int gapMax) {
    int max = next.table().bits() ? BITS_MAX : REGISTERS_MAX;
    return run.unit() == next.unit()
        && run.table() == next.table()
        && next.register() - run.end() <= gapMax
        && Math.max(run.end(), next.end()) - run.first() <= max;
  }
}
