package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;

/// A level of a writable point that somebody or something above the loops holds: what is "in hand".
///
/// @param level BACnet priority, 1 (highest) to 16
/// @param owner who, for people
/// @param untilMicros UTC; 0 when it has no end (interlocks only)
/// @param commandId of the command that wrote it; "" when none did
public record Hold(
    PointId point,
    int level,
    Value value,
    String owner,
    String reason,
    long sinceMicros,
    long untilMicros,
    String commandId) {}
