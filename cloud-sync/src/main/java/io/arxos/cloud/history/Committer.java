package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import io.arxos.cloud.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Takes records into the store, in one transaction with the cursors and the place in the log.
final class Committer {
  private final Store store;
  private final InstantSource clock;
  private final DayPartitions days;

  Committer(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.days = new DayPartitions(store);
  }

  /// One record and where it stands in the log.
  record Entry(int partition, long offset, Optional<Integer> epoch, Incoming incoming) {}

  sealed interface Result {
    /// @param places where each partition goes on
    record Done(SortedMap<Integer, Long> places, Intake intake) implements Result {}

    /// Somebody else has moved the place of a partition: nothing was taken.
    record Fenced(int partition) implements Result {}
  }

  /// @param places where this consumer stands, for every partition that occurs
  Result commit(BlockLog.Identity log, SortedMap<Integer, Long> places, List<Entry> entries)
      throws SQLException {
    days.ensure(daysOf(entries), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return store.inTransaction(db -> inTransaction(db, log, places, entries));
  }

  private Result inTransaction(
      Connection db, BlockLog.Identity log, SortedMap<Integer, Long> places, List<Entry> entries)
      throws SQLException {
    var stored = Positions.lock(db, log, new TreeSet<>(places.keySet()));
    for (var place : places.entrySet()) {
      var position = stored.get(place.getKey());
      if (position == null || position.offset() != place.getValue()) {
        return new Result.Fenced(place.getKey());
      }
    }
    var lanes = new TreeSet<LaneKey>();
    entries.forEach(entry -> placeOf(entry.incoming()).ifPresent(place -> lanes.add(place.key())));
    var intake = new Intake(Cursors.lock(db, lanes), nowUs());
    var moved = new TreeMap<Integer, Positions.Position>();
    for (var entry : entries) {
      intake.take(entry.incoming());
      moved.put(entry.partition(), new Positions.Position(entry.offset() + 1, entry.epoch()));
    }
    write(db, intake);
    Positions.write(db, log, moved);
    var after = new TreeMap<Integer, Long>();
    moved.forEach((partition, position) -> after.put(partition, position.offset()));
    return new Result.Done(after, intake);
  }

  private void write(Connection db, Intake intake) throws SQLException {
    try (var insert = db.prepareStatement(LedgerRow.INSERT)) {
      for (var row : intake.rows()) {
        row.addTo(insert);
      }
      insert.executeBatch();
    }
    writeLosses(db, intake.losses());
    writeParked(db, intake.parked());
    Cursors.write(db, intake.moved(), intake.completeUs());
    intake.latest().write(db);
  }

  private void writeLosses(Connection db, List<Intake.Lost> losses) throws SQLException {
    try (var sql = db.prepareStatement("insert into loss values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var lost : losses) {
        var place = lost.block().place();
        sql.setString(1, place.key().gateway());
        sql.setBytes(2, place.key().incarnation().bytes());
        sql.setInt(3, place.key().lane());
        sql.setLong(4, lost.first());
        sql.setLong(5, place.last());
        sql.setString(6, Values.column(lost.reason()));
        sql.setLong(7, lost.block().fromUs());
        sql.setLong(8, lost.block().toUs());
        sql.setLong(9, nowUs());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  private void writeParked(Connection db, List<Incoming.Parked> parked) throws SQLException {
    try (var sql = db.prepareStatement("insert into parked values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var p : parked) {
        var place = p.block().place();
        sql.setString(1, place.key().gateway());
        sql.setBytes(2, place.key().incarnation().bytes());
        sql.setInt(3, place.key().lane());
        sql.setLong(4, place.first());
        sql.setLong(5, place.last());
        sql.setString(6, Values.column(p.why()));
        sql.setLong(7, nowUs());
        sql.setBytes(8, p.block().content());
        sql.addBatch();
      }
      sql.executeBatch();
    }
  }

  private long nowUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  private static Optional<LoggedBlock.Place> placeOf(Incoming incoming) {
    return switch (incoming) {
      case Incoming.Samples s -> Optional.of(s.block().place());
      case Incoming.Loss l -> Optional.of(l.block().place());
      case Incoming.Parked p -> Optional.of(p.block().place());
      case Incoming.Unusable _ -> Optional.empty();
    };
  }

  private static List<LocalDate> daysOf(List<Entry> entries) {
    var days = new HashSet<LocalDate>();
    for (var entry : entries) {
      if (entry.incoming() instanceof Incoming.Samples s) {
        days.add(LedgerRow.day(s.columns().wallMicros(0)));
        days.add(LedgerRow.day(s.columns().wallMicros(s.columns().size() - 1)));
      }
    }
    return new ArrayList<>(days);
  }
}
