package io.arxos.cloud.backup;

import io.arxos.cloud.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes backups of a store into a folder. One at a time, also among several processes.
public final class Backups {
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  /// A file that was linked from backup to backup is read again when it was last read before this.
  static final Duration READ_AGAIN = Duration.ofDays(1);

  private final Store store;
  private final Plan plan;
  private final InstantSource clock;
  private final Probe probe;
  private final Counted counted;

  /// @param keep how many of the newest stay, at least 1
  public record Plan(BackupFolder folder, int keep, String software) {}

  public Backups(Store store, Plan plan, InstantSource clock) {
    this(store, plan, clock, Probe.NONE);
  }

  Backups(Store store, Plan plan, InstantSource clock, Probe probe) {
    this.store = store;
    this.plan = plan;
    this.clock = clock;
    this.probe = probe;
    this.counted = new Counted(store);
  }

  /// Makes a backup, reads it back, and lets it count.
  ///
  /// @throws BadBackup when what was read back is not what was written, or the store is not whole;
  ///   then it does not count
  public Manifest take() throws SQLException, IOException, BadBackup {
    try (var lock = plan.folder().lock()) {
      LOG.debug("the folder is ours: {}", lock);
      int cleared = plan.folder().clear();
      if (cleared > 0) {
        LOG.info("{} unfinished backups were cleared away", cleared);
      }
      probe.at(Probe.Phase.BEGUN);
      try {
        return readBack(write(earlier()));
      } catch (BadBackup e) {
        if (earlier().isEmpty()) {
          throw e;
        }
        // What was linked may be what is damaged: once more, with nothing of the earlier ones.
        LOG.warn("{}; everything is copied anew", e.line());
        plan.folder().clear();
        return readBack(write(Optional.empty()));
      }
    }
  }

  /// Brings folder and store together: what is verified and belongs to the store counts, what is
  /// gone does not. To be called before *safe* is told to anybody.
  public void reconcile() throws SQLException, IOException {
    try (var lock = plan.folder().lock()) {
      LOG.debug("the folder is ours: {}", lock);
      var there = plan.folder().names();
      Optional<Manifest> newest = Optional.empty();
      for (var name : there) {
        newest = ours(name);
        if (newest.isPresent()) {
          break;
        }
      }
      counted.forgetOthers(there, newest);
      if (newest.isPresent() && !counted.names().contains(newest.get().name())) {
        // Ended between the mark in the folder and the transaction.
        counted.count(newest.get(), nowUs());
      }
    }
  }

  /// The manifest of a backup that this store may be restored from without losing what is safe: of
  /// this generation, or the one that the store itself was restored from.
  private Optional<Manifest> ours(String name) throws SQLException, IOException {
    try {
      var manifest = plan.folder().verified(name).manifest();
      return manifest.generation() == generation() || counted.names().contains(name)
          ? Optional.of(manifest)
          : Optional.empty();
    } catch (BadBackup e) {
      LOG.warn("{}", e.line());
      return Optional.empty();
    }
  }

  private long generation() throws SQLException {
    return store.inTransaction(
        db -> new Copier(db, Path.of(""), Optional.empty(), probe).generation());
  }

  private Manifest write(Optional<BackupFolder.Verified> earlier) throws SQLException, IOException {
    long number = plan.folder().nextNumber();
    var begun = clock.instant();
    var name = BackupFolder.name(number, begun);
    var fresh = plan.folder().fresh(name);
    var manifest =
        snapshot(db -> {
          var copier = new Copier(db, fresh, earlier.filter(e -> same(e, db)), probe);
          long generation = copier.generation();
          var lanes = copier.lanes();
          var log = copier.log();
          var files = copier.copyAll();
          long tookMs = Duration.between(begun, clock.instant()).toMillis();
          return new Manifest(
              Manifest.FORMAT,
              name,
              number,
              plan.software(),
              copier.schema(),
              generation,
              us(begun), // before the snapshot, so that it contains no less
              tookMs,
              files,
              log,
              lanes);
        });
    probe.at(Probe.Phase.COPIED);
    BackupFolder.write(fresh, manifest);
    Hashed.sync(fresh);
    probe.at(Probe.Phase.WRITTEN);
    Files.move(fresh, plan.folder().at(name), StandardCopyOption.ATOMIC_MOVE);
    Hashed.sync(plan.folder().path());
    probe.at(Probe.Phase.MOVED);
    return manifest;
  }

  private Manifest readBack(Manifest written) throws SQLException, IOException, BadBackup {
    var path = plan.folder().at(written.name());
    long nowUs = us(clock.instant());
    var verifier = new Verifier(path, written);
    var read = verifier.verify(nowUs - READ_AGAIN.toNanos() / 1_000, nowUs);
    var apart = verifier.sums();
    if (apart.isPresent()) {
      throw new BadBackup(
          written.name() + " does not count: " + apart.get() + "; run: arxos cloud audit");
    }
    probe.at(Probe.Phase.READ_BACK);
    BackupFolder.markVerified(path, read);
    probe.at(Probe.Phase.MARKED);
    if (!counted.count(read, nowUs())) {
      throw new BadBackup(written.name() + " does not count: the store was restored meanwhile");
    }
    probe.at(Probe.Phase.COUNTED);
    plan.folder().keep(plan.keep());
    counted.forgetOthers(plan.folder().names(), Optional.of(read));
    return read;
  }

  private Optional<BackupFolder.Verified> earlier() throws IOException {
    List<String> names = plan.folder().names();
    try {
      return names.isEmpty()
          ? Optional.empty()
          : Optional.of(plan.folder().verified(names.getFirst()));
    } catch (BadBackup e) {
      LOG.warn("{}; everything is copied anew", e.line());
      return Optional.empty();
    }
  }

  /// Counters of changes mean something only within one generation and one form of the tables.
  private static boolean same(BackupFolder.Verified earlier, Connection db) {
    var copier = new Copier(db, earlier.path(), Optional.empty(), Probe.NONE);
    try {
      return earlier.manifest().generation() == copier.generation()
          && earlier.manifest().schema().equals(copier.schema());
    } catch (SQLException e) {
      LOG.warn("everything is copied anew: {}", e.getMessage());
      return false;
    }
  }

  private interface Copying {
    Manifest in(Connection db) throws SQLException, IOException;
  }

  private Manifest snapshot(Copying copying) throws SQLException, IOException {
    try (var db = store.dataSource().getConnection()) {
      try {
        db.setReadOnly(true);
        db.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        var manifest = copying.in(db);
        db.rollback();
        return manifest;
      } catch (IOException | SQLException | RuntimeException | Error e) {
        // A copy that was broken off leaves the connection in the middle of it, and an orderly end
        // would wait for ever.
        db.abort(Runnable::run);
        throw e;
      }
    }
  }

  private long nowUs() {
    return us(clock.instant());
  }

  private static long us(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
