package io.arxos.cloud.backup;

import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.log.LaneKey;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a backup contains.
///
/// @param format of this record, 1
/// @param number grows from backup to backup
/// @param schema version of the last migration that the tables have
/// @param generation of the store
/// @param takenUs the instant of the store, by the cloud's clock, UTC microseconds
/// @param tookMs how long copying took
/// @param log where history stood
/// @param lanes the cursor of each lane
public record Manifest(
    int format,
    String name,
    long number,
    String software,
    String schema,
    long generation,
    long takenUs,
    long tookMs,
    List<TableFile> files,
    List<LogPlace> log,
    List<LaneEnd> lanes) {
  static final int FORMAT = 1;

  /// One file: a table, or a partition of one.
  ///
  /// @param table what it is copied from, and into
  /// @param file its name within the folder
  /// @param checkedUs when it was last read whole and found to be what it should
  /// @param ledger null for everything but the ledger
  public record TableFile(
      String table,
      List<String> columns,
      String file,
      long rows,
      long bytes,
      String sha256,
      long checkedUs,
      @Nullable LedgerPart ledger) {
    TableFile checked(long us) {
      return new TableFile(table, columns, file, rows, bytes, sha256, us, ledger);
    }
  }

  /// How a part of the ledger is told to be as it was.
  ///
  /// @param changes sum of the counters of its days
  /// @param payloadBytes of all rows
  public record LedgerPart(long changes, long samples, long payloadBytes) {}

  /// @param offset of the next record to take
  public record LogPlace(String cluster, String topic, int partition, long offset) {}

  /// @param incarnation in hexadecimal digits
  /// @param next the first sequence that is not contained
  public record LaneEnd(String gateway, String incarnation, int lane, long next) {
    LaneKey key() {
      return new LaneKey(gateway, new IncarnationId(HexFormat.of().parseHex(incarnation)), lane);
    }
  }

  public long bytes() {
    return files.stream().mapToLong(TableFile::bytes).sum();
  }

  /// Samples in the ledger.
  public long samples() {
    return files.stream()
        .map(TableFile::ledger)
        .mapToLong(part -> part == null ? 0 : part.samples())
        .sum();
  }

  /// What the cursors say: samples and losses together.
  long sequences() {
    return lanes.stream().mapToLong(lane -> lane.next() - 1).sum();
  }

  Manifest with(List<TableFile> checked) {
    return new Manifest(
        format, name, number, software, schema, generation, takenUs, tookMs, checked, log, lanes);
  }
}
