package io.arxos.cloud.history;

import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogReader.Position;
import io.arxos.cloud.log.LoggedBlock;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What the store keeps of the log: samples, losses, cursors and places. It decides nothing; which
/// call follows which is the caller's. Safe for any thread.
public interface Ledger {
  /// How far it has come, in one snapshot.
  Progress progress(BlockLog.Identity log, Collection<LaneKey> lanes) throws SQLException;

  /// All places in one log.
  SortedMap<Integer, Position> positions(BlockLog.Identity log) throws SQLException;

  /// Moves a place, unless somebody else has moved it.
  ///
  /// @param from null: there is none
  boolean compareAndSet(BlockLog.Identity log, int partition, @Nullable Position from, long to)
      throws SQLException;

  /// Writes down the process starts that are new. The first version of an announcement stays.
  void announce(String gateway, Collection<Announced> announced) throws SQLException;

  /// Makes room for rows of these days.
  void ensure(Collection<LocalDate> days, LocalDate today) throws SQLException;

  /// Runs work in one transaction: committed when it returns, rolled back when it throws.
  <T> T inTransaction(Work<T> work) throws SQLException;

  /// Work inside one transaction.
  interface Work<T> {
    T in(Transaction transaction) throws SQLException;
  }

  /// One transaction. Each call sees what others have committed before it.
  interface Transaction {
    /// Creates the places that are not there, at the very beginning, then locks and reads them in
    /// the order of the partitions: what is not there locks nobody.
    SortedMap<Integer, Position> lockPositions(BlockLog.Identity log, SortedSet<Integer> partitions)
        throws SQLException;

    /// The next expected sequences: creates what is not there, then locks and reads, in the order
    /// of the keys.
    SortedMap<LaneKey, Long> lockCursors(SortedSet<LaneKey> lanes) throws SQLException;

    void insert(List<Row> rows) throws SQLException;

    void insertLosses(List<Loss> losses) throws SQLException;

    void insertParked(List<Parked> parked) throws SQLException;

    void writeCursors(SortedMap<LaneKey, Reached> reached) throws SQLException;

    /// Moves the newest samples of points forward, never back.
    ///
    /// @param nowUs a stored time after it counts as this
    void writeLatest(List<Latest> latest, long nowUs) throws SQLException;

    void writePositions(BlockLog.Identity log, SortedMap<Integer, Position> positions)
        throws SQLException;
  }

  /// Consecutive blocks of one lane.
  ///
  /// @param first the first sequence that counts
  /// @param points a filter of the points that occur
  /// @param payload the blocks, each behind its length
  record Row(
      LaneKey lane,
      long first,
      long last,
      LocalDate day,
      long fromUs,
      long toUs,
      long points,
      byte[] payload) {}

  /// A range that will never be stored.
  ///
  /// @param fromUs time span of what was lost, 0 where it is not known
  record Loss(
      LaneKey lane, long first, long last, String reason, long fromUs, long toUs, long atUs) {}

  /// A block that cannot be read, kept aside.
  record Parked(LoggedBlock.Place place, String why, long atUs, byte[] content) {}

  /// @param next the next expected sequence
  /// @param completeUs time of the newest sample stored now, 0 for none
  record Reached(long next, long completeUs) {}

  /// The newest sample of a point.
  ///
  /// @param value null when there is only a status
  record Latest(
      String point,
      LaneKey lane,
      long seq,
      long timeUs,
      @Nullable String value,
      int status,
      @Nullable String reason) {}

  /// One process start of a gateway, as it announced it.
  ///
  /// @param parent the start before it on the same card; null for the first
  /// @param startedUs by the gateway's clock
  /// @param clock 1 synchronised, 2 not, 0 unknown
  record Announced(
      IncarnationId incarnation,
      @Nullable IncarnationId parent,
      long parentLastAlarm,
      long parentLastTelemetry,
      String bootId,
      long startCounter,
      long startedUs,
      int clock,
      int formatVersion) {}
}
