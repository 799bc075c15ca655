package io.arxos.cloud.backup;

import io.arxos.cloud.backup.Manifest.TableFile;
import io.arxos.cloud.store.Store;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/// Loads a backup into an empty database, in one transaction. Everything is read and compared with
/// the manifest before anything is written.
///
/// The store that comes of it is another one: it has a new generation, so that every stream begins
/// anew and nothing that was read from the old one is used with it; sessions go on far behind those
/// that may have been given since; nobody is connected; and what was on its way to a gateway is
/// over. Where history stood in the log is part of the backup, so the log is read again from there
/// by itself, and gateways send what the log no longer has.
public final class Restore {
  private static final Pattern DAY = Pattern.compile("block_([0-9]{4})([0-9]{2})([0-9]{2})");
  private static final long GENERATION_MAX = 1L << 53;

  /// More sessions than can have begun since the backup.
  private static final long SESSIONS_AHEAD = 1_000_000_000L;

  private static final String OUTCOME_UNKNOWN =
      "the store was restored while this was on its way; what became of it is not known";

  private final Store.Address address;
  private final BackupFolder.Verified backup;
  private final InstantSource clock;

  /// @param address of an empty database
  public Restore(Store.Address address, BackupFolder.Verified backup, InstantSource clock) {
    this.address = address;
    this.backup = backup;
    this.clock = clock;
  }

  /// What was done.
  ///
  /// @param generation that the store has now
  public record Done(long generation, Duration checking, Duration loading) {}

  /// Compares every file of a backup with its manifest.
  ///
  /// @throws BadBackup when it cannot be restored
  public static void check(BackupFolder.Verified backup) throws IOException, BadBackup {
    new Verifier(backup).verify(Long.MAX_VALUE, 0);
  }

  /// @throws BadBackup when the backup is damaged; then nothing was written
  /// @throws SQLException when the database is not empty, cannot be reached, or refuses
  public Done run() throws SQLException, IOException, BadBackup {
    var begun = clock.instant();
    check(backup);
    var checked = clock.instant();
    long generation;
    refuseUnlessEmpty();
    try (var store = Store.openAt(address, backup.manifest().schema())) {
      generation = load(store);
    }
    try (var store = Store.open(address);
        var db = store.dataSource().getConnection();
        var sql = db.createStatement()) {
      sql.execute("analyze");
      db.commit();
    }
    return new Done(
        generation, Duration.between(begun, checked), Duration.between(checked, clock.instant()));
  }

  private void refuseUnlessEmpty() throws SQLException {
    try (var store = Store.connect(address)) {
      boolean empty =
          store.inTransaction(db -> {
            var tables = new TreeSet<String>();
            Tables.all(db).forEach(table -> tables.add(table.name()));
            return tables.isEmpty()
                || tables.containsAll(List.of("cursor", "gateway", "loss"))
                    && none(db, "cursor")
                    && none(db, "gateway")
                    && none(db, "loss");
          });
      if (!empty) {
        throw new SQLException(
            "the database is not empty; a restore needs an empty one: create one and give its URL");
      }
    }
  }

  private static boolean none(Connection db, String table) throws SQLException {
    try (var sql = db.prepareStatement("select 1 from " + Tables.quoted(table) + " limit 1");
        var rows = sql.executeQuery()) {
      return !rows.next();
    }
  }

  private long load(Store store) throws SQLException, IOException {
    try (var db = store.dataSource().getConnection()) {
      try {
        for (var file : backup.manifest().files()) {
          makeDay(db, file.table());
        }
        refuseIfTablesDiffer(db);
        execute(db, "delete from meta");
        for (var file : inOrder(db, backup.manifest().files())) {
          copyIn(db, file);
        }
        long generation = another(backup.manifest().generation());
        beginAnew(db, generation);
        Counted.restored(db, backup.manifest(), nowUs());
        db.commit();
        return generation;
      } catch (IOException | SQLException | RuntimeException e) {
        db.abort(Runnable::run); // an orderly end of a broken copy would wait for ever
        throw e;
      }
    }
  }

