package io.arxos.gateway.journal;

import io.arxos.gateway.journal.Storage.Table;
import io.arxos.gateway.journal.StorageException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// One opening of the database, with every native object that it needs.
final class OpenRocks implements AutoCloseable {
  final RocksDB db;
  private final RocksTuning tuning;
  private final List<ColumnFamilyHandle> families;

  private OpenRocks(RocksDB db, RocksTuning tuning, List<ColumnFamilyHandle> families) {
    this.db = db;
    this.tuning = tuning;
    this.families = families;
  }

  static OpenRocks at(Path folder) throws StorageException {
    return open((tuning, descriptors, families) ->
        RocksDB.open(tuning.database(), folder.toString(), descriptors, families));
  }

  static OpenRocks readOnly(Path folder) throws StorageException {
    return open((tuning, descriptors, families) ->
        RocksDB.openReadOnly(
            tuning.database().setCreateIfMissing(false), folder.toString(), descriptors, families));
  }

  private static OpenRocks open(Opener opener) throws StorageException {
    var tuning = new RocksTuning();
    List<ColumnFamilyDescriptor> descriptors =
        Arrays.stream(Table.values()).map(tuning::family).toList();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try {
      return new OpenRocks(opener.open(tuning, descriptors, families), tuning, families);
    } catch (RocksDBException e) {
      tuning.close();
      throw failure(e);
    }
  }

  private interface Opener {
    RocksDB open(
        RocksTuning tuning,
        List<ColumnFamilyDescriptor> descriptors,
        List<ColumnFamilyHandle> families)
        throws RocksDBException;
  }

  ColumnFamilyHandle family(Table table) {
    return families.get(table.ordinal());
  }

  @Override
  public void close() {
    families.forEach(ColumnFamilyHandle::close);
    db.close();
    tuning.close();
  }

  static StorageException failure(RocksDBException e) {
    Status status = e.getStatus();
    String message = String.valueOf(e.getMessage());
    return new StorageException(status == null ? Kind.BROKEN : kind(status, message), message);
  }

  private static Kind kind(Status status, String message) {
    return switch (status.getCode()) {
      case Corruption, NotFound, InvalidArgument -> Kind.CORRUPT;
      case null, default -> {
        if (status.getSubCode() == Status.SubCode.NoSpace
            || message.contains("No space left on device")) {
          yield Kind.STALLED;
        }
        yield message.contains("No such file or directory") ? Kind.CORRUPT : Kind.BROKEN;
      }
    };
  }
}
