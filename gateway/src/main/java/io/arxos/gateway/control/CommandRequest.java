package io.arxos.gateway.control;

import io.arxos.driver.Value;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A write that came from the cloud or from the gateway's own page.
///
/// @param id chosen by the issuer; a repeated id returns the first result
/// @param point path as asked; may name a point that does not exist
/// @param value null gives the level back
/// @param level BACnet priority, 8 (local operator) to 16
/// @param executeWithin counted from its arrival; at most 5 min
/// @param lease at most 7 days
public record CommandRequest(
    String id,
    String point,
    @Nullable Value value,
    int level,
    String issuer,
    String reason,
    Duration executeWithin,
    Duration lease) {
  /// The level of people at the gateway itself: no command from the cloud may have it.
  public static final int LOCAL_OPERATOR = 8;
}
