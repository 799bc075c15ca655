package io.arxos.gateway.control;

import java.util.List;
import java.util.function.Consumer;

/// The door for commands. Safe for any thread; never blocks.
public interface Commands {
  /// Takes a command; `updates` hears every step, on the control thread or on the caller's.
  void submit(CommandRequest command, Consumer<CommandUpdate> updates);

  /// A connection to the cloud ended: what was not executed yet is void.
  void voidPending();

  /// What is in hand now.
  List<Hold> holds();
}
