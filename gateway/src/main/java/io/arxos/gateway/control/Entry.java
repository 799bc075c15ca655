package io.arxos.gateway.control;

import io.arxos.driver.PointId;
import io.arxos.driver.Value;

/// One written level of a priority array: nobody writes without a name, a reason and an end.
///
/// @param level [PriorityArray#HIGHEST] to [PriorityArray#LOOPS]
/// @param owner who, for people
/// @param commandId of the command that wrote it; "" when none did
record Entry(
    int level,
    Value value,
    String owner,
    String reason,
    long sinceMicros,
    Lease lease,
    String commandId) {
  Entry {
    if (level < PriorityArray.HIGHEST || level > PriorityArray.LOOPS) {
      throw new IllegalArgumentException("level " + level);
    }
    if (owner.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("a write needs an owner and a reason");
    }
  }

  /// Held by somebody or something above the loops. Such entries survive a restart.
  boolean inHand() {
    return level < PriorityArray.LOOPS || !commandId.isEmpty();
  }

  Hold hold(PointId point) {
    return new Hold(
        point, level, value, owner, reason, sinceMicros, lease.untilMicros(), commandId);
  }
}
