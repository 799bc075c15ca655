package io.arxos.driver;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Where a driver puts data that arrives unasked. Safe for any thread; never blocks.
public interface ReadingSink {
  /// Offers what one message of a device said that will be sent again unless it is acknowledged.
  /// The future completes, on a thread of the gateway, when every reading of it is durable (or was
  /// suppressed by change-of-value): only then may the driver acknowledge the device.
  CompletableFuture<Acceptance> offer(Map<PointId, Reading> readings);

  /// Tells what is said only once: the answer to a question, a notification that nobody
  /// acknowledges. What cannot be taken is lost, and counted as lost.
  void tell(Map<PointId, Reading> readings);

  /// Reports something valid that no configured point is made of.
  void discovered(Discovered device);

  enum Acceptance {
    /// Synced to the journal.
    DURABLE,
    /// Not taken (the inbox is full, the journal is closed): the device must not be acknowledged.
    REFUSED
  }
}
