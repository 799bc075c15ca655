package io.arxos.gateway.journal;

import io.arxos.driver.PointId;
import io.arxos.driver.Status;
import io.arxos.driver.Value;
import org.jspecify.annotations.Nullable;

/// A reading the gateway has accepted. Its sequence is given by the journal.
///
/// @param value in the point's unit; null when there is only a status
/// @param flags of `io.arxos.block.Columns`: overridden, out of service, uncertain clock, repeat
/// @param reason why the status is not ok; "" when it is
/// @param wallMicros UTC; decides nothing
/// @param monoMicros since an arbitrary place, never goes back within an incarnation
public record Sample(
    PointId point,
    @Nullable Value value,
    Status status,
    int flags,
    String reason,
    long wallMicros,
    long monoMicros) {}
