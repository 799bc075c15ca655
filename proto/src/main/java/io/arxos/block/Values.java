package io.arxos.block;

import io.arxos.block.Columns.Kind;
import java.util.Arrays;

/// The values, one column for each point and kind.
///
/// Numbers are decimals ([Decimals]), or else their bits, each combined with the one before by
/// exclusive or. Decimals and whole numbers begin with the distance to the first of the column of
/// that kind before (rooms are alike), and go on with differences. Those are packed column by
/// column, or, where columns are short, all in one.
///
/// Truth values that never change, or change each time, are told by the first; others take a bit.
/// Texts are written where they are not the text before.
final class Values {
  static final int TEXT_BYTES_MAX = 1024;

  private static final int FORM_BITS = 5;
  private static final int SHIFT_BITS = 6;
  private static final int STEADY = 0;
  private static final int IN_TURN = 1;
  private static final int ANY = 2;
  private static final int TRUTH_BITS = 2;

  /// Of whole numbers; after the forms of decimals, and the one for those that are none.
  private static final int WHOLE = Decimals.NONE + 1;

  /// Shorter columns on average are packed in one.
  private static final int ROWS_OF_ITS_OWN_MIN = 16;

  private final Columns columns;
  private final int[] rows;
  private final int[] starts;
  private final int count;
  private final int size;
  private final boolean together;
  private final Scratch scratch;

  /// In the order of `rows`.
  private final long[] values;

  // Valid while columns are written or read one after the other.
  private final long[] firsts = new long[WHOLE + 1];
  private int form;

  Values(Columns columns, Grouping byKind, Scratch scratch) {
    this.columns = columns;
    this.rows = byKind.rows();
    this.starts = byKind.starts();
    this.count = byKind.count();
    this.size = byKind.size();
    this.together = size < ROWS_OF_ITS_OWN_MIN * count;
    this.scratch = scratch;
    this.values = scratch.first;
  }

  private Kind kind(int column) {
    return columns.kind(rows[starts[column]]);
  }

  void write(BitSink sink) {
    long[] bits = columns.bits();
    for (int i = 0; i < size; i++) {
      values[i] = bits[rows[i]];
    }
    long[] whole = scratch.second;
    int differences = 0;
    for (int column = 0; column < count; column++) {
      int from = starts[column];
      int to = starts[column + 1];
      switch (kind(column)) {
        case NUMBER -> {
          if (writeNumbers(sink, whole, from, to)) {
            differences = writeDifferences(sink, whole, column, differences);
          }
        }
        case INTEGER -> {
          System.arraycopy(values, from, whole, from, to - from);
          writeFirst(sink, whole[from], WHOLE);
          differences = writeDifferences(sink, whole, column, differences);
        }
        case BOOLEAN -> writeTruths(sink, from, to);
        case TEXT -> writeTexts(sink, from, to);
        case NONE -> {}
      }
    }
    if (differences > 0) {
      scratch.packed.write(sink, values, 0, differences);
    }
  }

  /// @return whether they are decimals, which now are `whole`
  private boolean writeNumbers(BitSink sink, long[] whole, int from, int to) {
    int scale = Decimals.scale(values, whole, from, to);
    if (scale == form) {
      sink.bits(1, 1);
    } else {
      sink.bits((long) scale << 1, FORM_BITS + 1);
      form = scale;
    }
    if (scale == Decimals.NONE) {
      writeBits(sink, whole, from, to);
      return false;
    }
    writeFirst(sink, whole[from], scale);
    return true;
  }

  private void writeFirst(BitSink sink, long first, int ofForm) {
    sink.signed(first - firsts[ofForm]);
    firsts[ofForm] = first;
  }

  /// Packs the differences of a column, or puts them with those that are packed together; `values`
  /// has room for them, since what stood there is written.
  private int writeDifferences(BitSink sink, long[] whole, int column, int before) {
    int from = starts[column];
    int to = starts[column + 1];
    if (together) {
      for (int i = from; i + 1 < to; i++) {
        values[before + i - from] = whole[i + 1] - whole[i];
      }
      return before + to - from - 1;
    }
    if (to - from > 1) {
      for (int i = from; i + 1 < to; i++) {
        whole[i] = whole[i + 1] - whole[i];
      }
      scratch.packed.write(sink, whole, from, to - 1);
    }
    return 0;
  }

  private void writeBits(BitSink sink, long[] bits, int from, int to) {
    sink.bits(values[from], Long.SIZE);
    if (to - from == 1) {
      return;
    }
    long any = 0;
    for (int i = from; i + 1 < to; i++) {
      bits[i] = values[i] ^ values[i + 1];
      any |= bits[i];
    }
    int shift = Math.min(Long.numberOfTrailingZeros(any), Long.SIZE - 1);
    sink.bits(shift, SHIFT_BITS);
    for (int i = from; i + 1 < to; i++) {
      bits[i] >>>= shift;
    }
    scratch.packed.write(sink, bits, from, to - 1);
  }

