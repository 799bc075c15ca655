package io.arxos.cloud;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.Sessions;
import io.arxos.cloud.access.Signer;
import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.web.Services;
import io.arxos.cloud.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The listener for people. Bound first, so that the page and the probes answer while the rest is
/// still starting.
final class Front implements AutoCloseable {
  private static final long CLOSE_SECONDS_MAX = 5;

  private final Vertx vertx;
  private final WebServer server;
  private final CloudConfig.Http http;
  private int port;
  private boolean closed;

  private Front(Vertx vertx, WebServer server, CloudConfig.Http http) {
    this.vertx = vertx;
    this.server = server;
    this.http = http;
  }

  /// @param ready whether the rest answers
  static Front listen(
      CloudConfig config,
      InstantSource clock,
      PrometheusMeterRegistry metrics,
      Supplier<WebServer.Readiness> ready)
      throws StartFailure, InterruptedException {
    Sessions sessions;
    try {
      sessions = new Sessions(Signer.open(DataFolder.keys(config.data()), "session"));
    } catch (AccessProblem e) {
      throw StartFailure.of(e);
    }
    // Nothing is unpacked to the disk: the page is served from memory.
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setFileSystemOptions(files));
    Supplier<ObjectNode> info = () -> info(clock.instant());
    var parts = new WebServer.Parts(sessions, clock, metrics, ready, info);
    Front front = new Front(vertx, new WebServer(vertx, parts), config.http());
    try {
      front.bind();
      return front;
    } catch (StartFailure e) {
      front.close();
      throw e;
    }
  }

  private void bind() throws StartFailure, InterruptedException {
    WebServer.Tls tls =
        http.certificate() == null || http.key() == null
            ? null
            : new WebServer.Tls(http.certificate(), http.key());
    try {
      port = server.listen(new WebServer.Address(http.host(), http.port(), tls));
    } catch (ExecutionException | TimeoutException e) {
      throw StartFailure.ofListener(e, http.host(), http.port(), "http.port");
    }
  }

  private static ObjectNode info(Instant now) {
    var runtime = java.lang.management.ManagementFactory.getRuntimeMXBean();
    return JsonMapper.builder()
        .build()
        .createObjectNode()
        .put("name", "arxos cloud")
        .put("version", Version.TEXT)
        .put("pid", ProcessHandle.current().pid())
        .put("started", Instant.ofEpochMilli(runtime.getStartTime()).toString())
        .put("time", now.toString())
        .put("java", Runtime.version().toString());
  }

  int port() {
    return port;
  }

  String url() {
    String host = http.host().contains(":") ? "[" + http.host() + "]" : http.host();
    return (http.certificate() == null ? "http://" : "https://") + host + ":" + port;
  }

  void attach(Services services) {
    server.attach(services);
  }

  /// Calls back about once a period, never two at a time, on a thread that may block.
  void everySecond(Runnable work) {
    vertx.setPeriodic(
        1_000,
        _ ->
            vertx.executeBlocking(() -> {
              work.run();
              return true;
            }));
  }

  /// Also when it is closed already.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.close();
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // it ends with the process
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
