package io.arxos.cloud.fleet;

import org.jspecify.annotations.Nullable;

/// A level of a point that somebody or something holds.
///
/// @param level BACnet priority, 1..16
/// @param untilUs 0: no end
/// @param commandId "" when no command of the cloud made it
public record Hold(
    String point,
    int level,
    @Nullable PointValue value,
    String owner,
    String reason,
    long sinceUs,
    long untilUs,
    String commandId) {}
