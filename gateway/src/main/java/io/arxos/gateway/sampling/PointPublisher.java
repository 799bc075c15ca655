package io.arxos.gateway.sampling;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;
import java.util.List;

/// Where control puts what it has decided, so that set-points and commands are seen and stored like
/// everything else. Never blocks.
public interface PointPublisher {
  /// One decision.
  ///
  /// @param value in the point's unit
  /// @param overridden a level above the loops holds the point
  record Decided(PointId point, Value value, boolean overridden) {}

  /// Publishes the decisions of one cycle, all of them each time: what has not changed is
  /// suppressed here. The value of a point that is read back from its device stays what the device
  /// says; only `overridden` is taken over.
  void publish(List<Decided> decisions);
}
