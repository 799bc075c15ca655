package io.arxos.cloud.history;

import io.arxos.cloud.log.LaneKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far the store has come, seen at one instant: what acknowledgements are made of.
///
/// @param generation changes with every restore of the store
/// @param next the next expected sequence; a lane that is not in it expects 1
/// @param positions per partition of the log, the next offset to take; absent: nothing taken
/// @param backed null where no backups are made
public record Progress(
    long generation,
    Map<LaneKey, Long> next,
    Map<Integer, Long> positions,
    @Nullable Backed backed) {

  /// What stands behind the store.
  ///
  /// @param newest number of the newest verified backup; 0: there is none yet
  /// @param last up to which sequence it contains a lane; a lane that is not in it, nothing
  public record Backed(long newest, Map<LaneKey, Long> last) {}

  /// Of a store without backups.
  public Progress(long generation, Map<LaneKey, Long> next, Map<Integer, Long> positions) {
    this(generation, next, positions, null);
  }

  public long next(LaneKey lane) {
    return next.getOrDefault(lane, 1L);
  }

  /// The highest sequence that a restore of the store cannot lose: what the newest verified backup
  /// contains. Where no backups are made it is what is committed, and a restore could lose all of
  /// it; whoever is told so must be told that, too.
  public long safe(LaneKey lane) {
    long committed = next(lane) - 1;
    return backed == null ? committed : Math.min(committed, backed.last().getOrDefault(lane, 0L));
  }

  public boolean safeIsCommitted() {
    return backed == null;
  }

  /// Grows when *safe* may have moved without anything having been stored.
  public long newestBackup() {
    return backed == null ? 0 : backed.newest();
  }
}
