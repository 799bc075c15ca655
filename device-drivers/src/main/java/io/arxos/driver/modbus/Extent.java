package io.arxos.driver.modbus;

import io.arxos.driver.modbus.register.Table;
import java.util.Comparator;

/// Registers, or bits, of one unit that are never asked for in parts.
///
/// @param end one beyond the last
record Extent(int unit, Table table, int first, int end) implements Comparable<Extent> {
  private static final Comparator<Extent> BY_PLACE =
      Comparator.comparingInt(Extent::unit)
          .thenComparing(Extent::table)
          .thenComparingInt(Extent::first)
          .thenComparingInt(Extent::end);

  @Override
  public int compareTo(Extent other) {
    return BY_PLACE.compare(this, other);
  }

  boolean sameSpace(Extent other) {
    return unit == other.unit && table == other.table;
  }
}
