package io.arxos.gateway.journal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What became of opening a journal.
public sealed interface Opening {
  /// @param movedAside where an unreadable older journal lies now; null when there was none
  record Opened(Journal journal, @Nullable Path movedAside) implements Opening {}

  /// Another process has it open (exit code 5).
  record InUse(String message) implements Opening {}

  /// There is no room to begin (exit code 1).
  record NoSpace(String message) implements Opening {}

  /// The disk failed, or may not be written (exit code 1).
  record Failed(String message) implements Opening {}
}
