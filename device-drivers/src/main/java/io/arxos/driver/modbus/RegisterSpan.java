package io.arxos.driver.modbus;

import io.arxos.driver.modbus.register.ScaleSource;
import io.arxos.driver.modbus.register.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A run of registers, or of bits, fetched in one request.
///
/// @param extents of one unit and table, in order, not overlapping; not empty
record RegisterSpan(List<Extent> extents) {
  /// The most that one reply can carry (Modbus Application Protocol, 6.1 and 6.3).
  static final int REGISTERS_MAX = 125;

  static final int BITS_MAX = 2000;

  /// How requests may be joined.
  ///
  /// @param gapMax unused registers read along between two points; with 0 nothing is read that no
  ///   point asks for
  /// @param registersMax of one request
  record Rules(int gapMax, int registersMax) {}

  /// As few requests as the rules allow.
  ///
  /// @param cut whether nothing may be joined across the beginning of an extent
  static List<RegisterSpan> plan(
      Collection<ModbusPoint> points, Rules rules, Predicate<Extent> cut) {
    List<RegisterSpan> spans = new ArrayList<>();
    List<Extent> run = new ArrayList<>();
    for (Extent extent : merged(extents(points, rules))) {
      boolean cutHere = cut.test(extent);
      if (!run.isEmpty() && (cutHere || !joins(run, extent, rules))) {
        spans.add(new RegisterSpan(List.copyOf(run)));
        run.clear();
      }
      run.add(extent);
    }
    if (!run.isEmpty()) {
      spans.add(new RegisterSpan(List.copyOf(run)));
    }
    return spans;
  }

  /// What the points need, in order. A scale is fetched together with what it scales whenever that
  /// is possible: some devices change both at once.
  private static TreeSet<Extent> extents(Collection<ModbusPoint> points, Rules rules) {
    int reach = rules.gapMax() == 0 ? 0 : rules.registersMax();
    var extents = new TreeSet<Extent>();
    for (ModbusPoint point : points) {
      var register = point.register();
      Table table = register.table();
      extents.add(new Extent(point.unit(), table, register.first(reach), register.last(reach)));
      register
          .apart(reach)
          .map(ScaleSource::extent)
          .ifPresent(
              range -> extents.add(new Extent(point.unit(), table, range.first(), range.end())));
    }
    return extents;
  }

  private static List<Extent> merged(TreeSet<Extent> extents) {
    List<Extent> merged = new ArrayList<>();
    for (Extent extent : extents) {
      Extent last = merged.isEmpty() ? null : merged.getLast();
      if (last != null
          && last.sameSpace(extent)
          && extent.first() < last.end()
          && Math.max(last.end(), extent.end()) - last.first() <= REGISTERS_MAX) {
        merged.removeLast();
        merged.add(
            new Extent(
                last.unit(), last.table(), last.first(), Math.max(last.end(), extent.end())));
      } else {
        merged.add(extent);
      }
    }
    return merged;
  }

  private static boolean joins(List<Extent> run, Extent next, Rules rules) {
    int max = next.table().bits() ? BITS_MAX : rules.registersMax();
    return run.getLast().sameSpace(next)
        && next.first() - run.getLast().end() <= rules.gapMax()
        && Math.max(run.getLast().end(), next.end()) - run.getFirst().first() <= max;
  }

  int unit() {
    return extents.getFirst().unit();
  }

  Table table() {
    return extents.getFirst().table();
  }

  int first() {
    return extents.getFirst().first();
  }

  int count() {
    return extents.stream().mapToInt(Extent::end).max().orElseThrow() - first();
  }

  /// Only for more than one extent.
  RegisterSpan left() {
    return new RegisterSpan(extents.subList(0, extents.size() / 2));
  }

  RegisterSpan right() {
    return new RegisterSpan(extents.subList(extents.size() / 2, extents.size()));
  }
}
