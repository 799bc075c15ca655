package io.arxos.gateway.uplink;

import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import java.util.List;
import java.util.Set;

/// What the cloud says to the gateway.
sealed interface Down {
  /// The answer to Hello.
  ///
  /// @param creditBytes the most that may be in flight
  /// @param blocksPerMessage the most that a message may carry; below 1 is 1
  /// @param safeIsCommitted no backup stands behind the store
  record Welcome(
      long session,
      List<Position> positions,
      long creditBytes,
      int blocksPerMessage,
      boolean sendModel,
      boolean safeIsCommitted)
      implements Down {}

  /// The other answer to Hello, and to a block that the cloud cannot read yet.
  ///
  /// @param why one sentence for people; "" when the cloud does not say
  record NotNow(long retryAfterMillis, String why) implements Down {}

  /// What somebody watches now.
  ///
  /// @param all every point; the list is empty then
  record Interest(boolean all, Set<String> points) implements Down {
    static final Interest NONE = new Interest(false, Set.of());

    boolean isEmpty() {
      return !all && points.isEmpty();
    }
  }

  /// @param nextExpected the first sequence the cloud does not have
  /// @param safe the highest that a restore of the store cannot lose
  record Position(IncarnationId incarnation, Lane lane, long nextExpected, long safe) {}

  /// @param creditBytes 0: as before
  record Ack(Position position, long session, long creditBytes) implements Down {
    long committed() {
      return position.nextExpected() - 1;
    }
  }

  record Nack(IncarnationId incarnation, Lane lane, long next, long session, String reason)
      implements Down {}

  record Command(CommandRequest request, long session) implements Down {}
}
