package io.arxos.cloud.history;

import io.arxos.cloud.log.LaneKey;
import java.util.Map;

/// How far the store has come, seen at one instant: what acknowledgements are made of.
///
/// @param generation changes with every restore of the store
/// @param next the next expected sequence; a lane that is not in it expects 1
/// @param positions per partition of the log, the next offset to take; absent: nothing taken
public record Progress(long generation, Map<LaneKey, Long> next, Map<Integer, Long> positions) {

  public long next(LaneKey lane) {
    return next.getOrDefault(lane, 1L);
  }

  /// The highest sequence that a restore of the store cannot lose. No backup stands behind the
  /// store yet, so it is what is committed.
  public long safe(LaneKey lane) {
    return next(lane) - 1;
  }
}
