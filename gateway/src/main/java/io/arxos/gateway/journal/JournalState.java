package io.arxos.gateway.journal;

/// Whether samples become durable.
public sealed interface JournalState {
  record Open() implements JournalState {}

  /// Readings are refused until there is space.
  record Full(long bytesFree) implements JournalState {}

  /// Readings are refused until the process is started anew.
  record Failed(String reason) implements JournalState {}
}
