package io.arxos.gateway.journal;

import io.arxos.driver.ReadingSink.Acceptance;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Takes samples to be journaled. Safe for any thread; never blocks.
public interface Inbox {
  /// Takes all of the samples or none.
  ///
  /// @param awaited whether a device waits for the answer, so that the block closes soon
  /// @return completes when they are synced (DURABLE), or at once when they were not taken
  ///   (REFUSED)
  CompletableFuture<Acceptance> offer(Lane lane, List<Sample> samples, boolean awaited);
}
