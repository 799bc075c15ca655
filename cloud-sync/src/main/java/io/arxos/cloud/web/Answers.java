package io.arxos.cloud.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs handlers that may block away from the event loop, and writes what they return.
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Executor executor;

  /// @param executor one virtual thread per task
  Answers(Executor executor) {
    this.executor = executor;
  }

  /// A handler that may block.
  interface Blocking {
    Reply handle(RoutingContext request) throws Exception;
  }

  /// @param status of HTTP
  record Reply(int status, JsonNode body) {
    static Reply ok(JsonNode body) {
      return new Reply(200, body);
    }
  }

  /// Answers a request by a handler on a virtual thread.
  void answer(RoutingContext request, Blocking handler) {
    Context context = Vertx.currentContext();
    Runnable work =
        () -> {
          try {
            Reply reply = handler.handle(request);
            context.runOnContext(_ -> send(request, reply));
          } catch (Exception e) {
            context.runOnContext(_ -> problem(request, e));
          }
        };
    try {
      executor.execute(work);
    } catch (RejectedExecutionException _) {
      problem(request, ApiProblem.busy("The cloud is stopping."));
    }
  }

  private static void send(RoutingContext request, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(reply.status())
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(text(reply.body()));
  }

  /// Writes a problem; what is not an [ApiProblem] is our own fault, and logged.
  static void problem(RoutingContext request, Throwable cause) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    ApiProblem problem;
    if (cause instanceof ApiProblem known) {
      problem = known;
    } else {
      LOG.error("{} {} failed", request.request().method(), request.request().path(), cause);
      problem = ApiProblem.internal();
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    ObjectNode body = object().put("type", "about:blank");
    body.put("title", problem.title()).put("status", problem.status());
    body.put("detail", problem.detail());
    if (problem.status() == 503) {
      response.putHeader("retry-after", "2");
    }
    response
        .setStatusCode(problem.status())
        .putHeader("content-type", "application/problem+json")
        .putHeader("cache-control", "no-store")
        .end(text(body));
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static com.fasterxml.jackson.databind.node.ArrayNode array() {
    return JSON.createArrayNode();
  }

  static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of nodes can always be written", e);
    }
  }

  /// The JSON object that a request carries.
  static JsonNode parse(@org.jspecify.annotations.Nullable String body) {
    try {
      JsonNode node = body == null ? null : JSON.readTree(body);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException _) {
      // said below
    }
    throw ApiProblem.badRequest("The request must be a JSON object.");
  }
}
