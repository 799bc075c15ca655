package io.arxos.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Which point each row belongs to, and the rows grouped by point.
///
/// The points stand in order of first appearance, each as the number of leading bytes it shares
/// with the one before and the rest. The order of the rows is then mostly not written: after a
/// point comes the point that came after it the last time (polls repeat), or the next new one.
final class PointOrder {
  static final int PATH_BYTES_MAX = 255;
  private static final int AS_EXPECTED = 0;
  private static final int WITH_MISSES = 1;

  /// Distinct paths, in order of first appearance.
  final String[] paths;

  /// Rows ordered by point, then by row.
  final int[] rows;

  /// Where each point begins in `rows`; one more entry for the end.
  final int[] starts;

  final int[] pointOfRow;

  private PointOrder(String[] paths, int[] pointOfRow) {
    this.paths = paths;
    this.pointOfRow = pointOfRow;
    this.starts = new int[paths.length + 1];
    this.rows = new int[pointOfRow.length];
    for (int point : pointOfRow) {
      starts[point + 1]++;
    }
    for (int point = 0; point < paths.length; point++) {
      starts[point + 1] += starts[point];
    }
    int[] next = Arrays.copyOf(starts, paths.length);
    for (int row = 0; row < pointOfRow.length; row++) {
      rows[next[pointOfRow[row]]++] = row;
    }
  }

  static PointOrder of(Columns columns) {
    int[] pointOfRow = new int[columns.size()];
    for (int row = 0; row < pointOfRow.length; row++) {
      pointOfRow[row] = columns.pointIndex(row);
    }
    return new PointOrder(columns.dictionary().toArray(String[]::new), pointOfRow);
  }

  void write(ByteSink sink) {
    sink.varint(paths.length);
    byte[] before = {};
    for (String path : paths) {
      byte[] bytes = Texts.utf8(path, PATH_BYTES_MAX);
      int shared = Math.max(0, Arrays.mismatch(before, bytes));
      sink.varint(shared);
      sink.varint(bytes.length - shared);
      sink.put(bytes, shared, bytes.length);
      before = bytes;
    }
    writeOrder(sink);
  }

  private void writeOrder(ByteSink sink) {
    int points = paths.length;
    boolean[] hits = new boolean[pointOfRow.length];
    boolean all = true;
    var expected = new Expectation(points);
    for (int row = 0; row < pointOfRow.length; row++) {
      hits[row] = expected.next(points) == pointOfRow[row];
      all &= hits[row];
      expected.saw(pointOfRow[row]);
    }
    sink.put(all ? AS_EXPECTED : WITH_MISSES);
    if (all) {
      return;
    }
    int width = width(points);
    for (int row = 0; row < pointOfRow.length; row++) {
      sink.bits(hits[row] ? 0 : 1, 1);
      if (!hits[row]) {
        sink.bits(pointOfRow[row], width);
      }
    }
    sink.align();
  }

  static PointOrder read(ByteSource source, int size) throws BadBlock {
    String[] paths = new String[source.varint(1, size, "the number of points")];
    byte[] bytes = new byte[PATH_BYTES_MAX];
    int length = 0;
    for (int point = 0; point < paths.length; point++) {
      int shared = source.varint(0, length, "the shared part of a path");
      int rest = source.varint(0, PATH_BYTES_MAX - shared, "the length of a path");
      source.copy(rest, bytes, shared);
      length = shared + rest;
      paths[point] = new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
    return new PointOrder(paths, readOrder(source, size, paths.length));
  }

  private static int[] readOrder(ByteSource source, int size, int points) throws BadBlock {
    int mode = source.next();
    if (mode > WITH_MISSES) {
      throw ByteSource.content("unknown order " + mode);
    }
    int[] pointOfRow = new int[size];
    int width = width(points);
    var expected = new Expectation(points);
    source.bitsBegin();
    for (int row = 0; row < size; row++) {
      boolean hit = mode == AS_EXPECTED || source.bits(1) == 0;
      int point = hit ? expected.next(points) : (int) source.bits(width);
      if (point >= points || point > expected.seen) {
        throw ByteSource.content("row " + row + " is of a point that is not there");
      }
      pointOfRow[row] = point;
      expected.saw(point);
    }
    source.bitsEnd();
    if (expected.seen != points) {
      throw ByteSource.content("a point without rows");
    }
    return pointOfRow;
  }

  private static int width(int points) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(points - 1);
  }

  /// What both sides expect of the next row.
  private static final class Expectation {
    private final int[] after;
    private int last = -1;
    private int seen;

    Expectation(int points) {
      after = new int[points];
      Arrays.fill(after, -1);
    }

    int next(int points) {
      if (last >= 0 && after[last] >= 0) {
        return after[last];
      }
      return seen < points ? seen : 0;
    }

    void saw(int point) {
      if (last >= 0) {
        after[last] = point;
      }
      last = point;
      seen = Math.max(seen, point + 1);
    }
  }
}
