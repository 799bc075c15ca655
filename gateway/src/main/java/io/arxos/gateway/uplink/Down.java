package io.arxos.gateway.uplink;

import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Lane;
import java.util.List;

/// What the cloud says to the gateway.
sealed interface Down {
  /// The answer to Hello.
  ///
  /// @param creditBytes the most that may be in flight
  /// @param retryAfterMillis above 0: not admitted now
  /// @param safeIsCommitted no backup stands behind the store
  record Welcome(
      long session,
      List<Position> positions,
      long creditBytes,
      long retryAfterMillis,
      boolean sendModel,
      boolean safeIsCommitted)
      implements Down {}

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
