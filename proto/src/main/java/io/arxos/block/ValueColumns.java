package io.arxos.block;

import io.arxos.block.Columns.Kind;

/// The values: point by point, and within a point kind by kind (a point normally has one), in order
/// of rows. Which rows have which kind is known from [StateRuns].
final class ValueColumns {
  static final int TEXT_BYTES_MAX = 1024;

  private final Columns columns;
  private final PointOrder order;

  // Valid within one point.
  private int kindsOf = -1;
  private int kinds;

  // Valid within one point and kind: its rows, and their values.
  private final int[] rows;
  private final long[] values;
  private int count;

  ValueColumns(Columns columns, PointOrder order) {
    this.columns = columns;
    this.order = order;
    this.rows = new int[columns.size()];
    this.values = new long[columns.size()];
  }

  void write(ByteSink sink) {
    for (int point = 0; point < order.paths.length; point++) {
      if (gather(point, Kind.NUMBER)) {
        Numbers.write(sink, values, count);
      }
      if (gather(point, Kind.INTEGER)) {
        Integers.write(sink, values, count);
      }
      if (gather(point, Kind.BOOLEAN)) {
        for (int i = 0; i < count; i++) {
          sink.bits(values[i], 1);
        }
        sink.align();
      }
      if (gather(point, Kind.TEXT)) {
        for (int i = 0; i < count; i++) {
          Texts.write(sink, columns.text(rows[i]), TEXT_BYTES_MAX);
        }
      }
    }
  }

  void read(ByteSource source) throws BadBlock {
    for (int point = 0; point < order.paths.length; point++) {
      if (gather(point, Kind.NUMBER)) {
        Numbers.read(source, values, count);
        scatter();
      }
      if (gather(point, Kind.INTEGER)) {
        Integers.read(source, values, count);
        scatter();
      }
      if (gather(point, Kind.BOOLEAN)) {
        source.bitsBegin();
        for (int i = 0; i < count; i++) {
          values[i] = source.bits(1);
        }
        source.bitsEnd();
        scatter();
      }
      if (gather(point, Kind.TEXT)) {
        for (int i = 0; i < count; i++) {
          columns.text(rows[i], Texts.read(source, TEXT_BYTES_MAX));
        }
      }
    }
  }

  private boolean gather(int point, Kind kind) {
    count = 0;
    if ((kinds(point) & 1 << kind.ordinal()) == 0) {
      return false;
    }
    for (int i = order.starts[point]; i < order.starts[point + 1]; i++) {
      int row = order.rows[i];
      if (columns.kind(row) == kind) {
        rows[count] = row;
        values[count++] = columns.bits(row);
      }
    }
    return count > 0;
  }

  /// Which kinds the rows of a point have, a bit for each. Asked for one point after the other.
  private int kinds(int point) {
    if (point != kindsOf) {
      kindsOf = point;
      kinds = 0;
      for (int i = order.starts[point]; i < order.starts[point + 1]; i++) {
        kinds |= 1 << columns.kind(order.rows[i]).ordinal();
      }
    }
    return kinds;
  }

  private void scatter() {
    for (int i = 0; i < count; i++) {
      columns.bits(rows[i], values[i]);
    }
  }
}
