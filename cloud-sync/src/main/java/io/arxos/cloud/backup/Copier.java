package io.arxos.cloud.backup;

import io.arxos.cloud.backup.Manifest.LedgerPart;
import io.arxos.cloud.backup.Manifest.TableFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Copies all tables of one snapshot into a folder.
final class Copier {
  private static final String CHANGES =
      """
      select coalesce(sum(changes), 0)::bigint from day_change
      where case when ? then to_regclass('block_' || to_char(day, 'YYYYMMDD')) is null
        else 'block_' || to_char(day, 'YYYYMMDD') = ? end\
      """;

  private final Connection db;
  private final Path into;
  private final Probe probe;
  private final BackupFolder.@Nullable Verified earlier;

  /// @param db in a transaction of its own that reads one snapshot
  /// @param earlier of the same generation, whose files may be used again
  Copier(Connection db, Path into, Optional<BackupFolder.Verified> earlier, Probe probe) {
    this.db = db;
    this.into = into;
    this.earlier = earlier.orElse(null);
    this.probe = probe;
  }

  List<TableFile> copyAll() throws SQLException, IOException {
    var files = new ArrayList<TableFile>();
    for (var table : Tables.all(db)) {
      files.add(copy(table));
      probe.at(Probe.Phase.COPYING);
    }
    return files;
  }

  private TableFile copy(Tables.Table table) throws SQLException, IOException {
    var columns = Tables.columns(db, table.name());
    var part = table.ofLedger() ? part(table) : null;
    if (part != null) {
      var same = linked(table, columns, part);
      if (same.isPresent()) {
        return same.get();
      }
    }
    var file = table.name() + ".copy";
    long rows;
    try (var out = new Hashed.Output(into.resolve(file))) {
      rows =
          db.unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "copy (select %s from only %s%s) to stdout (format binary)"
                      .formatted(
                          Tables.quoted(columns),
                          Tables.quoted(table.name()),
                          part == null ? "" : " order by gateway, incarnation, lane, first"),
                  out);
      return new TableFile(table.name(), columns, file, rows, out.bytes(), out.sha256(), 0, part);
    }
  }

  /// The file of the earlier backup, when the day is as it was.
  private Optional<TableFile> linked(Tables.Table table, List<String> columns, LedgerPart part)
      throws IOException {
    if (earlier == null) {
      return Optional.empty();
    }
    var known =
        earlier.manifest().files().stream()
            .filter(file -> file.table().equals(table.name()))
            .filter(file -> part.equals(file.ledger()) && columns.equals(file.columns()))
            .findFirst();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    var from = earlier.path().resolve(known.get().file());
    if (!Files.exists(from) || Files.size(from) != known.get().bytes()) {
      return Optional.empty();
    }
    return link(from, into.resolve(known.get().file())) ? known : Optional.empty();
  }

  /// @return false where the file system knows no links; then the day is copied again
  private static boolean link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      return true;
    } catch (UnsupportedOperationException | FileSystemException _) {
      Files.deleteIfExists(to);
      return false;
    }
  }

  private LedgerPart part(Tables.Table table) throws SQLException {
    long changes;
    try (var sql = db.prepareStatement(CHANGES)) {
      sql.setBoolean(1, table.others());
      sql.setString(2, table.name());
      changes = one(sql.executeQuery()).getLong(1);
    }
    // Of a long payload only its length is read: it lies uncompressed beside the table.
    try (var sql =
        db.prepareStatement(
            "select coalesce(sum(last - first + 1), 0)::bigint,"
                + " coalesce(sum(octet_length(payload)), 0)::bigint from only "
                + Tables.quoted(table.name()))) {
      var row = one(sql.executeQuery());
      return new LedgerPart(changes, row.getLong(1), row.getLong(2));
    }
  }

  private static ResultSet one(ResultSet rows) throws SQLException {
    if (!rows.next()) {
      throw new SQLException("a sum gave no row");
    }
    return rows;
  }

  // ---- what the manifest says beside ----

  long generation() throws SQLException {
    try (var sql = db.prepareStatement("select value from meta where name = 'db_generation'")) {
      return one(sql.executeQuery()).getLong(1);
    }
  }

  String schema() throws SQLException {
    try (var sql =
        db.prepareStatement(
            "select version from flyway_schema_history where success and version is not null"
                + " order by installed_rank desc limit 1")) {
      return one(sql.executeQuery()).getString(1);
    }
  }

  List<Manifest.LogPlace> log() throws SQLException {
    try (var sql =
            db.prepareStatement(
                "select cluster, topic, partition, next_offset from log_position order by 1, 2, 3");
        var rows = sql.executeQuery()) {
      var places = new ArrayList<Manifest.LogPlace>();
      while (rows.next()) {
        places.add(
            new Manifest.LogPlace(
                rows.getString(1), rows.getString(2), rows.getInt(3), rows.getLong(4)));
      }
      return places;
    }
  }

  List<Manifest.LaneEnd> lanes() throws SQLException {
    try (var sql =
            db.prepareStatement(
                "select gateway, incarnation, lane, next from cursor order by 1, 2, 3");
        var rows = sql.executeQuery()) {
      var lanes = new ArrayList<Manifest.LaneEnd>();
      while (rows.next()) {
        lanes.add(
            new Manifest.LaneEnd(
                rows.getString(1),
                HexFormat.of().formatHex(rows.getBytes(2)),
                rows.getInt(3),
                rows.getLong(4)));
      }
      return lanes;
    }
  }
}
