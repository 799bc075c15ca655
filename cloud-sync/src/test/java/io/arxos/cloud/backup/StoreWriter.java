package io.arxos.cloud.backup;

import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.history.Ledger.Loss;
import io.arxos.cloud.history.Ledger.Row;
import io.arxos.cloud.history.PostgresLedger;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LogReader.Position;
import io.arxos.cloud.store.Store;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Fills a store as history does: rows, cursor and place in one transaction. The value of a sample
/// is its sequence.
final class StoreWriter {
  static final long DAY_US = 86_400_000_000L;
  private static final BlockLog.Identity LOG = new BlockLog.Identity("cluster", "topic");

  private final Ledger ledger;
  private final LaneKey lane;
  private long offset;

  StoreWriter(Store store, LaneKey lane) {
    this.ledger = new PostgresLedger(store);
    this.lane = lane;
  }

  LaneKey lane() {
    return lane;
  }

  long next() throws SQLException {
    return ledger.progress(LOG, Set.of(lane)).next(lane);
  }

  /// What a gateway is told.
  long safe() throws SQLException {
    return ledger.progress(LOG, Set.of(lane)).safe(lane);
  }

  /// Samples on a day of their own, so many days after the first.
  void store(int days, long first, long last) throws SQLException {
    var columns = new Columns();
    long beginUs = Blocks.START_US + days * DAY_US;
    for (long sequence = first; sequence <= last; sequence++) {
      long us = beginUs + sequence * 1_000;
      columns.addNumber(new Columns.Stamp("house/room/temp", us, us, 1, ""), sequence);
    }
    var block = BlockCodec.encode(first, columns);
    var day = LocalDate.ofEpochDay(beginUs / DAY_US);
    var payload = ByteBuffer.allocate(4 + block.length).putInt(block.length).put(block).array();
    ledger.ensure(List.of(day), day);
    var row =
        new Ledger.Row(
            lane, first, last, day, beginUs + first * 1_000, beginUs + last * 1_000, -1, payload);
    take(last + 1, row, null);
  }

  void lose(long first, long last) throws SQLException {
    take(last + 1, null, new Ledger.Loss(lane, first, last, "evicted", 0, 0, 1));
  }

  private void take(long next, @Nullable Row row, @Nullable Loss loss) throws SQLException {
    ledger.inTransaction(open -> {
      open.lockPositions(LOG, new TreeSet<>(Set.of(0)));
      open.lockCursors(new TreeSet<>(Set.of(lane)));
      open.insert(row == null ? List.of() : List.of(row));
      open.insertLosses(loss == null ? List.of() : List.of(loss));
      var reached = new TreeMap<LaneKey, Ledger.Reached>();
      reached.put(lane, new Ledger.Reached(next, 0));
      open.writeCursors(reached);
      var places = new TreeMap<Integer, Position>();
      places.put(0, new Position(++offset, Optional.empty()));
      open.writePositions(LOG, places);
      return true;
    });
  }
}
