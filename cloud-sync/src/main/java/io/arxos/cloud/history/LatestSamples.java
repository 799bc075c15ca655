package io.arxos.cloud.history;

import io.arxos.block.Columns;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.log.LoggedBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The newest sample of each point within one transaction, by the sample's own time.
final class LatestSamples {
  private static final int NONE = -1;

  private record Newest(LoggedBlock.Place place, long sequence, Columns columns, int row) {
    long timeUs() {
      return columns.wallMicros(row);
    }
  }

  private final Map<String, Newest> byPoint = new HashMap<>();
  private final long nowUs;

  /// @param nowUs a sample that claims to be from later is as old as this: a gateway whose clock
  ///   was ahead must not keep its own right samples out afterwards
  LatestSamples(long nowUs) {
    this.nowUs = nowUs;
  }

  void take(Incoming.Samples samples, long from) {
    var place = samples.block().place();
    var columns = samples.columns();
    var points = columns.dictionary();
    int[] newest = newestRows(columns, (int) (from - place.first()), points.size());
    for (int i = 0; i < newest.length; i++) {
      int row = newest[i];
      if (row == NONE) {
        continue;
      }
      @Nullable Newest known = byPoint.get(points.get(i));
      if (known == null || columns.wallMicros(row) >= Math.min(known.timeUs(), nowUs)) {
        byPoint.put(points.get(i), new Newest(place, place.first() + row, columns, row));
      }
    }
  }

  /// The newest row of each point of one block, by the rule that holds between blocks, too.
  private int[] newestRows(Columns columns, int first, int points) {
    var newest = new int[points];
    Arrays.fill(newest, NONE);
    for (int row = first; row < columns.size(); row++) {
      int point = columns.pointIndex(row);
      int known = newest[point];
      if (known == NONE || columns.wallMicros(row) >= Math.min(columns.wallMicros(known), nowUs)) {
        newest[point] = row;
      }
    }
    return newest;
  }

  /// In the order of the points, so that whoever writes several locks them in the same order.
  List<Ledger.Latest> all() {
    var all = new ArrayList<Ledger.Latest>(byPoint.size());
    new TreeMap<>(byPoint)
        .forEach((point, newest) ->
            all.add(
                new Ledger.Latest(
                    point,
                    newest.place().key(),
                    newest.sequence(),
                    newest.timeUs(),
                    PointValue.toColumn(Values.of(newest.columns(), newest.row())),
                    newest.columns().status(newest.row()),
                    newest.columns().reason(newest.row()))));
    return all;
  }
}
