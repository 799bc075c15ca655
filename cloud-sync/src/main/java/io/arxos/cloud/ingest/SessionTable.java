package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.CommandRoute;
import java.util.ArrayList;
import java.util.List;

/// The sessions that live in this process. Safe for any thread.
final class SessionTable implements CommandRoute {
  private final List<Session> sessions = new ArrayList<>();

  /// Enters a session and ends those that it replaces.
  synchronized void enter(Session entering, Announcement announcement) {
    for (var session : List.copyOf(sessions)) {
      if (session.identity().gateway().equals(entering.identity().gateway())
          && announcement.names(session.identity().current())) {
        sessions.remove(session);
        session.end(new Downlink.End.Replaced());
      }
    }
    sessions.add(entering);
  }

  synchronized void leave(Session session) {
    sessions.remove(session);
  }

  synchronized List<Session> all() {
    return List.copyOf(sessions);
  }

  /// Two live sessions of one gateway are two machines with one identity; neither gets commands.
  @Override
  public synchronized boolean send(Command.Order order) {
    var of =
        sessions.stream()
            .filter(session -> session.identity().gateway().equals(order.gateway()))
            .filter(Session::live)
            .toList();
    if (of.size() != 1) {
      return false;
    }
    of.getFirst().downlink().command(order, of.getFirst().identity().number());
    return true;
  }
}
