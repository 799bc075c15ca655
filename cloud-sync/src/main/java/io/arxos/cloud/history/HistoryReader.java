package io.arxos.cloud.history;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.fleet.SiteModel;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads stored samples. Safe for any thread.
public final class HistoryReader {
  private static final long REPORT_WITHIN_US_DEFAULT = 300_000_000L;
  private static final int FETCH_ROWS = 100;

  private final Store store;
  private final Fleet fleet;
  private final InstantSource clock;

  public HistoryReader(Store store, Fleet fleet, InstantSource clock) {
    this.store = store;
    this.fleet = fleet;
    this.clock = clock;
  }

  /// Reads `[fromUs, toUs)` of a point.
  ///
  /// @param toUs later than now means now
  /// @return empty when there is no such point
  public Optional<PointHistory> read(String point, long fromUs, long toUs) throws SQLException {
    var building = point.substring(0, Math.max(0, point.indexOf('/')));
    long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long untilUs = Math.min(toUs, nowUs);
    long withinUs = reportWithinUs(point);
    long leadUs = GapFinder.silenceUs(withinUs < 0 ? REPORT_WITHIN_US_DEFAULT : withinUs);
    var newest = newest(point);
    var circumstances =
        CircumstancesReader.of(
            store,
            fleet.gateways().stream()
                .filter(g ->
                    newest
                        .map(n -> n.gateway().equals(g.id()))
                        .orElse(building.equals(g.building())))
                .toList());
    var all =
        store
            .inTransaction(db -> samples(db, new Span(point, building, fromUs - leadUs, untilUs)))
            .sorted();
    if (all.size() == 0 && withinUs < 0 && newest.isEmpty()) {
      return Optional.empty();
    }
    var gaps =
        new GapFinder(all, circumstances, withinUs < 0 ? REPORT_WITHIN_US_DEFAULT : withinUs)
            .find(
                fromUs,
                untilUs,
                toUs >= nowUs || newest.map(n -> n.timeUs() < untilUs).orElse(true));
    int lead = 0;
    while (lead < all.size() && all.timeUs(lead) < fromUs) {
      lead++;
    }
    int first = lead;
    var inside =
        first == 0 ? all : all.pick(java.util.stream.IntStream.range(first, all.size()).toArray());
    return Optional.of(
        new PointHistory(
            inside, fromUs, untilUs, gaps, PointHistory.coverage(gaps, fromUs, untilUs)));
  }

  private record Span(String point, String building, long fromUs, long toUs) {}

  private static PointSeries samples(Connection db, Span span) throws SQLException {
    var series = new PointSeries(span.point());
    long filter = PointFilter.of(span.point());
    try (var sql =
        db.prepareStatement(
            """
            select gateway, incarnation, lane, first, payload from block
            where gateway in (select id from gateway where building = ?)
              and lane = 2 and to_us >= ? and from_us < ? and points & ? = ?
            order by from_us\
            """)) {
      sql.setFetchSize(FETCH_ROWS);
      sql.setString(1, span.building());
      sql.setLong(2, span.fromUs());
      sql.setLong(3, span.toUs());
      sql.setLong(4, filter);
      sql.setLong(5, filter);
      try (var rows = sql.executeQuery()) {
        var batch = new ArrayList<StoredRow>();
        while (rows.next()) {
          var lane =
              new LaneKey(rows.getString(1), new IncarnationId(rows.getBytes(2)), rows.getInt(3));
          batch.add(new StoredRow(lane, rows.getLong(4), rows.getBytes(5)));
          if (batch.size() == FETCH_ROWS) {
            takeAll(series, span, batch);
            batch.clear();
          }
        }
        takeAll(series, span, batch);
      }
    }
    return series;
  }

  private record StoredRow(LaneKey lane, long first, byte[] payload) {}

  /// Decoding is most of the work, and each row stands alone.
  private static void takeAll(PointSeries series, Span span, List<StoredRow> rows) {
    rows.parallelStream().map(row -> of(span, row)).toList().forEach(series::addAll);
  }

  /// @throws IllegalStateException when what is stored cannot be read: the store is damaged
  private static PointSeries of(Span span, StoredRow row) {
    var series = new PointSeries(span.point());
    long expected = row.first();
    try {
      for (var block : Payloads.split(row.payload())) {
        var range = BlockCodec.check(block);
        var columns = BlockCodec.decode(block);
        for (int i = (int) (expected - range.first()); i < columns.size(); i++) {
          if (columns.wallMicros(i) >= span.fromUs()
              && columns.wallMicros(i) < span.toUs()
              && columns.point(i).equals(span.point())) {
            series.add(row.lane(), range.first() + i, columns, i);
          }
        }
        expected = range.last() + 1;
      }
    } catch (BadBlock | IllegalArgumentException e) {
      throw new IllegalStateException(
          "stored block of " + row.lane() + " from " + row.first() + ": " + e.getMessage(), e);
    }
    return series;
  }

  /// @return -1 when no site model has the point
  private long reportWithinUs(String point) throws SQLException {
    for (var model : fleet.models()) {
      for (SiteModel.Point known : model.points()) {
        if (known.path().equals(point)) {
          return known.reportWithinMs() > 0
              ? known.reportWithinMs() * 1_000
              : REPORT_WITHIN_US_DEFAULT;
        }
      }
    }
    return -1;
  }

  private record Newest(String gateway, long timeUs) {}

  private Optional<Newest> newest(String point) throws SQLException {
    return store.inTransaction(db -> {
      try (var sql =
          db.prepareStatement("select gateway, time_us from point_latest where point = ?")) {
        sql.setString(1, point);
        try (var rows = sql.executeQuery()) {
          return rows.next()
              ? Optional.of(new Newest(rows.getString(1), rows.getLong(2)))
              : Optional.empty();
        }
      }
    });
  }
}
