package io.arxos.gateway.status;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The gateway's own page and its probes: `/`, `/api/points`, `/api/commands`, `/api/lines`,
/// `/healthz`, `/readyz`, `/metrics`, `/info`. Reading is open to whoever reaches the port; acting
/// is for the machine itself ([Guard]).
public final class StatusPage extends VerticleBase {
  private static final int BODY_BYTES_MAX = 4_096;
  private static final Duration CONTROL_SILENT_MAX = Duration.ofSeconds(30);
  private static final String JSON = "application/json; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "page.css", "text/css; charset=utf-8",
          "page.js", "text/javascript; charset=utf-8",
          "discovery.js", "text/javascript; charset=utf-8");

  private final Sources sources;
  private final String host;
  private final int port;
  private final PointsJson points;
  private final LocalCommands commands;
  private final GatewayMetrics metrics;
  private final LinesAnswer lines;
  private final DiscoveryAnswer discovery;
  private @Nullable HttpServer server;

  public StatusPage(Sources sources, String host, int port) {
    this.sources = sources;
    this.host = host;
    this.port = port;
    this.points = new PointsJson(sources);
    this.commands = new LocalCommands(sources, points);
    this.metrics = new GatewayMetrics(sources);
    this.lines = new LinesAnswer(sources);
    this.discovery = new DiscoveryAnswer(sources.discovery());
  }

  @Override
  public Future<?> start() {
    var options = new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(60);
    lines.use(vertx);
    discovery.use(vertx);
    server = vertx.createHttpServer(options).requestHandler(this::handle);
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    metrics.close();
    return server == null ? Future.succeededFuture() : server.close();
  }

  /// Valid once the verticle is deployed.
  public int actualPort() {
    return server == null ? 0 : server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    headers(response);
    boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    if (reads && "/api/lines".equals(request.path())) {
      lines.examine(request.getParam("seconds", "1"), response);
    } else if (reads) {
      answer(request.path(), response);
    } else if (request.method() == HttpMethod.POST && "/api/commands".equals(request.path())) {
      act(request);
    } else if (request.method() == HttpMethod.POST && DiscoveryAnswer.acts(request.path())) {
      discovery.act(request);
    } else {
      problem(response, 405, "This address is only read.");
    }
  }

  private void answer(@Nullable String path, HttpServerResponse response) {
    switch (path) {
      case "/" -> file(response, "index.html");
      case "/page.css" -> file(response, "page.css");
      case "/page.js" -> file(response, "page.js");
      case "/api/points" -> json(response, 200, points.write(commands.steps()));
      case "/api/discovered" -> json(response, 200, discovery.found());
      case "/discovery.js" -> file(response, "discovery.js");
      case "/healthz" -> probe(response, controlTroubles());
      case "/readyz" -> probe(response, troubles());
      case "/info" -> json(response, 200, info());
      case "/metrics" ->
          response
              .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
              .end(metrics.scrape());
      case null, default -> problem(response, 404, "There is nothing here.");
    }
  }

  private void act(HttpServerRequest request) {
    String refusal = Guard.refusal(request);
    if (refusal != null) {
      problem(request.response(), 403, refusal);
      return;
    }
    var body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() <= BODY_BYTES_MAX) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(_ -> submit(request.response(), body));
  }

  private void submit(HttpServerResponse response, Buffer body) {
    if (body.length() > BODY_BYTES_MAX) {
      problem(response, 413, "That is too long.");
      return;
    }
    try {
      switch (commands.submit(body.toJsonObject())) {
        case LocalCommands.Submitted(String id) ->
            json(response, 202, new JsonObject().put("id", id));
        case LocalCommands.Refused(String detail) -> problem(response, 422, detail);
      }
    } catch (DecodeException | ClassCastException _) {
      problem(response, 400, "That is not a command.");
    }
  }

  private List<String> controlTroubles() {
    Condition condition = sources.condition().get();
    return condition.controlSilentNanos() > CONTROL_SILENT_MAX.toNanos()
        ? List.of("the control cycle has stopped")
        : List.of();
  }

  private List<String> troubles() {
    Condition condition = sources.condition().get();
    List<String> troubles = new ArrayList<>(controlTroubles());
    if (condition.controlCycles() == 0) {
      troubles.add("the control cycle has not begun");
    }
    if (!condition.journalTrouble().isEmpty()) {
      troubles.add("journal: " + condition.journalTrouble());
    }
    return troubles;
  }

  private JsonObject info() {
    return new JsonObject()
        .put("software", "arxos gateway")
        .put("version", sources.version())
        .put("gateway", sources.site().gateway())
        .put("building", sources.site().building())
        .put("points", sources.site().points().count())
        .put("java", Runtime.version().toString())
        .put("pid", ProcessHandle.current().pid());
  }

  /// The journal is told with every answer: without it the building goes on, so it is no reason to
  /// end the process, and somebody must know.
  private void probe(HttpServerResponse response, List<String> troubles) {
    Condition condition = sources.condition().get();
    String journal = condition.journalTrouble();
    String disk = condition.disk().trouble();
    json(
        response,
        troubles.isEmpty() ? 200 : 503,
        new JsonObject()
            .put("status", troubles.isEmpty() ? "ok" : "not ok")
            .put("because", new JsonArray(troubles))
            .put("journal", journal.isEmpty() ? "ok" : journal)
            .put("disk", disk.isEmpty() ? "ok" : disk));
  }

  private static void json(HttpServerResponse response, int status, JsonObject body) {
    response.setStatusCode(status).putHeader("Content-Type", JSON).end(body.toBuffer());
  }

  private static void problem(HttpServerResponse response, int status, String detail) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(new JsonObject().put("status", status).put("detail", detail).toBuffer());
  }

  private static void file(HttpServerResponse response, String name) {
    try (InputStream in = StatusPage.class.getResourceAsStream("web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      response
          .putHeader("Content-Type", TYPES.getOrDefault(name, "text/plain"))
          .end(Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void headers(HttpServerResponse response) {
    response
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", "no-store");
  }
}
