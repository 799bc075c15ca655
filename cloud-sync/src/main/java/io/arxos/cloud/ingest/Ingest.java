package io.arxos.cloud.ingest;

import io.arxos.cloud.fleet.CommandRoute;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.log.BlockLog;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.store.Store;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Takes gateways' streams in. The server around it must know its peers
/// ([io.arxos.cloud.access.PeerGate]) and end a connection that does not answer a ping for 20 s.
public final class Ingest implements AutoCloseable {
  /// No backup stands behind the store: a restore could lose what is committed.
  public static final boolean SAFE_IS_COMMITTED = true;

  private final Inside inside;
  private final AnswerPoller answers;

  /// What all streams share.
  record Inside(
      Fleet fleet,
      SessionTable sessions,
      Reception reception,
      BlockGate gate,
      IngestMetrics metrics) {
    long nowUs() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, InstantSource.system().instant());
    }
  }

  /// @throws LogUnavailable when the log does not answer
  public Ingest(Store store, BlockLog log, Fleet fleet, MeterRegistry registry)
      throws LogUnavailable {
    var sessions = new SessionTable();
    var metrics = new IngestMetrics(registry, sessions);
    var clock = InstantSource.system();
    answers = new AnswerPoller(store, log, sessions, metrics);
    inside =
        new Inside(
            fleet,
            sessions,
            new Reception(store, fleet, sessions, answers::log, clock),
            new BlockGate(log, answers::log, metrics, clock),
            metrics);
  }

  /// Begins to answer. Whoever was connected to an earlier process is not any more.
  public void start() throws SQLException {
    inside.fleet().allDisconnected(inside.nowUs());
    answers.start();
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
