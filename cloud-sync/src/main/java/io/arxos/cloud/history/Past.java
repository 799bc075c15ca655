package io.arxos.cloud.history;

import io.arxos.cloud.fleet.Completeness.Missing;
import io.arxos.cloud.live.LiveSample;
import java.sql.SQLException;
import java.util.List;

/// Stored samples of one point.
public interface Past {
  /// Reads `[fromUs, toUs)` from the store. Blocks.
  Stretch read(String point, long fromUs, long toUs) throws SQLException;

  /// @param samples in order of time
  /// @param coverage share of the span that is covered by data, 0..1
  record Stretch(List<LiveSample> samples, List<Missing> gaps, double coverage) {}
}