  private void writeTruths(BitSink sink, int from, int to) {
    sink.bits(values[from], 1);
    if (to - from == 1) {
      return;
    }
    int changes = 0;
    for (int i = from + 1; i < to; i++) {
      changes += (int) (values[i] ^ values[i - 1]);
    }
    if (changes == 0) {
      sink.bits(STEADY, TRUTH_BITS);
    } else if (changes == to - from - 1) {
      sink.bits(IN_TURN, TRUTH_BITS);
    } else {
      sink.bits(ANY, TRUTH_BITS);
      sink.column(values, from + 1, to, 1);
    }
  }

  private void writeTexts(BitSink sink, int from, int to) {
    for (int i = from; i < to; i++) {
      String text = columns.text(rows[i]);
      boolean same = i > from && text.equals(columns.text(rows[i - 1]));
      sink.bits(same ? 1 : 0, 1);
      if (!same) {
        sink.text(text, TEXT_BYTES_MAX);
      }
    }
  }

  void read(BitSource source) throws BadBlock {
    byte[] forms = scratch.forms;
    int differences = 0;
    for (int column = 0; column < count; column++) {
      int from = starts[column];
      int to = starts[column + 1];
      switch (kind(column)) {
        case NUMBER -> forms[column] = (byte) readForm(source);
        case INTEGER -> forms[column] = WHOLE;
        case BOOLEAN -> readTruths(source, from, to);
        case TEXT -> readTexts(source, from, to);
        case NONE -> Arrays.fill(values, from, to, 0);
      }
      if (!counted(column)) {
        continue;
      }
      if (forms[column] == Decimals.NONE) {
        readBits(source, from, to);
        continue;
      }
      firsts[forms[column]] += source.signed();
      values[from] = firsts[forms[column]];
      if (together) {
        differences += to - from - 1;
      } else if (to - from > 1) {
        Packed.read(source, values, from + 1, to);
      }
    }
    if (differences > 0) {
      readTogether(source, forms, differences);
    }
    finish(forms);
  }

  private boolean counted(int column) {
    return switch (kind(column)) {
      case NUMBER, INTEGER -> true;
      case BOOLEAN, TEXT, NONE -> false;
    };
  }

  private int readForm(BitSource source) throws BadBlock {
    if (source.bit() == 0) {
      form = (int) source.bits(FORM_BITS);
      if (form > Decimals.NONE) {
        throw ByteSource.content("unknown form of numbers " + form);
      }
    }
    return form;
  }

  private void readTogether(BitSource source, byte[] forms, int differences) throws BadBlock {
    long[] all = scratch.second;
    Packed.read(source, all, 0, differences);
    int done = 0;
    for (int column = 0; column < count; column++) {
      if (counted(column) && forms[column] != Decimals.NONE) {
        int count = starts[column + 1] - starts[column] - 1;
        System.arraycopy(all, done, values, starts[column] + 1, count);
        done += count;
      }
    }
  }

  /// Makes numbers of differences, and puts all values into their rows.
  private void finish(byte[] forms) {
    for (int column = 0; column < count; column++) {
      int from = starts[column];
      int to = starts[column + 1];
      if (counted(column) && forms[column] != Decimals.NONE) {
        for (int i = from + 1; i < to; i++) {
          values[i] += values[i - 1];
        }
        if (forms[column] != WHOLE) {
          Decimals.unscale(values, from, to, forms[column]);
        }
      }
    }
    long[] bits = columns.bits();
    for (int i = 0; i < size; i++) {
      bits[rows[i]] = values[i];
    }
  }

  private void readBits(BitSource source, int from, int to) throws BadBlock {
    values[from] = source.bits(Long.SIZE);
    if (to - from == 1) {
      return;
    }
    int shift = (int) source.bits(SHIFT_BITS);
    Packed.read(source, values, from + 1, to);
    for (int i = from + 1; i < to; i++) {
      values[i] = values[i - 1] ^ values[i] << shift;
    }
  }

  private void readTruths(BitSource source, int from, int to) throws BadBlock {
    values[from] = source.bit();
    int form = to - from == 1 ? STEADY : (int) source.bits(TRUTH_BITS);
    switch (form) {
      case STEADY, IN_TURN -> {
        for (int i = from + 1; i < to; i++) {
          values[i] = values[i - 1] ^ form;
        }
      }
      case ANY -> source.column(values, from + 1, to, 1);
      default -> throw ByteSource.content("unknown form of truth values " + form);
    }
  }

  private void readTexts(BitSource source, int from, int to) throws BadBlock {
    Arrays.fill(values, from, to, 0);
    for (int i = from; i < to; i++) {
      boolean same = source.bit() == 1;
      if (same && i == from) {
        throw ByteSource.content("a text like the one before, and there is none");
      }
      columns.text(rows[i], same ? columns.text(rows[i - 1]) : source.text(TEXT_BYTES_MAX));
    }
  }
}
