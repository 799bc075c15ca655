package io.arxos.block;

import io.arxos.block.Columns.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Kind of value, status byte and reason of each row, as runs along the rows grouped by point: a
/// healthy block is one run.
final class StateRuns {
  static final int REASON_BYTES_MAX = 1024;
  private static final Kind[] KINDS = Kind.values();

  private StateRuns() {}

  static void write(ByteSink sink, Columns columns, PointOrder order) {
    Map<String, Integer> reasons = reasons(columns);
    sink.varint(reasons.size() - 1);
    reasons.keySet().stream()
        .skip(1)
        .forEach(reason -> Texts.write(sink, reason, REASON_BYTES_MAX));
    int[] rows = order.rows;
    int start = 0;
    for (int i = 1; i <= rows.length; i++) {
      if (i < rows.length && same(columns, rows[start], rows[i])) {
        continue;
      }
      int row = rows[start];
      sink.put(columns.kind(row).ordinal());
      sink.put(columns.status(row));
      sink.varint(reasons.getOrDefault(columns.reason(row), 0));
      sink.varint(i - start);
      start = i;
    }
  }

  /// Every reason and its number; the empty one is 0 and is not written.
  private static Map<String, Integer> reasons(Columns columns) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    reasons.put("", 0);
    for (int row = 0; row < columns.size(); row++) {
      if (!columns.reason(row).isEmpty()) {
        reasons.putIfAbsent(columns.reason(row), reasons.size());
      }
    }
    return reasons;
  }

  private static boolean same(Columns columns, int a, int b) {
    return columns.kind(a) == columns.kind(b)
        && columns.status(a) == columns.status(b)
        && columns.reason(a).equals(columns.reason(b));
  }

  static void read(ByteSource source, Columns columns, PointOrder order) throws BadBlock {
    int size = columns.size();
    int count = source.varint(0, size, "the number of reasons");
    List<String> reasons = new ArrayList<>(count + 1);
    reasons.add("");
    for (int i = 0; i < count; i++) {
      reasons.add(Texts.read(source, REASON_BYTES_MAX));
    }
    int done = 0;
    while (done < size) {
      int kind = source.next();
      if (kind >= KINDS.length) {
        throw ByteSource.content("unknown kind of value " + kind);
      }
      int status = source.next();
      String reason = reasons.get(source.varint(0, count, "a reason"));
      int end = done + source.varint(1, size - done, "the length of a run");
      for (; done < end; done++) {
        columns.state(order.rows[done], KINDS[kind], status, reason);
      }
    }
  }
}
