package io.arxos.cloud.ingest;

import io.arxos.block.BlockCodec;
import io.arxos.cloud.fleet.Lineage;
import io.arxos.cloud.fleet.Register;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.IncarnationId;
import io.arxos.cloud.time.Clock;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets gateways in: from Hello to Welcome. Safe for any thread.
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final long NEWER_RETRY_MILLIS = 60_000;

  private final Ledger ledger;
  private final Register register;
  private final SessionTable sessions;
  private final Supplier<BlockLog.Identity> log;
  private final Clock clock;
  private final Admission admission;
  private final Lineage lineage;

  Reception(
      Ingest.Backing backing, SessionTable sessions, Supplier<BlockLog.Identity> log, Clock clock) {
    this.ledger = backing.ledger();
    this.register = backing.register();
    this.lineage = backing.lineage();
    this.sessions = sessions;
    this.log = log;
    this.clock = clock;
    this.admission = new Admission(clock.nanos());
  }

  sealed interface Result {
    record Admitted(Session session) implements Result {}

    record NotNow(long retryAfterMillis, String why) implements Result {}
  }

  Result receive(String gateway, Announcement hello, Downlink downlink) throws SQLException {
    if (hello.codecVersion() > BlockCodec.VERSION) {
      // A cloud rolled back by a version: the data are good, so they must wait, not be refused.
      return new Result.NotNow(
          NEWER_RETRY_MILLIS,
          "blocks of version " + hello.codecVersion() + "; known is " + BlockCodec.VERSION);
    }
    long wait = admission.admit(clock.nanos());
    if (wait > 0) {
      return new Result.NotNow(wait, "too many gateways at once");
    }
    ledger.announce(gateway, hello.incarnations());
    var announced = hello.incarnations().stream().map(Ledger.Announced::incarnation).toList();
    var kin = lineage.kin(gateway, hello.current(), announced);
    if (kin.refused()) {
      return new Result.NotNow(CloneWatch.REFUSED_RETRY_MILLIS, CloneWatch.REFUSED);
    }
    long number = register.beginSession(gateway, hello.current().bytes(), clock.micros());
    var lanes = hello.lanes(gateway);
    var progress = ledger.progress(log.get(), hello.lanesAndParents(gateway));
    List<Downlink.Position> positions =
        lanes.stream()
            .map(l -> new Downlink.Position(l, progress.next(l), progress.safe(l)))
            .toList();
    var session =
        new Session(
            new Session.Identity(gateway, number, progress.generation(), hello.current()),
            downlink,
            positions,
            clock.nanos());
    descends(session, new Descent(gateway, hello, progress, kin, sessions.beside(gateway, hello)));
    register.buildingOf(gateway).ifPresent(session::building);
    var hash = register.modelHash(gateway);
    boolean sendModel = hash.isEmpty() || !Arrays.equals(hash.get(), hello.modelHash());
    sessions.enter(session, hello);
    downlink.welcome(
        new Downlink.Welcome(
            number,
            progress.generation(),
            Session.CREDIT_BYTES_MIN,
            sendModel,
            progress.safeIsCommitted(),
            positions));
    return new Result.Admitted(session);
  }

  private void descends(Session session, Descent descent) throws SQLException {
    String gateway = session.identity().gateway();
    for (Descent.Finding finding : descent.findings()) {
      LOG.warn("{}: {}", gateway, finding.detail());
      lineage.raise(
          gateway, finding.kind(), finding.incarnation(), finding.detail(), clock.micros());
    }
    for (IncarnationId reopened : descent.reopened()) {
      LOG.warn("{}: {} was closed, and has more", gateway, reopened);
      lineage.reopen(gateway, reopened);
    }
    session.descends(descent.closed(), descent.closing());
  }
}