  private static void makeDay(Connection db, String table) throws SQLException {
    var day = DAY.matcher(table);
    if (day.matches()) {
      var date =
          java.time.LocalDate.of(
              Integer.parseInt(day.group(1)),
              Integer.parseInt(day.group(2)),
              Integer.parseInt(day.group(3)));
      execute(
          db,
          "create table %s partition of block for values from ('%s') to ('%s')"
              .formatted(Tables.quoted(table), date, date.plusDays(1)));
    }
  }

  private void refuseIfTablesDiffer(Connection db) throws SQLException {
    var has = new TreeSet<String>();
    Tables.all(db).forEach(table -> has.add(table.name()));
    var brought = new TreeSet<String>();
    backup.manifest().files().forEach(file -> brought.add(file.table()));
    if (!has.equals(brought)) {
      throw new SQLException("the backup has the tables " + brought + ", the database " + has);
    }
  }

  /// Those first that others refer to.
  private static List<TableFile> inOrder(Connection db, List<TableFile> files) throws SQLException {
    var references = Tables.references(db);
    var left = new ArrayList<>(files);
    var ordered = new ArrayList<TableFile>();
    while (!left.isEmpty()) {
      var waiting = new TreeSet<String>();
      left.forEach(file -> waiting.add(file.table()));
      var ready =
          left.stream()
              .filter(file ->
                  references.getOrDefault(file.table(), List.of()).stream()
                      .noneMatch(to -> !to.equals(file.table()) && waiting.contains(to)))
              .toList();
      if (ready.isEmpty()) {
        throw new SQLException("tables refer to one another in a circle: " + waiting);
      }
      ordered.addAll(ready);
      left.removeAll(ready);
    }
    return ordered;
  }

  private void copyIn(Connection db, TableFile file) throws SQLException, IOException {
    try (var in =
        new BufferedInputStream(
            Files.newInputStream(backup.path().resolve(file.file())), 1 << 16)) {
      long rows =
          db.unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy %s (%s) from stdin (format binary)"
                      .formatted(Tables.quoted(file.table()), Tables.quoted(file.columns())),
                  in,
                  1 << 16);
      if (rows != file.rows()) {
        throw new SQLException(file.table() + " took " + rows + " rows, not " + file.rows());
      }
    }
  }

  private void beginAnew(Connection db, long generation) throws SQLException {
    try (var sql = db.prepareStatement("update meta set value = ? where name = 'db_generation'")) {
      sql.setLong(1, generation);
      if (sql.executeUpdate() != 1) {
        throw new SQLException("the backup has no generation");
      }
    }
    execute(db, "update meta set value = 0 where name = 'backup_every_ms'");
    try (var sql =
        db.prepareStatement(
            "update gateway set session = session + ?, since_us = case when connected then ?"
                + " else since_us end, connected = false")) {
      sql.setLong(1, SESSIONS_AHEAD);
      sql.setLong(2, nowUs());
      sql.executeUpdate();
    }
    // A command goes out at once or not at all; after a restore it is too late.
    try (var step =
            db.prepareStatement(
                """
                insert into command_step (command_id, step, state, at_us, detail)
                select c.id, (select count(*) from command_step s where s.command_id = c.id) + 1,
                  'expired', ?, ? from command c where c.state in ('pending', 'accepted')\
                """);
        var command =
            db.prepareStatement(
                "update command set state = 'expired', detail = ?"
                    + " where state in ('pending', 'accepted')")) {
      step.setLong(1, nowUs());
      step.setString(2, OUTCOME_UNKNOWN);
      step.executeUpdate();
      command.setString(1, OUTCOME_UNKNOWN);
      command.executeUpdate();
    }
  }

  private static long another(long generation) {
    var random = new SecureRandom();
    long other = random.nextLong(1, GENERATION_MAX);
    return other == generation ? other % (GENERATION_MAX - 1) + 1 : other;
  }

  private static void execute(Connection db, String text) throws SQLException {
    try (var sql = db.createStatement()) {
      sql.execute(text);
    }
  }

  private long nowUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
