package io.arxos.block;

import io.arxos.block.Columns.Kind;
import java.util.Arrays;

/// Kind of value, status byte and reason of each row: the distinct ones of the block, and then, if
/// there are several, runs of them along the rows of each point. A healthy block of one kind has
/// one and no runs; a point that never changes has one run, which takes a bit more than its number.
final class States {
  static final int REASON_BYTES_MAX = 1024;
  private static final int KIND_BITS = 3;
  private static final Kind[] KINDS = Kind.values();

  private States() {}

  static void write(BitSink sink, Columns columns, Grouping byPoint, int[] numbers) {
    int[] states = columns.states();
    int[] rows = byPoint.rows();
    int[] starts = byPoint.starts();
    int size = byPoint.size();
    int[] distinct = new int[8];
    int count = 0;
    int number = -1;
    for (int i = 0; i < size; i++) {
      int state = states[rows[i]];
      if (number < 0 || distinct[number] != state) {
        number = 0;
        while (number < count && distinct[number] != state) {
          number++;
        }
        if (number == distinct.length) {
          distinct = Arrays.copyOf(distinct, count * 2);
        }
        if (number == count) {
          distinct[count++] = state;
        }
      }
      numbers[i] = number;
    }
    writeDistinct(sink, columns, distinct, count);
    if (count > 1) {
      for (int point = 0; point < byPoint.count(); point++) {
        writeRuns(sink, numbers, starts[point], starts[point + 1], Packed.placeBits(count));
      }
    }
  }

  private static void writeDistinct(BitSink sink, Columns columns, int[] distinct, int count) {
    sink.small(count);
    var reasons = new Words(2);
    reasons.of("");
    for (int i = 0; i < count; i++) {
      int state = distinct[i];
      sink.bits(Columns.kindOf(state), KIND_BITS);
      sink.bits(Columns.statusOf(state), Byte.SIZE);
      int known = reasons.size();
      int reason = reasons.of(columns.reasonOf(state));
      sink.small(reason + 1);
      if (reason == known) {
        sink.text(reasons.get(reason), REASON_BYTES_MAX);
      }
    }
  }

  private static void writeRuns(BitSink sink, int[] numbers, int from, int to, int width) {
    int start = from;
    while (start < to) {
      int end = start + 1;
      while (end < to && numbers[end] == numbers[start]) {
        end++;
      }
      sink.bits(numbers[start], width);
      sink.bits(end == to ? 1 : 0, 1);
      if (end < to) {
        sink.small(end - start);
      }
      start = end;
    }
  }

  static void read(BitSource source, Columns columns, Grouping byPoint) throws BadBlock {
    int size = byPoint.size();
    int[] distinct = new int[source.small(size, "the number of states")];
    int reasons = 1;
    for (int i = 0; i < distinct.length; i++) {
      int kind = (int) source.bits(KIND_BITS);
      if (kind >= KINDS.length) {
        throw ByteSource.content("unknown kind of value " + kind);
      }
      int status = (int) source.bits(Byte.SIZE);
      int reason = source.small(reasons + 1, "a reason") - 1;
      if (reason == reasons) {
        if (columns.newReason(source.text(REASON_BYTES_MAX)) != reason) {
          throw ByteSource.content("a reason twice");
        }
        reasons++;
      }
      distinct[i] = Columns.stateOf(KINDS[kind], status, reason);
    }
    int[] states = columns.states();
    if (distinct.length == 1) {
      Arrays.fill(states, 0, size, distinct[0]);
      return;
    }
    int width = Packed.placeBits(distinct.length);
    int[] rows = byPoint.rows();
    int[] starts = byPoint.starts();
    for (int point = 0; point < byPoint.count(); point++) {
      int done = starts[point];
      int to = starts[point + 1];
      while (done < to) {
        int number = (int) source.bits(width);
        if (number >= distinct.length) {
          throw ByteSource.content("state " + number + " of " + distinct.length);
        }
        int end = source.bit() == 1 ? to : done + source.small(to - done, "a run of states");
        for (; done < end; done++) {
          states[rows[done]] = distinct[number];
        }
      }
    }
  }
}
