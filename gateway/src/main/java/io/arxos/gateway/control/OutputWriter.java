package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;

/// The way to the devices, in the points' own units. May block: control calls it on virtual threads
/// and has at most one call per point under way.
public interface OutputWriter {
  WriteResult write(PointId point, Value value) throws InterruptedException;

  /// What the device says it has now; [Reading.Bad] where it cannot be read back.
  Reading readBack(PointId point) throws InterruptedException;
}
