package io.arxos.cloud.history;

import io.arxos.cloud.fleet.GatewayState;
import io.arxos.cloud.store.Store;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// How complete the telemetry of a whole gateway is. Safe for any thread.
public final class Completeness {
  /// A running gateway has telemetry of some point at least this often.
  private static final long SILENCE_US = LedgerRow.SILENCE_US_MAX;

  private final Store store;

  public Completeness(Store store) {
    this.store = store;
  }

  /// @param share of the span that is not in a gap, 0..1
  public record Share(double share, List<Gap> gaps) {}

  /// @param fromUs such as the beginning of the building's day
  /// @param toUs such as now
  public Share of(GatewayState gateway, long fromUs, long toUs) throws SQLException {
    var circumstances = CircumstancesReader.of(store, List.of(gateway));
    var gaps = new ArrayList<Gap>();
    for (var hole : holes(gateway.id(), fromUs, toUs)) {
      gaps.add(circumstances.explain(hole.fromUs(), hole.toUs(), hole.toUs() >= toUs));
    }
    return new Share(PointHistory.coverage(gaps, fromUs, toUs), gaps);
  }

  private record Hole(long fromUs, long toUs) {}

  /// The stretches between the rows of the ledger; its ends count as rows without length.
  private List<Hole> holes(String gateway, long fromUs, long toUs) throws SQLException {
    return store.inTransaction(db -> {
      try (var sql =
          db.prepareStatement(
              """
              select greatest(seen, ?), least(from_us, ?) from (
                select from_us, max(to_us) over (order by from_us, to_us
                  rows between unbounded preceding and 1 preceding) as seen
                from (select from_us, to_us from block
                        where gateway = ? and lane = 2 and to_us >= ? and from_us < ?
                      union all values (?::bigint, ?::bigint), (?, ?)) as spans
              ) as steps where from_us - seen > ? order by 1\
              """)) {
        sql.setLong(1, fromUs);
        sql.setLong(2, toUs);
        sql.setString(3, gateway);
        sql.setLong(4, fromUs - SILENCE_US);
        sql.setLong(5, toUs);
        sql.setLong(6, fromUs - SILENCE_US);
        sql.setLong(7, fromUs - SILENCE_US);
        sql.setLong(8, toUs);
        sql.setLong(9, toUs);
        sql.setLong(10, SILENCE_US);
        try (var rows = sql.executeQuery()) {
          var holes = new ArrayList<Hole>();
          while (rows.next()) {
            if (rows.getLong(2) > rows.getLong(1)) {
              holes.add(new Hole(rows.getLong(1), rows.getLong(2)));
            }
          }
          return holes;
        }
      }
    });
  }
}
