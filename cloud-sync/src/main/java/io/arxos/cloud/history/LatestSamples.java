package io.arxos.cloud.history;

import io.arxos.block.Columns;
import io.arxos.cloud.fleet.PointValue;
import io.arxos.cloud.log.LoggedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The newest sample of each point within one transaction, by the sample's own time.
final class LatestSamples {
  private record Newest(LoggedBlock.Place place, long sequence, Columns columns, int row) {
    long timeUs() {
      return columns.wallMicros(row);
    }
  }

  private final TreeMap<String, Newest> byPoint = new TreeMap<>();
  private final long nowUs;

  /// @param nowUs a sample that claims to be from later is as old as this: a gateway whose clock
  ///   was ahead must not keep its own right samples out afterwards
  LatestSamples(long nowUs) {
    this.nowUs = nowUs;
  }

  void take(Incoming.Samples samples, long from) {
    var place = samples.block().place();
    var columns = samples.columns();
    for (int row = (int) (from - place.first()); row < columns.size(); row++) {
      @Nullable Newest known = byPoint.get(columns.point(row));
      if (known == null || columns.wallMicros(row) >= Math.min(known.timeUs(), nowUs)) {
        byPoint.put(columns.point(row), new Newest(place, place.first() + row, columns, row));
      }
    }
  }

  List<Ledger.Latest> all() {
    var all = new ArrayList<Ledger.Latest>();
    byPoint.forEach((point, newest) ->
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
