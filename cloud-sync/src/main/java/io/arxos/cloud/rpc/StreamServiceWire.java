package io.arxos.cloud.rpc;

import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.live.Bell;
import io.arxos.cloud.live.LiveEngine;
import io.arxos.cloud.live.LiveEngine.Answer;
import io.arxos.cloud.live.Subscription;
import io.arxos.edge.v1.StreamServiceGrpc.StreamServiceImplBase;
import io.arxos.edge.v1.SubscribeRequest;
import io.arxos.edge.v1.SubscribeResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Live samples for other services.
public final class StreamServiceWire extends StreamServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(StreamServiceWire.class);
  private static final int STREAMS_MAX = 200;
  private static final int POINTS_MAX = 10_000;

  private final LiveEngine engine;
  private final Fleet fleet;
  private final Executor executor;
  private final InstantSource clock;
  private final AtomicInteger open = new AtomicInteger();

  /// @param executor one virtual thread per task
  public StreamServiceWire(LiveEngine engine, Fleet fleet, Executor executor, InstantSource clock) {
    this.engine = engine;
    this.fleet = fleet;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void subscribe(SubscribeRequest request, StreamObserver<SubscribeResponse> answer) {
    var out = (ServerCallStreamObserver<SubscribeResponse>) answer;
    Bell bell = new Bell();
    out.setOnReadyHandler(bell::ring);
    out.setOnCancelHandler(bell::ring);
    executor.execute(() -> serve(request, out, bell));
  }

  private void serve(
      SubscribeRequest request, ServerCallStreamObserver<SubscribeResponse> out, Bell bell) {
    try {
      if (open.incrementAndGet() > STREAMS_MAX) {
        throw ErrorsWire.exhausted("TOO_MANY_STREAMS", "at most " + STREAMS_MAX + " streams");
      }
      check(request);
      var wish =
          new LiveEngine.Wish(
              request.getBuilding(), request.getCursor(), filter(request.getPointsList()), bell);
      try (Subscription subscription = opened(engine.every(wish, request.getEvents()))) {
        new StreamCallWire(request.getBuilding(), fleet, clock, bell, out).run(subscription);
      }
    } catch (StatusRuntimeException e) {
      out.onError(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      out.onError(ErrorsWire.unavailable("the cloud is stopping"));
    } catch (SQLException | RuntimeException e) {
      LOG.warn("a subscription to {} ended", request.getBuilding(), e);
      if (!out.isCancelled()) {
        out.onError(ErrorsWire.unavailable("the store or the log does not answer; try again"));
      }
    } finally {
      open.decrementAndGet();
    }
  }

  private void check(SubscribeRequest request) throws SQLException {
    if (request.getPointsCount() > POINTS_MAX) {
      throw ErrorsWire.invalid("TOO_MANY_POINTS", "at most " + POINTS_MAX + " points or prefixes");
    }
    boolean known =
        fleet.models().stream()
            .anyMatch(model -> model.building().id().equals(request.getBuilding()));
    if (!known) {
      throw ErrorsWire.invalid(
          "UNKNOWN_BUILDING", "there is no building \"" + request.getBuilding() + "\"");
    }
  }

  private static Subscription opened(Answer answer) {
    return switch (answer) {
      case Answer.Subscribed(Subscription subscription) -> subscription;
      case Answer.BadCursor() ->
          throw ErrorsWire.invalid(
              "BAD_CURSOR", "not a cursor of this building; subscribe without one");
      case Answer.CursorTooOld() ->
          throw ErrorsWire.outOfRange(
              "CURSOR_TOO_OLD",
              "the log no longer has what follows this cursor; subscribe without one");
    };
  }

  private static Predicate<String> filter(List<String> points) {
    if (points.isEmpty()) {
      return _ -> true;
    }
    Set<String> exact = new HashSet<>(points);
    List<String> prefixes = points.stream().filter(point -> point.endsWith("/")).toList();
    return point -> exact.contains(point) || prefixes.stream().anyMatch(point::startsWith);
  }
}
