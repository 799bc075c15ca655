package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.access.RequestRules;
import io.arxos.cloud.web.Answers.Reply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/// How the process is, for whoever operates it: no login on the machine itself.
final class Health {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<State> state;
  private final Supplier<ObjectNode> info;
  private final PrometheusMeterRegistry metrics;

  /// How the parts are now.
  ///
  /// @param detail "" when all is well; else what is missing, for people
  record State(boolean started, boolean ready, String detail) {}

  Health(Supplier<State> state, Supplier<ObjectNode> info, PrometheusMeterRegistry metrics) {
    this.state = state;
    this.info = info;
    this.metrics = metrics;
  }

  /// Lets requests from this machine pass; others need a session.
  static boolean isLocal(RoutingContext request) {
    return RequestRules.isLoopbackAddress(request.request().remoteAddress().hostAddress());
  }

  Reply live(RoutingContext request) {
    return Reply.ok(Answers.object().put("status", "ok"));
  }

  Reply started(RoutingContext request) {
    return reply(state.get().started());
  }

  Reply ready(RoutingContext request) {
    return reply(state.get().ready());
  }

  private Reply reply(boolean well) {
    ObjectNode body = Answers.object().put("status", well ? "ok" : "not ready");
    if (!state.get().detail().isEmpty()) {
      body.put("detail", state.get().detail());
    }
    return new Reply(well ? 200 : 503, body);
  }

  Reply info(RoutingContext request) {
    return Reply.ok(info.get());
  }

  void metrics(RoutingContext request) {
    request.response().putHeader("content-type", METRICS_TYPE).end(metrics.scrape());
  }
}
