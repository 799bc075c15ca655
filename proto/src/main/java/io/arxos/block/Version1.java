package io.arxos.block;

import io.arxos.block.Columns.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads blocks of version 1, which journals, logs and stores hold and nobody writes any more.
///
/// ```text
/// points      how many; each as the bytes it shares with the one before, and the rest
/// order       as expected, or a bit per row and the misses
/// times       monotonic by row, or point by point as differences of differences; then how far wall
///             time is ahead
/// states      reasons; runs of kind, status, reason along the rows grouped by point
/// values      point by point, and within a point kind by kind
/// ```
///
/// Numbers of variable length have seven bits a byte; each packed column ends at a whole byte.
final class Version1 {
  private static final int TWO_WIDTHS = 0x80;
  private static final int TEXT_BYTES_MAX = 1024;
  private static final Kind[] KINDS = Kind.values();

  private final ByteSource source;
  private final Columns columns;
  private final int[] rows;
  private final int[] starts;
  private final int count;
  private final int size;

  private Version1(ByteSource source, Columns columns) {
    this.source = source;
    this.columns = columns;
    var byPoint = Grouping.ofPoints(columns, new Scratch());
    this.rows = byPoint.rows();
    this.starts = byPoint.starts();
    this.count = byPoint.count();
    this.size = byPoint.size();
  }

  static Columns decode(ByteSource source, int size) throws BadBlock {
    var paths = points(source, size);
    var columns = Columns.of(paths, order(source, size, paths.size()));
    var reader = new Version1(source, columns);
    reader.times();
    reader.states();
    for (int point = 0; point < paths.size(); point++) {
      reader.values(point);
    }
    if (source.left() > 0) {
      throw ByteSource.content(source.left() + " bytes too many");
    }
    return columns;
  }

