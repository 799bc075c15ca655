package io.arxos.gateway.control;

import java.io.IOException;

/// Keeps the [ControlMemory] over a restart and a power cut.
public interface HoldStore {
  /// What was saved last. What cannot be read is moved aside, never deleted, and said.
  Loaded load();

  /// Durable on return, wholly or not at all. May block; called by one thread at a time.
  void save(ControlMemory memory) throws IOException;

  /// What was found at the start.
  ///
  /// @param damage what was wrong, for people; "" when nothing was
  record Loaded(ControlMemory memory, String damage) {}
}
