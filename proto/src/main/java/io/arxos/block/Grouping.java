package io.arxos.block;

import java.util.Arrays;

/// The rows of a block in groups: point by point, or within a point kind by kind.
///
/// @param rows ordered by group, then by row; may be longer than there are rows
/// @param starts where each group begins in `rows`, and the end; may be longer
/// @param count how many groups there are
record Grouping(int[] rows, int[] starts, int count) {
  /// How many rows there are.
  int size() {
    return starts[count];
  }

  static Grouping ofPoints(Columns columns, Scratch scratch) {
    int size = columns.size();
    int count = columns.paths().size();
    int[] points = columns.points();
    int[] starts = scratch.pointStarts;
    int[] next = scratch.counts;
    int[] rows = scratch.rows;
    if (RowOrder.inTurn(points, size, count)) {
      return inTurn(size, count, scratch);
    }
    Arrays.fill(next, 0, count, 0);
    for (int row = 0; row < size; row++) {
      next[points[row]]++;
    }
    int start = 0;
    for (int point = 0; point < count; point++) {
      starts[point] = start;
      start += next[point];
      next[point] = starts[point];
    }
    starts[count] = start;
    for (int row = 0; row < size; row++) {
      rows[next[points[row]]++] = row;
    }
    return new Grouping(rows, starts, count);
  }

  private static Grouping inTurn(int size, int count, Scratch scratch) {
    int[] rows = scratch.rows;
    int at = 0;
    for (int point = 0; point < count; point++) {
      scratch.pointStarts[point] = at;
      for (int row = point; row < size; row += count) {
        rows[at++] = row;
      }
    }
    scratch.pointStarts[count] = at;
    return new Grouping(rows, scratch.pointStarts, count);
  }

  /// The same, and within a point one kind of value after the other: each run of a point and a kind
  /// is a column. Mostly a point has one kind, and then its rows stay as they are.
  Grouping byKind(int[] states, Scratch scratch) {
    int[] ordered = rows;
    int[] columns = scratch.columnStarts;
    int found = 0;
    for (int point = 0; point < count; point++) {
      int from = starts[point];
      int to = starts[point + 1];
      int kind = Columns.kindOf(states[rows[from]]);
      int i = from + 1;
      while (i < to && Columns.kindOf(states[rows[i]]) == kind) {
        i++;
      }
      columns[found++] = from;
      if (i == to) {
        continue;
      }
      if (ordered == rows) {
        ordered = rows.clone();
      }
      found--;
      int at = from;
      for (int each = 0; each < Columns.KINDS_MAX; each++) {
        int begin = at;
        for (int j = from; j < to; j++) {
          if (Columns.kindOf(states[rows[j]]) == each) {
            ordered[at++] = rows[j];
          }
        }
        if (at > begin) {
          columns[found++] = begin;
        }
      }
    }
    columns[found] = size();
    return new Grouping(ordered, columns, found);
  }
}
