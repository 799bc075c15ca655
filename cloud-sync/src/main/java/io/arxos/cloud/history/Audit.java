package io.arxos.cloud.history;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.store.Store;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Proves, from what is stored and from nothing else, that per gateway, incarnation and lane
/// samples and losses together are every sequence below the cursor, each once, and that the stored
/// blocks hold what their rows say. It sees one instant of the store, also while that is being
/// written.
public final class Audit {
  private static final int CLEAN = 0;
  private static final int FOUND = 3;
  private static final int FETCH_ROWS = 200;

  private Audit() {}

  /// Audits and prints a table, or one JSON object.
  ///
  /// @return exit code: 0 clean, 3 not
  /// @throws SQLException when the store cannot be read
  public static int run(Store store, PrintStream out, boolean json) throws SQLException {
    var lanes = lanes(store);
    boolean clean = clean(lanes);
    var behind = store.inTransaction(Behind::read);
    if (json) {
      printJson(lanes, out, clean, behind);
    } else {
      printTable(lanes, out, clean);
      out.println(behind.words());
    }
    return clean ? CLEAN : FOUND;
  }

  /// What an audit found, in short.
  ///
  /// @param samples stored
  /// @param lost listed as lost
  /// @param problems that make it not clean
  public record Finding(boolean clean, long samples, long lost, long problems) {}

  /// Audits and prints nothing.
  public static Finding find(Store store) throws SQLException {
    var lanes = lanes(store);
    return new Finding(
        clean(lanes),
        lanes.stream().mapToLong(LaneAudit::samples).sum(),
        lanes.stream().mapToLong(LaneAudit::lost).sum(),
        lanes.stream().mapToLong(lane -> lane.problems().size()).sum());
  }

  private static List<LaneAudit> lanes(Store store) throws SQLException {
    return store.inTransaction(db -> {
      db.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return audit(db);
    });
  }

  private static boolean clean(List<LaneAudit> lanes) {
    return lanes.stream().allMatch(lane -> lane.problems().isEmpty());
  }

  private static List<LaneAudit> audit(Connection db) throws SQLException {
    var lanes = new TreeMap<LaneKey, LaneAudit>();
    each(
        db,
        "select gateway, incarnation, lane, next from cursor",
        row -> {
          var key = key(row);
          lanes.put(key, new LaneAudit(key, row.getLong(4)));
        });
    each(
        db,
        "select c.gateway, c.incarnation, c.lane from cursor c join incarnation i"
            + " using (gateway, incarnation) where i.closed_us is not null",
        row -> of(lanes, row).close());
    each(
        db,
        "select gateway, incarnation, lane, first, last from loss",
        row -> of(lanes, row).lost(row.getLong(4), row.getLong(5)));
    each(
        db,
        "select gateway, incarnation, lane, first, last, payload, from_us, to_us from block",
        row -> {
          var lane = of(lanes, row);
          var payload = row.getBytes(6);
          lane.row(row.getLong(4), row.getLong(5), payload.length);
          var wrong = read(new Row(row), payload);
          if (!wrong.isEmpty()) {
            lane.unreadable(row.getLong(4), row.getLong(5), wrong);
          }
        });
    lanes.values().forEach(LaneAudit::finish);
    return List.copyOf(lanes.values());
  }

  private record Row(long first, long last, long fromUs, long toUs) {
    Row(ResultSet row) throws SQLException {
      this(row.getLong(4), row.getLong(5), row.getLong(7), row.getLong(8));
    }
  }

