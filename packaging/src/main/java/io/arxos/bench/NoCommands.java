package io.arxos.bench;

import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.control.Hold;
import java.util.List;
import java.util.function.Consumer;

/// The control of a gateway that has none.
final class NoCommands implements Commands {
  @Override
  public void submit(CommandRequest command, Consumer<CommandUpdate> updates) {
    throw new IllegalStateException("nobody commands a bench");
  }

  @Override
  public void voidPending() {
    // There are none.
  }

  @Override
  public List<Hold> holds() {
    return List.of();
  }
}
