package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Command;
import java.util.ArrayList;
import java.util.List;

/// A table that looks up who else is there, and removes who leaves a moment later: the control of
/// [SessionTableRaceTest].
final class TornTable implements SessionTableRaceTest.Subject {
  private final List<Session> sessions = new ArrayList<>();
  private long newest;

  @Override
  public synchronized void enter(Session session, Announcement announcement) {
    sessions.removeIf(one -> {
      boolean replaced = announcement.names(one.identity().current());
      if (replaced) {
        one.end(new Downlink.End.Replaced());
      }
      return replaced;
    });
    sessions.add(session);
    newest = Math.max(newest, session.identity().number());
  }

  @Override
  public long leave(Session session) {
    boolean others;
    synchronized (this) {
      others = sessions.size() > 1;
    }
    Thread.yield();
    synchronized (this) {
      sessions.remove(session);
      return others ? 0 : newest;
    }
  }

  @Override
  public synchronized String send(Command.Order order) {
    if (sessions.isEmpty()) {
      return "not connected";
    }
    Session first = sessions.getFirst();
    first.downlink().command(order, first.identity().number());
    return "";
  }
}
