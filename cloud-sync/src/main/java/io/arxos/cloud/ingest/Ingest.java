package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.CommandRoute;
import io.arxos.cloud.fleet.Lineage;
import io.arxos.cloud.fleet.Register;
import io.arxos.cloud.history.Ledger;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.time.Clock;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;

/// Takes gateways' streams in. The server around it must know its peers
/// ([io.arxos.cloud.access.PeerGate]) and end a connection that does not answer a ping for 20 s.
public final class Ingest implements AutoCloseable {
  private final Inside inside;
  private final AnswerPoller answers;

  /// What stands behind the streams.
  public record Backing(Ledger ledger, BlockLog log, Register register, Lineage lineage) {}

  /// What all streams share.
  record Inside(
      Register register,
      SessionTable sessions,
      Reception reception,
      BlockGate gate,
      InterestTeller interests,
      IngestMetrics metrics,
      Clock clock) {
    long nowUs() {
      return clock.micros();
    }
  }

  /// @throws LogUnavailable when the log does not answer
  public Ingest(Backing backing, MeterRegistry registry, Clock clock) throws LogUnavailable {
    var sessions = new SessionTable();
    var metrics = new IngestMetrics(registry, sessions);
    var clones = new CloneWatch(sessions, backing.lineage(), clock);
    var interests = new InterestTeller(sessions, clock);
    AnswerPoller.Round round =
        () -> {
          clones.work();
          interests.work();
        };
    answers = new AnswerPoller(backing, sessions, round, metrics, clock);
    inside =
        new Inside(
            backing.register(),
            sessions,
            new Reception(backing, sessions, answers::log, clock),
            new BlockGate(backing.log(), answers::log, metrics, clock),
            interests,
            metrics,
            clock);
  }

  /// Who looks at what, when that is known; nobody until then.
  public void audience(Audience audience) {
    inside.interests().audience(audience);
  }

  /// Begins to answer. Whoever was connected to an earlier process is not any more.
  public void start() throws SQLException {
    inside.register().allDisconnected(inside.nowUs());
    answers.start();
  }

  /// Asks the store once how far it has come, and answers the gateways; what [#start] does again
  /// and again.
  ///
  /// @return how many answers were sent
  public int answer() throws SQLException, LogUnavailable {
    return answers.work();
  }

  /// The store has committed something; answers need not wait for their turn. Any thread.
  public void wake() {
    answers.wake();
  }

  /// The gRPC service `GatewaySync`.
  public BindableService service() {
    return new SyncServiceWire(inside);
  }

  /// The way down to the gateways that are connected to this process.
  public CommandRoute route() {
    return inside.sessions();
  }

  /// Ends every stream; the gateways come again.
  @Override
  public void close() {
    for (var session : inside.sessions().all()) {
      session.end(new Downlink.End.Again("the cloud is stopping"));
    }
    answers.close();
  }
}
