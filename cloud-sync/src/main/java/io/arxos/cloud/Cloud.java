package io.arxos.cloud;

import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.LoginLinks;
import io.arxos.cloud.access.Signer;
import io.arxos.cloud.access.SqlUsedLinks;
import io.arxos.cloud.backup.Counted;
import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.fleet.CommandDesk;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Completeness;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.live.LiveEngine;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.rpc.RpcServer;
import io.arxos.cloud.time.Clock;
import io.arxos.cloud.web.Services;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cloud's table of contents: what is started, in which order, and ended in the reverse of it.
final class Cloud implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);

  private final CloudConfig config;
  private final Ending ending;
  private final Clock clock = Clock.SYSTEM;
  private final PrometheusMeterRegistry metrics = Metrics.registry();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private @Nullable Running running;

  private record Running(
      Front front, RpcServer rpc, Backing backing, Inflow inflow, CommandDesk desk) {}

  private Cloud(CloudConfig config, Ending ending) {
    this.config = config;
    this.ending = ending;
  }

  static Cloud start(CloudConfig config, Ending ending) throws StartFailure, InterruptedException {
    Cloud cloud = new Cloud(config, ending);
    try {
      cloud.start();
      return cloud;
    } catch (AccessProblem e) {
      cloud.close();
      throw StartFailure.of(e);
    } catch (SQLException | LogUnavailable | IOException e) {
      cloud.close();
      throw new StartFailure(StartFailure.INTERNAL, "the cloud does not start: " + e.getMessage());
    } catch (StartFailure | InterruptedException | RuntimeException e) {
      cloud.close();
      throw e;
    }
  }

  private void start()
      throws StartFailure,
          InterruptedException,
          AccessProblem,
          SQLException,
          LogUnavailable,
          IOException {
    DataFolder folder = closing(DataFolder.take(config.data()));
    SslContext tls = Back.certificates(config, clock.instant());
    Front front = closing(Front.listen(config, clock, metrics, Readiness.of(this::missing)));
    Backing backing = closing(Backing.start(config));

    Fleet fleet = new Fleet(backing.store());
    Inflow inflow = closing(Inflow.open(backing, fleet, metrics, clock));
    CommandDesk desk = new CommandDesk(fleet, inflow.ingest().route(), new SecureRandom());
    HistoryReader reader = new HistoryReader(backing.store(), fleet, clock);
    LiveEngine live = closing(Live.open(backing, signer("cursor"), clock, this::closing));
    ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    closing(waiting::shutdownNow);

    AutoBackup.start(config, backing.store(), metrics, clock).ifPresent(this::closing);
    inflow.ingest().audience(new WatchingAudience(live, fleet));
    inflow.start();
    front.attach(
        new Services(
            fleet,
            desk,
            reader,
            live,
            new LoginLinks(signer("login"), new SqlUsedLinks(backing.store())),
            new Completeness(backing.store()),
            new Counted(backing.store())));
    RpcServer rpc =
        closing(
            Back.listen(
                config.grpc(),
                tls,
                List.of(
                    inflow.ingest().service(),
                    Live.service(live, fleet, waiting, clock),
                    Live.history(reader, waiting, clock))));
    closing(front); // people first, so that nobody asks for what is being ended
    running = new Running(front, rpc, backing, inflow, desk);
    folder.announce(front.url());
    front.everySecond(this::look);
  }

  /// Once a second: commands nobody answers, parts that have ended by themselves.
  private void look() {
    Running now = running;
    if (now == null) {
      return;
    }
    if (!now.backing().alive()) {
      LOG.error("PostgreSQL has ended by itself; the cloud ends too, to be started anew");
      ending.broken();
      return;
    }
    try {
      now.desk().sweep(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    } catch (SQLException e) {
      LOG.warn("the store does not answer: {}", e.getMessage());
    }
  }

  /// What keeps it from serving; "" when nothing does.
  private String missing() {
    Running now = running;
    if (now == null) {
      return "starting";
    }
    try {
      if (!now.backing().store().inTransaction(db -> db.isValid(2))) {
        return "the store does not answer";
      }
    } catch (SQLException e) {
      return "the store does not answer: " + e.getMessage();
    }
    return now.inflow().history().healthy() ? "" : "history does not go on; see the cloud's log";
  }

  private Signer signer(String purpose) throws AccessProblem {
    Path keys = DataFolder.keys(config.data());
    return Signer.open(keys, purpose);
  }

  private <T extends AutoCloseable> T closing(T part) {
    open.push(part);
    return part;
  }

  int grpcPort() {
    return running == null ? 0 : running.rpc().port();
  }

  int httpPort() {
    return running == null ? 0 : running.front().port();
  }

  String url() {
    return running == null ? "" : running.front().url();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not end well: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
