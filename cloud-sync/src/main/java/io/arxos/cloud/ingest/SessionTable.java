package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.CommandRoute;
import io.arxos.cloud.log.IncarnationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The sessions that live in this process. Safe for any thread.
final class SessionTable implements CommandRoute {
  private final List<Session> sessions = new ArrayList<>();

  /// The greatest session number of each gateway that is here.
  private final Map<String, Long> newest = new HashMap<>();

  /// Gateways of which a person has yet to say which machine is the right one.
  private Set<String> cloned = Set.of();

  /// Enters a session and ends those that it replaces: they are of the same card, started again.
  synchronized void enter(Session entering, Announcement announcement) {
    String gateway = entering.identity().gateway();
    for (var session : List.copyOf(sessions)) {
      if (session.identity().gateway().equals(gateway)
          && announcement.names(session.identity().current())) {
        sessions.remove(session);
        session.end(new Downlink.End.Replaced());
      }
    }
    sessions.add(entering);
    newest.merge(gateway, entering.identity().number(), Math::max);
  }

  /// @return 0 while another session of the gateway is here; else the number of its newest one, or
  ///   this one's own when the newest has been named before
  synchronized long leave(Session session) {
    String gateway = session.identity().gateway();
    sessions.remove(session);
    if (!of(gateway).isEmpty()) {
      return 0;
    }
    Long last = newest.remove(gateway);
    return last == null ? session.identity().number() : last;
  }

  synchronized List<Session> all() {
    return List.copyOf(sessions);
  }

  /// The current incarnations of a gateway's live sessions that a Hello does not end.
  synchronized Set<IncarnationId> beside(String gateway, Announcement hello) {
    return of(gateway).stream()
        .map(session -> session.identity().current())
        .filter(current -> !hello.names(current))
        .collect(Collectors.toSet());
  }

  synchronized void cloned(Set<String> gateways) {
    cloned = Set.copyOf(gateways);
  }

  synchronized int clonedCount() {
    return cloned.size();
  }

  /// Two live sessions of one gateway are two machines with one identity; neither gets commands.
  @Override
  public synchronized String send(Command.Order order) {
    String gateway = order.gateway();
    var of = of(gateway);
    if (of.size() > 1 || cloned.contains(gateway)) {
      return "Two machines have the identity of "
          + gateway
          + "; nothing is sent until a person has chosen one (arxos cloud gateway keep).";
    }
    if (of.isEmpty()) {
      return capital(gateway) + " is not connected; nothing was sent.";
    }
    of.getFirst().downlink().command(order, of.getFirst().identity().number());
    return "";
  }

  private List<Session> of(String gateway) {
    return sessions.stream()
        .filter(session -> session.identity().gateway().equals(gateway))
        .filter(Session::live)
        .toList();
  }

  private static String capital(String id) {
    return id.isEmpty() ? id : Character.toUpperCase(id.charAt(0)) + id.substring(1);
  }
}
