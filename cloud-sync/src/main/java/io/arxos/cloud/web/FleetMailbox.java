package io.arxos.cloud.web;

import io.arxos.cloud.fleet.FleetChange;
import io.arxos.cloud.live.Bell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What has changed in the fleet since one stream last looked. Says what to read again, not what it
/// is: so it never grows beyond a few names. Safe for any thread.
final class FleetMailbox implements Consumer<FleetChange> {
  /// More commands than this at once, and the oldest changes are left out; each can be asked for.
  static final int COMMANDS_MAX = 100;

  private final Bell bell;
  private final Set<String> commands = new LinkedHashSet<>();
  private boolean gateways = true;
  private boolean holds = true;

  FleetMailbox(Bell bell) {
    this.bell = bell;
  }

  /// @param commands ids
  record Mail(boolean gateways, boolean holds, List<String> commands) {}

  @Override
  public void accept(FleetChange change) {
    synchronized (this) {
      switch (change) {
        case FleetChange.OfGateway _ -> gateways = true;
        case FleetChange.OfModel _ -> gateways = true;
        case FleetChange.OfHolds _ -> holds = true;
        case FleetChange.OfCommand(String id) -> add(id);
      }
    }
    bell.ring();
  }

  synchronized Mail take(boolean gatewaysToo) {
    Mail mail = new Mail(gateways && gatewaysToo, holds, new ArrayList<>(commands));
    gateways &= !gatewaysToo;
    holds = false;
    commands.clear();
    return mail;
  }

  private void add(String id) {
    commands.add(id);
    if (commands.size() > COMMANDS_MAX) {
      commands.remove(new ArrayDeque<>(commands).getFirst());
    }
  }
}