  /// Decodes every block of a row.
  ///
  /// @return what does not fit; "" when all does
  private static String read(Row row, byte[] payload) {
    long expected = row.first();
    long fromUs = Long.MAX_VALUE;
    long toUs = Long.MIN_VALUE;
    try {
      for (var block : Payloads.split(payload)) {
        var range = BlockCodec.check(block);
        var columns = BlockCodec.decode(block);
        if (range.first() > expected || range.last() < expected) {
          return "a block holds " + range + " where " + expected + " is expected";
        }
        if (columns.size() != range.last() - range.first() + 1) {
          return "a block of " + range + " holds " + columns.size() + " samples";
        }
        for (int i = (int) (expected - range.first()); i < columns.size(); i++) {
          fromUs = Math.min(fromUs, columns.wallMicros(i));
          toUs = Math.max(toUs, columns.wallMicros(i));
        }
        expected = range.last() + 1;
      }
    } catch (BadBlock | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    if (expected != row.last() + 1) {
      return "the blocks end at " + (expected - 1);
    }
    return fromUs == row.fromUs() && toUs == row.toUs() ? "" : "the row's time span is another";
  }

  // ---- what a person or a program reads ----

  private static void printTable(List<LaneAudit> lanes, PrintStream out, boolean clean) {
    out.printf(
        "%-20s %-8s %-9s %12s %12s %8s %8s %7s  %s%n",
        "gateway", "start", "lane", "next", "samples", "lost", "rows", "B/smpl", "");
    long samples = 0;
    for (var lane : lanes) {
      samples += lane.samples();
      out.printf(
          "%-20s %-8s %-9s %12d %12d %8d %8d %7.2f  %s%n",
          lane.lane().gateway(),
          lane.lane().incarnation().toString().substring(0, 8),
          lane.lane().laneName(),
          lane.next(),
          lane.samples(),
          lane.lost(),
          lane.rows(),
          lane.samples() == 0 ? 0.0 : (double) lane.bytes() / lane.samples(),
          lane.problems().isEmpty() ? (lane.closed() ? "ok, closed" : "ok") : "NOT WHOLE");
      for (var p : lane.problems()) {
        out.printf("    %s %d to %d: %s%n", p.kind(), p.first(), p.last(), p.detail());
      }
    }
    out.printf(
        "%s: %d samples in %d lanes.%n",
        clean ? "Every sequence is stored once or listed as lost" : "Not whole",
        samples,
        lanes.size());
  }

  private static void printJson(
      List<LaneAudit> lanes, PrintStream out, boolean clean, Behind behind) {
    var all = new ArrayList<Map<String, Object>>();
    for (var lane : lanes) {
      var one = new LinkedHashMap<String, Object>();
      one.put("gateway", lane.lane().gateway());
      one.put("incarnation", lane.lane().incarnation().toString());
      one.put("lane", lane.lane().laneName());
      one.put("next", lane.next());
      one.put("samples", lane.samples());
      one.put("lost", lane.lost());
      one.put("rows", lane.rows());
      one.put("closed", lane.closed());
      one.put("bytes", lane.bytes());
      one.put("problems", lane.problems());
      all.add(one);
    }
    var report = new LinkedHashMap<String, Object>();
    report.put("clean", clean);
    report.put("samples", lanes.stream().mapToLong(LaneAudit::samples).sum());
    report.put("lost", lanes.stream().mapToLong(LaneAudit::lost).sum());
    report.put("safe_is_committed", !behind.backups());
    report.put("backup_newest", behind.newest() == null ? null : behind.newest().toString());
    report.put("lanes", all);
    out.println(JsonMapper.builder().build().valueToTree(report).toString());
  }

  // ---- SQL ----

  private interface Take {
    void row(ResultSet row) throws SQLException;
  }

  private static void each(Connection db, String text, Take take) throws SQLException {
    try (var sql = db.prepareStatement(text)) {
      sql.setFetchSize(FETCH_ROWS);
      try (var rows = sql.executeQuery()) {
        while (rows.next()) {
          take.row(rows);
        }
      }
    }
  }

  private static LaneAudit of(Map<LaneKey, LaneAudit> lanes, ResultSet row) throws SQLException {
    return lanes.computeIfAbsent(key(row), key -> new LaneAudit(key, 1));
  }

  private static LaneKey key(ResultSet row) throws SQLException {
    return new LaneKey(row.getString(1), new IncarnationId(row.getBytes(2)), row.getInt(3));
  }
}
