package io.arxos.cloud.live;

import java.sql.SQLException;
import java.util.List;

/// The newest sample of each point of a building, and where in the log the rest begins.
public interface OpeningPicture {
  /// @param partition of the building
  Picture read(String building, int partition) throws SQLException;

  /// Changes with every restore of the store.
  long dbGeneration() throws SQLException;

  /// @param next place in the log that the picture does not yet contain; -1 when the store has
  ///   taken nothing from the log
  record Picture(List<Known> known, long next, long dbGeneration) {}

  record Known(String gateway, LiveSample sample) {}
}
