package io.arxos.cloud.ingest;

import io.arxos.cloud.time.Clock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tells gateways which of their points somebody looks at, when that has changed; at most once a
/// second.
final class InterestTeller {
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final SessionTable sessions;
  private final Clock clock;
  private volatile Audience audience = Audience.NOBODY;
  private long lookAtNanos;

  InterestTeller(SessionTable sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
    this.lookAtNanos = clock.nanos();
  }

  void audience(Audience now) {
    audience = now;
  }

  Audience audience() {
    return audience;
  }

  void work() throws SQLException {
    long now = clock.nanos();
    if (now - lookAtNanos < 0) {
      return;
    }
    lookAtNanos = now + LOOK_NANOS;
    long version = audience.version();
    List<Session> due = new ArrayList<>();
    for (Session session : sessions.all()) {
      if (session.live() && session.building() != null && session.interestVersion() != version) {
        due.add(session);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    Map<String, Audience.Watched> watched =
        audience.of(due.stream().map(session -> session.identity().gateway()).toList());
    for (Session session : due) {
      session.interest(
          version, watched.getOrDefault(session.identity().gateway(), Audience.Watched.NOTHING));
    }
  }
}
