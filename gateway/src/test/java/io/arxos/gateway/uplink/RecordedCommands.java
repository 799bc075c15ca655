package io.arxos.gateway.uplink;

import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.control.Hold;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Accepts every command and does nothing.
final class RecordedCommands implements Commands {
  final List<CommandRequest> submitted = new CopyOnWriteArrayList<>();
  final AtomicInteger voided = new AtomicInteger();

  @Override
  public void submit(CommandRequest command, Consumer<CommandUpdate> updates) {
    submitted.add(command);
    updates.accept(
        new CommandUpdate(
            command.id(), command.point(), CommandUpdate.State.ACCEPTED, "journaled", 1));
  }

  @Override
  public void voidPending() {
    voided.incrementAndGet();
  }

  @Override
  public List<Hold> holds() {
    return List.of();
  }
}
