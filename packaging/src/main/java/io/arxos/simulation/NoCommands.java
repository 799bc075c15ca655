package io.arxos.simulation;

import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.control.Hold;
import java.util.List;
import java.util.function.Consumer;

/// Nobody commands anything here.
final class NoCommands implements Commands {
  @Override
  public void submit(CommandRequest command, Consumer<CommandUpdate> updates) {
    throw new IllegalStateException("no commands here");
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
