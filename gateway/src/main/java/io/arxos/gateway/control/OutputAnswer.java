package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.Value;
import io.arxos.driver.WriteResult;

/// What came back from a device, on its way to the control thread.
///
/// @param value what was written
/// @param result of the write; of the one before when the device was only read again
/// @param read what the device says; meaningless when the write failed
record OutputAnswer(PointId point, Value value, WriteResult result, Reading read) {}
