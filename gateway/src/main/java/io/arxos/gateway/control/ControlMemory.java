package io.arxos.gateway.control;

import java.util.List;

/// What control must not forget when the gateway restarts: who holds what, and what became of the
/// commands of late, so that none is carried out twice.
///
/// @param results newest state of each command, oldest command first
public record ControlMemory(List<Kept> holds, List<CommandUpdate> results) {
  public static final ControlMemory EMPTY = new ControlMemory(List.of(), List.of());

  public ControlMemory {
    holds = List.copyOf(holds);
    results = List.copyOf(results);
  }

  /// A level in hand.
  ///
  /// @param leftMicros what the lease had left when this was saved
  public record Kept(Hold hold, long leftMicros) {}
}
