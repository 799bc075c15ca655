package io.arxos.cloud.ingest;

import io.arxos.block.BlockCodec;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Incarnations;
import io.arxos.cloud.history.Progress;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Lets gateways in: from Hello to Welcome. Safe for any thread.
final class Reception {
  private static final long NEWER_RETRY_MILLIS = 60_000;

  private final Store store;
  private final Fleet fleet;
  private final Incarnations incarnations;
  private final SessionTable sessions;
  private final Supplier<BlockLog.Identity> log;
  private final InstantSource clock;
  private final Admission admission = new Admission(System.nanoTime());

  Reception(
      Store store,
      Fleet fleet,
      SessionTable sessions,
      Supplier<BlockLog.Identity> log,
      InstantSource clock) {
    this.store = store;
    this.fleet = fleet;
    this.incarnations = new Incarnations(store);
    this.sessions = sessions;
    this.log = log;
    this.clock = clock;
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
    long wait = admission.admit(System.nanoTime());
    if (wait > 0) {
      return new Result.NotNow(wait, "too many gateways at once");
    }
    long number = fleet.beginSession(gateway, hello.current().bytes(), nowUs());
    incarnations.announce(gateway, hello.incarnations());
    var lanes = hello.lanes(gateway);
    var progress = Progress.read(store, log.get(), lanes);
    List<Downlink.Position> positions =
        lanes.stream()
            .map(l -> new Downlink.Position(l, progress.next(l), progress.safe(l)))
            .toList();
    var session =
        new Session(
            new Session.Identity(gateway, number, progress.generation(), hello.current()),
            downlink,
            positions);
    var state = fleet.gateway(gateway);
    state.ifPresent(known -> session.building(known.building()));
    var hash = fleet.modelHash(gateway);
    boolean sendModel = hash.isEmpty() || !Arrays.equals(hash.get(), hello.modelHash());
    sessions.enter(session, hello);
    downlink.welcome(
        new Downlink.Welcome(
            number, progress.generation(), Session.CREDIT_BYTES_MIN, sendModel, positions));
    return new Result.Admitted(session);
  }

  private long nowUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
