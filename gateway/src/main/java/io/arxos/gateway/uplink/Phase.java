package io.arxos.gateway.uplink;

/// Where the uplink stands.
sealed interface Phase {
  /// Not connected; the next attempt is at a time.
  record Waiting(long untilNanos) implements Phase {}

  /// Hello is said; Welcome is awaited.
  record Greeting(Link link, long untilNanos) implements Phase {}

  /// Welcome was said.
  ///
  /// @param live what is told while a backlog drains
  record Streaming(Link link, SyncSession session, LiveValues live) implements Phase {}

  /// The process ends.
  record Ended() implements Phase {}
}
