package io.arxos.cloud.history;

import io.arxos.block.Columns;
import io.arxos.cloud.log.LaneKey;
import io.arxos.cloud.log.LoggedBlock;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;

/// One row of the ledger while it grows: consecutive blocks of one lane.
final class LedgerRow {
  /// A row does not begin another block when it has this many bytes.
  static final int ROW_BYTES_MAX = 512 * 1024;

  /// A row spans no silence, and no step of the gateway's clock, longer than this, so that what
  /// lies between rows is what is missing.
  static final long SILENCE_US_MAX = 60_000_000L;

  private final LaneKey lane;
  private final long first;
  private final LocalDate day;
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private long last;
  private long fromUs = Long.MAX_VALUE;
  private long toUs = Long.MIN_VALUE;
  private long points;

  /// @param from the first sequence that counts
  LedgerRow(Incoming.Samples samples, long from) {
    var place = samples.block().place();
    this.lane = place.key();
    this.first = from;
    this.day = dayOf(samples, from);
    append(samples, from);
  }

  /// Whether the block goes on where this row ends.
  boolean takes(Incoming.Samples samples, long from) {
    return from == last + 1
        && payload.size() < ROW_BYTES_MAX
        && Math.abs(timeOf(samples, from) - toUs) <= SILENCE_US_MAX
        && dayOf(samples, from).equals(day);
  }

  void append(Incoming.Samples samples, long from) {
    LoggedBlock.Place place = samples.block().place();
    Columns columns = samples.columns();
    for (int row = (int) (from - place.first()); row < columns.size(); row++) {
      fromUs = Math.min(fromUs, columns.wallMicros(row));
      toUs = Math.max(toUs, columns.wallMicros(row));
    }
    for (var point : columns.dictionary()) {
      points |= PointFilter.of(point);
    }
    Payloads.append(payload, samples.block().content());
    last = place.last();
  }

  LocalDate day() {
    return day;
  }

  long toUs() {
    return toUs;
  }

  LaneKey lane() {
    return lane;
  }

  Ledger.Row row() {
    return new Ledger.Row(lane, first, last, day, fromUs, toUs, points, payload.toByteArray());
  }

  /// Whether a silence that a row must not span lies between the end of one block and a row of
  /// another.
  static boolean silentBetween(Columns before, Columns columns, int row) {
    return before.size() > 0
        && Math.abs(columns.wallMicros(row) - before.wallMicros(before.size() - 1))
            > SILENCE_US_MAX;
  }

  private static LocalDate dayOf(Incoming.Samples samples, long from) {
    return day(timeOf(samples, from));
  }

  private static long timeOf(Incoming.Samples samples, long sequence) {
    return samples.columns().wallMicros((int) (sequence - samples.block().place().first()));
  }

  /// The UTC day of an instant in microseconds.
  static LocalDate day(long us) {
    return LocalDate.ofEpochDay(Math.floorDiv(us, 86_400_000_000L));
  }
}