  static Words points(ByteSource source, int size) throws BadBlock {
    int count = source.varint(1, size, "the number of points");
    var paths = new Words(count);
    byte[] bytes = new byte[PathTable.PATH_BYTES_MAX];
    int length = 0;
    for (int point = 0; point < count; point++) {
      int shared = source.varint(0, length, "the shared part of a path");
      int rest = source.varint(0, bytes.length - shared, "the length of a path");
      source.copy(rest, bytes, shared);
      length = shared + rest;
      paths.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
    if (paths.size() < count) {
      throw ByteSource.content("a point twice");
    }
    return paths;
  }

  private static int[] order(ByteSource source, int size, int count) throws BadBlock {
    int mode = source.next();
    if (mode > 1) {
      throw ByteSource.content("unknown order " + mode);
    }
    int[] points = new int[size];
    int width = Packed.placeBits(count);
    var expected = new RowOrder.Expectation(count);
    source.bitsBegin();
    for (int row = 0; row < size; row++) {
      boolean hit = mode == 0 || source.bits(1) == 0;
      int point = hit ? expected.next(count) : (int) source.bits(width);
      if (point >= count || point > expected.seen()) {
        throw ByteSource.content("row " + row + " is of a point that is not there");
      }
      points[row] = point;
      expected.saw(point);
    }
    source.bitsEnd();
    if (expected.seen() != count) {
      throw ByteSource.content("a point without rows");
    }
    return points;
  }

  private void times() throws BadBlock {
    long[] mono = columns.monoMicros();
    long[] wall = columns.wallMicros();
    int rest = size - 1;
    mono[0] = source.signed();
    long offset = source.signed();
    wall[0] = mono[0] + offset;
    if (rest == 0) {
      return;
    }
    int form = source.next();
    if (form > 1) {
      throw ByteSource.content("unknown form of times " + form);
    }
    long[] values = new long[rest];
    packed(values, rest);
    if (form == 0) {
      for (int row = 1; row <= rest; row++) {
        mono[row] = mono[row - 1] + ZigZag.back(values[row - 1]);
      }
    } else {
      byPoint(mono, values);
    }
    packed(values, rest);
    for (int row = 1; row <= rest; row++) {
      offset += ZigZag.back(values[row - 1]);
      wall[row] = mono[row] + offset;
    }
  }

  private void byPoint(long[] mono, long[] values) {
    long groupFirst = mono[0];
    long delta = 0;
    int at = 0;
    for (int point = 0; point < count; point++) {
      int start = starts[point];
      if (point > 0) {
        groupFirst += ZigZag.back(values[at++]);
      }
      long time = groupFirst;
      mono[rows[start]] = time;
      for (int i = start + 1; i < starts[point + 1]; i++) {
        delta += ZigZag.back(values[at++]);
        time += delta;
        mono[rows[i]] = time;
      }
    }
  }

  private void states() throws BadBlock {
    int last = source.varint(0, size, "the number of reasons");
    List<String> reasons = new ArrayList<>(last + 1);
    reasons.add("");
    for (int i = 0; i < last; i++) {
      reasons.add(text());
    }
    int done = 0;
    while (done < size) {
      int kind = source.next();
      if (kind >= KINDS.length) {
        throw ByteSource.content("unknown kind of value " + kind);
      }
      int status = source.next();
      String reason = reasons.get(source.varint(0, last, "a reason"));
      int end = done + source.varint(1, size - done, "the length of a run");
      for (; done < end; done++) {
        columns.state(rows[done], KINDS[kind], status, reason);
      }
    }
  }

  private void values(int point) throws BadBlock {
    for (Kind kind : KINDS) {
      int[] of = new int[starts[point + 1] - starts[point]];
      int count = 0;
      for (int i = starts[point]; i < starts[point + 1]; i++) {
        if (columns.kind(rows[i]) == kind) {
          of[count++] = rows[i];
        }
      }
      if (count > 0) {
        values(kind, of, count);
      }
    }
  }

  private void values(Kind kind, int[] of, int count) throws BadBlock {
    long[] values = new long[count];
    switch (kind) {
      case NUMBER -> numbers(values, count);
      case INTEGER -> integers(values, count);
      case BOOLEAN -> {
        source.bitsBegin();
        for (int i = 0; i < count; i++) {
          values[i] = source.bits(1);
        }
        source.bitsEnd();
      }
      case TEXT -> {
        for (int i = 0; i < count; i++) {
          columns.text(of[i], text());
        }
      }
      case NONE -> {}
    }
    long[] bits = columns.bits();
    for (int i = 0; i < count; i++) {
      bits[of[i]] = values[i];
    }
  }

  private void integers(long[] values, int count) throws BadBlock {
    long last = source.signed();
    if (count > 1) {
      packed(values, count - 1);
    }
    for (int i = 0; i < count - 1; i++) {
      long next = last + ZigZag.back(values[i]);
      values[i] = last;
      last = next;
    }
    values[count - 1] = last;
  }

  private void numbers(long[] bits, int count) throws BadBlock {
    int form = source.next();
    if (form <= Decimals.POWER_MAX) {
      integers(bits, count);
      Decimals.unscale(bits, 0, count, form);
      return;
    }
    if (form != Decimals.NONE) {
      throw ByteSource.content("unknown form of numbers " + form);
    }
    long last = source.fixed();
    if (count > 1) {
      int shift = source.next();
      if (shift >= Long.SIZE) {
        throw ByteSource.content("numbers shifted by " + shift);
      }
      packed(bits, count - 1);
      for (int i = 0; i < count - 1; i++) {
        long next = last ^ bits[i] << shift;
        bits[i] = last;
        last = next;
      }
    }
    bits[count - 1] = last;
  }

  /// Unsigned numbers of one width, or of two with a bit before each.
  private void packed(long[] values, int count) throws BadBlock {
    int first = source.next();
    int narrow = first & ~TWO_WIDTHS;
    boolean two = first >= TWO_WIDTHS;
    int wide = two ? source.next() : narrow;
    if (wide > Long.SIZE || narrow > wide || two && narrow == wide) {
      throw ByteSource.content("widths of " + narrow + " and " + wide + " bits");
    }
    source.bitsBegin();
    for (int i = 0; i < count; i++) {
      values[i] = source.bits(two && source.bits(1) == 0 ? narrow : wide);
    }
    source.bitsEnd();
  }

  private String text() throws BadBlock {
    int length = source.varint(0, Math.min(TEXT_BYTES_MAX, source.left()), "the length of a text");
    byte[] bytes = new byte[length];
    source.copy(length, bytes, 0);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
