package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.Lineage;
import io.arxos.cloud.fleet.Notice;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.time.Clock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells machines that share one identity from a machine that has come again, carries out what a
/// person has chosen, and closes what is whole. Called about every second.
final class CloneWatch {
  /// A session that has a newer one beside it and is not heard of for so long is dead.
  static final long SILENT_NANOS_MAX = 20_000_000_000L;

  static final long REFUSED_RETRY_MILLIS = 60_000;
  static final String REFUSED =
      "another machine has this identity, and a person has chosen that one; give this machine a"
          + " certificate of its own";

  private static final long LOOK_NANOS = 1_000_000_000L;
  private static final Logger LOG = LoggerFactory.getLogger(CloneWatch.class);

  private final SessionTable sessions;
  private final Lineage lineage;
  private final Clock clock;
  private long lookAtNanos;

  CloneWatch(SessionTable sessions, Lineage lineage, Clock clock) {
    this.sessions = sessions;
    this.lineage = lineage;
    this.clock = clock;
    this.lookAtNanos = clock.nanos();
  }

  void work() throws SQLException {
    long now = clock.nanos();
    if (now - lookAtNanos < 0) {
      return;
    }
    lookAtNanos = now + LOOK_NANOS;
    // First, so that the one that was not chosen is no clone any more.
    refuse(live());
    var byGateway = live();
    for (var all : byGateway.entrySet()) {
      if (all.getValue().size() > 1) {
        look(all.getKey(), all.getValue(), now);
      }
      for (Session session : all.getValue()) {
        for (IncarnationId whole : session.takeWhole()) {
          lineage.close(all.getKey(), whole, clock.micros());
        }
      }
    }
    sessions.cloned(lineage.cloned());
  }

  private Map<String, List<Session>> live() {
    Map<String, List<Session>> byGateway = new HashMap<>();
    for (Session session : sessions.all()) {
      if (session.live()) {
        String gateway = session.identity().gateway();
        byGateway.computeIfAbsent(gateway, _ -> new ArrayList<>()).add(session);
      }
    }
    return byGateway;
  }

  private void look(String gateway, List<Session> all, long now) throws SQLException {
    List<Session> byAge = new ArrayList<>(all);
    byAge.sort(Comparator.comparingLong(session -> session.identity().number()));
    Session newest = byAge.getLast();
    boolean cloned = false;
    for (Session older : byAge.subList(0, byAge.size() - 1)) {
      if (now - older.heardNanos() > SILENT_NANOS_MAX) {
        LOG.info("{}: session {} is not heard of any more", gateway, older.identity().number());
        sessions.leave(older);
        older.end(new Downlink.End.Again("not heard of for 20 s, and a newer session is there"));
      } else if (older.heardNanos() - newest.beganNanos() > 0) {
        cloned = true;
        raise(older, gateway);
      }
    }
    if (cloned) {
      raise(newest, gateway);
    }
  }

  private void raise(Session session, String gateway) throws SQLException {
    if (session.tellCloned()) {
      LOG.error("{}: two machines have this identity; one is {}", gateway, session.identity());
    }
    lineage.raise(
        gateway,
        Notice.Kind.CLONED,
        session.identity().current(),
        "two machines or more are connected with the identity of "
            + gateway
            + "; both are stored, neither gets commands until a person chooses",
        clock.micros());
  }

  /// Ends the sessions of machines that were not chosen.
  private void refuse(Map<String, List<Session>> byGateway) throws SQLException {
    Set<String> concerned = lineage.withRefused();
    for (var all : byGateway.entrySet()) {
      if (!concerned.contains(all.getKey())) {
        continue;
      }
      for (Session session : all.getValue()) {
        IncarnationId current = session.identity().current();
        if (lineage.kin(all.getKey(), current, List.of(current)).refused()) {
          LOG.warn("{}: {} is refused", all.getKey(), current);
          session.refuse(REFUSED_RETRY_MILLIS, REFUSED);
        }
      }
    }
  }
}
