package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.log.LaneKey;
import java.util.List;

/// The way back to one gateway. Safe for any thread; messages leave in the order of the calls.
interface Downlink {
  /// @param next the first sequence that the cloud does not have
  /// @param safe the highest sequence that a restore of the store cannot lose
  record Position(LaneKey lane, long next, long safe) {}

  /// @param safeIsCommitted no backups stand behind the store
  record Welcome(
      long session,
      long generation,
      long creditBytes,
      boolean sendModel,
      boolean safeIsCommitted,
      List<Position> positions) {}

  void welcome(Welcome welcome);

  /// Not now: come again after this time. Ends the stream.
  void notNow(long retryAfterMillis, String why);

  void ack(Ack ack);

  record Ack(LaneKey lane, long committed, long safe, long session, long creditBytes) {}

  /// @param reason "" or what was wrong with the block itself
  void nack(Nack nack);

  record Nack(LaneKey lane, long next, long session, String reason) {}

  void command(Command.Order order, long session);

  /// Somebody looks at these points from now on.
  void interest(Audience.Watched watched);

  /// Ends the stream.
  void end(End end);

  /// Why a stream ends.
  sealed interface End {
    /// The gateway should connect again.
    record Again(String why) implements End {}

    /// The gateway has broken the rules.
    record Broken(String why) implements End {}

    /// A newer session of the same gateway has begun.
    record Replaced() implements End {}
  }
}
