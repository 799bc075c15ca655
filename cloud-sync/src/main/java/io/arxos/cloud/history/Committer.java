package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogReader.Position;
import io.arxos.cloud.log.LoggedBlock;
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
  private final Ledger ledger;
  private final InstantSource clock;

  Committer(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /// A block and where it stands in the log.
  ///
  /// @param ends it is the last of its record: with it the place moves on
  record Entry(
      int partition, long offset, Optional<Integer> epoch, Incoming incoming, boolean ends) {
    Entry(int partition, long offset, Optional<Integer> epoch, Incoming incoming) {
      this(partition, offset, epoch, incoming, true);
    }

    Position next() {
      return ends ? new Position(offset + 1, epoch) : Position.at(offset);
    }
  }

  sealed interface Result {
    /// @param places where each partition goes on
    record Done(SortedMap<Integer, Long> places, Intake intake) implements Result {}

    /// Somebody else has moved the place of a partition: nothing was taken.
    record Fenced(int partition) implements Result {}
  }

  /// @param places where this consumer stands, for every partition that occurs
  Result commit(BlockLog.Identity log, SortedMap<Integer, Long> places, List<Entry> entries)
      throws SQLException {
    ledger.ensure(daysOf(entries), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return ledger.inTransaction(open -> inTransaction(open, log, places, entries));
  }

  private Result inTransaction(
      Ledger.Transaction open,
      BlockLog.Identity log,
      SortedMap<Integer, Long> places,
      List<Entry> entries)
      throws SQLException {
    var stored = open.lockPositions(log, new TreeSet<>(places.keySet()));
    for (var place : places.entrySet()) {
      var position = stored.get(place.getKey());
      if (position == null || position.offset() != place.getValue()) {
        return new Result.Fenced(place.getKey());
      }
    }
    var lanes = new TreeSet<LaneKey>();
    for (var entry : entries) {
      if (Incoming.placeOf(entry.incoming()) instanceof LoggedBlock.Place place) {
        lanes.add(place.key());
      }
    }
    var intake = new Intake(open.lockCursors(lanes), nowUs());
    var moved = new TreeMap<Integer, Position>();
    for (var entry : entries) {
      intake.take(entry.incoming());
      moved.put(entry.partition(), entry.next());
    }
    open.insert(intake.rows());
    open.insertLosses(intake.losses());
    open.insertParked(intake.parked());
    open.writeCursors(intake.reached());
    open.writeLatest(intake.latest(), nowUs());
    open.writePositions(log, moved);
    var after = new TreeMap<Integer, Long>();
    moved.forEach((partition, position) -> after.put(partition, position.offset()));
    return new Result.Done(after, intake);
  }

  private long nowUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
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
