package io.arxos.simulation;

import io.arxos.block.BadBlock;
import io.arxos.cloud.history.History;
import io.arxos.cloud.ingest.Ingest;
import io.arxos.cloud.log.LogUnavailable;
import io.arxos.cloud.time.Clock;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The processes of the cloud: one or two that take streams in, one or two that take the log in.
final class SimCloud {
  /// One process that takes streams in.
  record Server(Ingest ingest, ServerServiceDefinition service, SimSender sender) {}

  private final SimStore store;
  private final SimLog log;
  private final SimClock clock;
  private final Trace trace;
  private final Mutant mutant;
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<Server> servers = new ArrayList<>();
  private final List<@Nullable History> histories = new ArrayList<>();

  SimCloud(SimStore store, SimLog log, SimClock clock, Trace trace, Mutant mutant) {
    this.mutant = mutant;
    this.store = store;
    this.log = log;
    this.clock = clock;
    this.trace = trace;
  }

  void begin(int howManyServers, int howManyHistories) {
    for (int i = 0; i < howManyServers; i++) {
      startServer();
    }
    for (int i = 0; i < howManyHistories; i++) {
      histories.add(null);
    }
  }

  /// @return false when the log did not let it
  boolean startServer() {
    try {
      var sender = sender();
      var ingest = new Ingest(backing(sender), registry, clock);
      servers.add(new Server(ingest, ingest.service().bindService(), sender));
      return true;
    } catch (LogUnavailable e) {
      return false;
    }
  }

  private Ingest.Backing backing(SimSender sender) {
    return new Ingest.Backing(store, sender, store, new SimLineage(store, trace));
  }

  private SimSender sender() {
    return mutant == Mutant.NO_NACK_FOR_LOST ? new Mutants.EndlessLog(log) : new SimSender(log);
  }

  private Clock seenByHistory() {
    return mutant == Mutant.PLACE_NOT_COMPARED ? new Mutants.StoppedClock(clock) : clock;
  }

  List<Server> servers() {
    return servers;
  }

  @Nullable ServerMethodDefinition<?, ?> pick(String method, Chance chance) {
    return servers.isEmpty() ? null : chance.of(servers).service().getMethod(method);
  }

  /// The process ends at once.
  void die(Server server, SimNet net, Chance chance) {
    servers.remove(server);
    for (var method : server.service().getMethods()) {
      for (var call : net.calls()) {
        if (call.isAt(method)) {
          call.serverDied(chance.below(3));
        }
      }
    }
    log.senderDied(server.sender(), chance.oneIn(2));
  }

  int histories() {
    return histories.size();
  }

  /// One turn of a consumer; it is started when it does not run.
  int take(int number) {
    var history = histories.get(number);
    if (history == null) {
      history = new History(store, log, "c" + number, registry, seenByHistory());
      histories.set(number, history);
    }
    try {
      return history.work();
    } catch (SQLException | LogUnavailable | BadBlock e) {
      trace.add("history.failed", e.getClass().getSimpleName());
      return 0;
    } catch (RuntimeException e) {
      trace.add("history.failed by " + e);
      return 0;
    }
  }

  void historyDied(int number) {
    histories.set(number, null);
  }

  /// The group hears that a member is gone.
  void expel(int number) {
    histories.set(number, null);
    log.group().expel("c" + number);
  }

  int answer(Server server) {
    try {
      return server.ingest().answer();
    } catch (SQLException | LogUnavailable e) {
      trace.add("answers.failed", e.getClass().getSimpleName());
      return 0;
    }
  }

  void count() {
    for (var meter : registry.getMeters()) {
      if (meter instanceof Counter counter && counter.count() > 0) {
        for (int i = 0; i < counter.count(); i++) {
          trace.count(counter.getId().getName());
        }
      }
    }
  }
}
