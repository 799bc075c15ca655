package io.arxos.cloud.web;

import io.arxos.cloud.live.Bell;
import io.arxos.cloud.live.LiveEngine;
import io.arxos.cloud.live.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens live streams (server-sent events, WHATWG HTML section 9.2).
final class LiveApi {
  private static final Logger LOG = LoggerFactory.getLogger(LiveApi.class);
  private static final int STREAMS_MAX = 500;

  private final Supplier<Services> services;
  private final Supplier<GatewayShapes> gateways;
  private final ExecutorService executor;
  private final InstantSource clock;
  private final AtomicInteger open = new AtomicInteger();

  LiveApi(
      Supplier<Services> services,
      Supplier<GatewayShapes> gateways,
      ExecutorService executor,
      InstantSource clock) {
    this.services = services;
    this.gateways = gateways;
    this.executor = executor;
    this.clock = clock;
  }

  /// How many browsers watch.
  int streams() {
    return open.get();
  }

  void stream(RoutingContext request) {
    String building = Params.path(Params.required(request, "building"), "building");
    String resume = request.request().getHeader("last-event-id");
    String asked = Params.optional(request, "cursor");
    String cursor = resume != null ? resume : asked != null ? asked : "";
    if (open.get() >= STREAMS_MAX) {
      throw ApiProblem.busy("Too many browsers are watching; close one.");
    }
    Context context = Vertx.currentContext();
    executor.execute(() -> stream(request, context, building, cursor));
  }

  private void stream(RoutingContext request, Context context, String building, String cursor) {
    open.incrementAndGet();
    HttpServerResponse response = request.response();
    Bell bell = new Bell();
    try {
      Services now = services.get();
      BuildingApi.models(now, building);
      LiveStream stream = new LiveStream(building, now, gateways.get(), clock, bell);
      var wish = new LiveEngine.Wish(building, cursor, _ -> true, bell);
      try (Subscription subscription = now.live().latest(wish)) {
        head(context, response, stream);
        EventSink sink = new EventSink(context, response);
        stream.run(subscription, sink);
        sink.end();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the cloud is stopping
    } catch (SQLException | RuntimeException e) {
      LOG.debug("a live stream ended", e);
      context.runOnContext(_ -> Answers.problem(request, e));
    } finally {
      open.decrementAndGet();
    }
  }

  private static void head(Context context, HttpServerResponse response, LiveStream stream)
      throws InterruptedException {
    var written = new CountDownLatch(1);
    context.runOnContext(_ -> {
      response
          .setChunked(true)
          .putHeader("content-type", "text/event-stream")
          .putHeader("cache-control", "no-store")
          .putHeader("x-accel-buffering", "no")
          // Packed events would wait in the packer.
          .putHeader("content-encoding", "identity")
          .closeHandler(_ -> stream.close())
          .exceptionHandler(_ -> stream.close());
      written.countDown();
    });
    written.await();
  }
}
