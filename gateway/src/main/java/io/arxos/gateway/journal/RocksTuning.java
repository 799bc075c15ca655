package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Storage.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/// RocksDB on a small computer: everything it keeps in memory is under one strict cache, and what
/// it writes is small enough that a full disk shows in a flush.
final class RocksTuning implements AutoCloseable {
  private static final long CACHE_BYTES = 12L << 20;
  private static final long WRITE_BUFFER_BYTES = 6L << 20;
  private static final long FAMILY_BUFFER_BYTES = 4L << 20;
  static final long WAL_BYTES_MAX = 16L << 20;
  private static final long FILE_BYTES = 4L << 20;
  private static final long LOG_BYTES_MAX = 256L << 10;
  private static final int LOG_FILES = 2;
  private static final int RECYCLED_LOGS = 2;
  private static final int TABLE_BLOCK_BYTES = 16 << 10;
  private static final int OPEN_FILES_MAX = 64;

  private final Cache cache = new LRUCache(CACHE_BYTES, -1, true);
  private final WriteBufferManager buffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);
  private final List<ColumnFamilyOptions> families = new ArrayList<>();
  private final DBOptions database =
      new DBOptions()
          .setCreateIfMissing(true)
          .setCreateMissingColumnFamilies(true)
          .setWriteBufferManager(buffers)
          .setMaxTotalWalSize(WAL_BYTES_MAX)
          .setMaxBackgroundJobs(2)
          .setMaxOpenFiles(OPEN_FILES_MAX)
          .setStatsDumpPeriodSec(0)
          .setStatsPersistPeriodSec(0)
          .setMaxLogFileSize(LOG_BYTES_MAX)
          .setKeepLogFileNum(LOG_FILES)
          .setRecycleLogFileNum(RECYCLED_LOGS)
          .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords);

  DBOptions database() {
    return database;
  }

  ColumnFamilyDescriptor family(Table table) {
    // A block is packed, but at a few samples a second each says its points' names again: together
    // they become a tenth. Each file moves down alone as soon as it is there, so nothing is ever
    // written a third time.
    var options =
        new ColumnFamilyOptions()
            .setWriteBufferSize(FAMILY_BUFFER_BYTES)
            .setTargetFileSizeBase(FILE_BYTES)
            .setLevel0FileNumCompactionTrigger(1)
            .setCompressionType(CompressionType.ZSTD_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockSize(TABLE_BLOCK_BYTES)
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true));
    families.add(options);
    // The family that is always there carries the bookkeeping.
    byte[] name =
        table == Table.META
            ? RocksDB.DEFAULT_COLUMN_FAMILY
            : table.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return new ColumnFamilyDescriptor(name, options);
  }

  @Override
  public void close() {
    database.close();
    families.forEach(ColumnFamilyOptions::close);
    buffers.close();
    cache.close();
  }
}
