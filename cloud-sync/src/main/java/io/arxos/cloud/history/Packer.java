package io.arxos.cloud.history;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes few long rows of many short ones. A quiet gateway sends blocks of a handful of samples; in
/// full blocks the same samples take a tenth of the space and are read ten times as fast.
///
/// The samples, their sequences and the order stay; only where one block ends and the next begins
/// changes. One transaction replaces a run of rows that lie one behind the other, so that every
/// reader, and the audit, sees all of the old or all of the new.
final class Packer {
  /// Rows younger than this are left alone, by the time of their samples.
  static final long AGE_US_MIN = 600_000_000L;

  private static final int ROWS_MIN = 100;
  private static final int ROWS_MAX = 2_000;
  private static final int SHORT_SAMPLES_MAX = 2_000;

  private final Store store;

  Packer(Store store) {
    this.store = store;
  }

  private record Run(LaneKey lane, LocalDate day) {}

  private record Row(long first, long last, byte[] payload) {}

  /// Packs one run of rows, if there is one worth it.
  ///
  /// @return how many rows were replaced
  int work(long nowUs) throws SQLException {
    return store.inTransaction(db -> {
      var run = worthIt(db, nowUs - AGE_US_MIN);
      int packed = run.isEmpty() ? 0 : pack(db, run.get(), nowUs - AGE_US_MIN);
      if (packed > 0) {
        DayChanges.count(db, List.of(run.get().day()), DayChanges.PACKER);
      }
      return packed;
    });
  }

  private static Optional<Run> worthIt(Connection db, long beforeUs) throws SQLException {
    try (var sql =
        db.prepareStatement(
            """
            select gateway, incarnation, lane, day from (
              select gateway, incarnation, lane, day, first - lag(last) over run as step,
                from_us - lag(to_us) over run as silence
              from block where last - first < ? and to_us < ?
              window run as (partition by gateway, incarnation, lane, day order by first)
            ) as short where step = 1 and abs(silence) <= ?
            group by 1, 2, 3, 4 having count(*) >= ? order by random() limit 1\
            """)) {
      sql.setLong(1, SHORT_SAMPLES_MAX);
      sql.setLong(2, beforeUs);
      sql.setLong(3, LedgerRow.SILENCE_US_MAX);
      sql.setInt(4, ROWS_MIN);
      try (var rows = sql.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var lane =
            new LaneKey(rows.getString(1), new IncarnationId(rows.getBytes(2)), rows.getInt(3));
        return Optional.of(new Run(lane, rows.getObject(4, LocalDate.class)));
      }
    }
  }

  private static int pack(Connection db, Run run, long beforeUs) throws SQLException {
    var rows = shortRows(db, run, beforeUs);
    int packed = 0;
    for (int from = 0; from < rows.size(); ) {
      int to = from + 1;
      while (to < rows.size() && rows.get(to).first() == rows.get(to - 1).last() + 1) {
        to++;
      }
      if (to - from > 1) {
        packed += replace(db, run, rows.subList(from, to));
      }
      from = to;
    }
    return packed;
  }

  private static List<Row> shortRows(Connection db, Run run, long beforeUs) throws SQLException {
    try (var sql =
        db.prepareStatement(
            """
            select first, last, payload from block
            where gateway = ? and incarnation = ? and lane = ? and day = ?
              and last - first < ? and to_us < ?
            order by first limit ? for update\
            """)) {
      sql.setString(1, run.lane().gateway());
      sql.setBytes(2, run.lane().incarnation().bytes());
      sql.setInt(3, run.lane().lane());
      sql.setObject(4, run.day());
      sql.setLong(5, SHORT_SAMPLES_MAX);
      sql.setLong(6, beforeUs);
      sql.setInt(7, ROWS_MAX);
      try (var found = sql.executeQuery()) {
        var rows = new ArrayList<Row>();
        while (found.next()) {
          rows.add(new Row(found.getLong(1), found.getLong(2), found.getBytes(3)));
        }
        return rows;
      }
    }
  }

  /// @return how many rows were replaced: none when they would not become fewer
  private static int replace(Connection db, Run run, List<Row> rows) throws SQLException {
    try (var delete =
        db.prepareStatement(
            "delete from block where gateway = ? and incarnation = ? and lane = ? and day = ?"
                + " and first between ? and ?")) {
      var longRows = longRows(run, rows);
      if (longRows.size() >= rows.size()) {
        return 0;
      }
      delete.setString(1, run.lane().gateway());
      delete.setBytes(2, run.lane().incarnation().bytes());
      delete.setInt(3, run.lane().lane());
      delete.setObject(4, run.day());
      delete.setLong(5, rows.getFirst().first());
      delete.setLong(6, rows.getLast().first());
      if (delete.executeUpdate() != rows.size()) {
        throw new IllegalStateException("rows of " + run + " are not what they were");
      }
      LedgerSql.insert(db, longRows.stream().map(LedgerRow::row).toList());
      return rows.size();
    } catch (BadBlock e) {
      throw new IllegalStateException("stored block of " + run + ": " + e.getMessage(), e);
    }
  }

  private static List<LedgerRow> longRows(Run run, List<Row> rows) throws BadBlock {
    var longRows = new ArrayList<LedgerRow>();
    long first = rows.getFirst().first();
    var full = new Columns();
    for (var row : rows) {
      long expected = row.first();
      for (var block : Payloads.split(row.payload())) {
        var range = BlockCodec.check(block);
        var columns = BlockCodec.decode(block);
        for (int i = (int) (expected - range.first()); i < columns.size(); i++) {
          if (full.size() == BlockCodec.SAMPLES_MAX || LedgerRow.silentBetween(full, columns, i)) {
            append(longRows, run, first, full);
            first += full.size();
            full = new Columns();
          }
          copy(columns, i, full);
        }
        expected = range.last() + 1;
      }
    }
    if (full.size() > 0) {
      append(longRows, run, first, full);
    }
    return longRows;
  }

  private static void copy(Columns from, int row, Columns to) {
    var stamp =
        new Columns.Stamp(
            from.point(row),
            from.wallMicros(row),
            from.monoMicros(row),
            from.status(row),
            from.reason(row));
    switch (from.kind(row)) {
      case NONE -> to.addNone(stamp);
      case NUMBER -> to.addNumber(stamp, from.number(row));
      case INTEGER -> to.addInteger(stamp, from.integer(row));
      case BOOLEAN -> to.addBoolean(stamp, from.bool(row));
      case TEXT -> to.addText(stamp, from.text(row));
    }
  }

  private static void append(List<LedgerRow> rows, Run run, long first, Columns columns) {
    var place = new LoggedBlock.Place(run.lane(), first, first + columns.size() - 1);
    var block = LoggedBlock.samples(place, BlockCodec.encode(first, columns), 0);
    var samples = new Incoming.Samples(block, columns);
    if (!rows.isEmpty() && rows.getLast().takes(samples, first)) {
      rows.getLast().append(samples, first);
    } else {
      rows.add(new LedgerRow(samples, first));
    }
  }
}
