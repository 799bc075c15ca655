package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.cloud.access.Sessions;
import io.arxos.cloud.web.Answers.Blocking;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The HTTP listener. Answers from the moment it is bound; the API works once [#attach] has been
/// called.
public final class WebServer implements AutoCloseable {
  private static final int BODY_BYTES_MAX = 16 * 1024;
  private static final int IDLE_SECONDS_MAX = 120;
  private static final long START_SECONDS_MAX = 20;
  private static final long STOP_SECONDS_MAX = 5;

  private final Vertx vertx;
  private final Parts parts;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable Attached> attached = new AtomicReference<>();
  private @Nullable HttpServer server;

  /// Where it listens.
  ///
  /// @param port 0: any free one
  /// @param tls null for plain HTTP, which is for loopback only
  public record Address(String host, int port, @Nullable Tls tls) {}

  public record Tls(Path certificate, Path key) {}

  /// What it needs before anything else is up.
  ///
  /// @param ready whether store and log answer, and if not, what is missing
  /// @param info name, version and the like
  public record Parts(
      Sessions sessions,
      InstantSource clock,
      PrometheusMeterRegistry metrics,
      Supplier<Readiness> ready,
      Supplier<ObjectNode> info) {}

  /// @param detail "" when ready
  public record Readiness(boolean ready, String detail) {}

  private record Attached(Services services, GatewayShapes gateways) {}

  public WebServer(Vertx vertx, Parts parts) {
    this.vertx = vertx;
    this.parts = parts;
  }

  /// Binds.
  ///
  /// @return the port
  /// @throws ExecutionException with the cause, such as a port in use
  public int listen(Address address)
      throws ExecutionException, InterruptedException, TimeoutException {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setCompressionSupported(true)
            .setIdleTimeout(IDLE_SECONDS_MAX);
    Tls tls = address.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()));
    }
    HttpServer made = vertx.createHttpServer(options).requestHandler(router(tls != null));
    server = made;
    return made.listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(START_SECONDS_MAX, TimeUnit.SECONDS)
        .actualPort();
  }

  /// Store and log are up.
  public void attach(Services services) {
    attached.set(new Attached(services, new GatewayShapes(services, parts.clock())));
  }

  private Attached attached() {
    Attached now = attached.get();
    if (now == null) {
      throw ApiProblem.starting();
    }
    return now;
  }

  private Router router(boolean encrypted) {
    Router router = Router.router(vertx);
    Guards guards = new Guards(parts.sessions(), parts.clock(), encrypted);
    router.route().handler(guards::rules);
    Supplier<Services> services = () -> attached().services();
    health(router, guards);
    Login login = new Login(services, guards, executor, parts.clock());
    router.get("/login").handler(login::open);
    router.route("/v1/*").handler(guards::session);
    api(router, services);
    router.route("/v1/*").handler(request -> Answers.problem(request, ApiProblem.of(404)));
    PageFiles page = new PageFiles(WebServer.class.getClassLoader());
    router.get().handler(page::serve);
    router.head().handler(page::serve);
    router
        .route()
        .failureHandler(request -> {
          Throwable failure = request.failure();
          Answers.problem(request, failure == null ? ApiProblem.of(request.statusCode()) : failure);
        });
    for (int status : new int[] {400, 404, 405, 413}) {
      router.errorHandler(status, request -> Answers.problem(request, ApiProblem.of(status)));
    }
    return router;
  }

  private void api(Router router, Supplier<Services> services) {
    Answers answers = new Answers(executor);
    Supplier<GatewayShapes> gateways = () -> attached().gateways();
    BuildingApi buildings = new BuildingApi(services, gateways);
    get(router, answers, "/v1/buildings", buildings::list);
    get(router, answers, "/v1/buildings/:b", buildings::one);
    get(router, answers, "/v1/gateways", buildings::gateways);
    get(router, answers, "/v1/holds", buildings::holds);
    HistoryApi history = new HistoryApi(services, parts.clock());
    get(router, answers, "/v1/history", history::read);
    CommandApi commands = new CommandApi(services, parts.clock());
    get(router, answers, "/v1/commands", commands::newest);
    get(router, answers, "/v1/commands/:id", commands::one);
    router
        .post("/v1/commands")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(request -> answers.answer(request, commands::issue));
    LiveApi live = new LiveApi(services, gateways, executor, parts.clock());
    router.get("/v1/live").handler(live::stream);
    Gauge.builder("arxos_live_streams", live, LiveApi::streams)
        .description("Browsers that watch live values now.")
        .register(parts.metrics());
  }

  private void health(Router router, Guards guards) {
    Health health = new Health(this::state, parts.info(), parts.metrics());
    Answers answers = new Answers(executor);
    local(router, guards, answers, "/livez", health::live);
    local(router, guards, answers, "/startupz", health::started);
    local(router, guards, answers, "/readyz", health::ready);
    local(router, guards, answers, "/healthz", health::ready);
    local(router, guards, answers, "/info", health::info);
    router.get("/metrics").handler(request -> localOnly(request, guards));
    router.get("/metrics").handler(health::metrics);
  }

  private Health.State state() {
    boolean started = attached.get() != null;
    if (!started) {
      return new Health.State(false, false, "starting");
    }
    Readiness ready = parts.ready().get();
    return new Health.State(true, ready.ready(), ready.detail());
  }

  private static void local(
      Router router, Guards guards, Answers answers, String path, Blocking handler) {
    router
        .get(path)
        .handler(request -> localOnly(request, guards))
        .handler(request -> answers.answer(request, handler));
  }

  private static void localOnly(RoutingContext request, Guards guards) {
    if (Health.isLocal(request)) {
      request.next();
    } else {
      guards.session(request);
    }
  }

  private static void get(Router router, Answers answers, String path, Blocking handler) {
    router.get(path).handler(request -> answers.answer(request, handler));
  }

  /// Ends every stream and stops listening.
  @Override
  public void close() {
    executor.shutdownNow();
    HttpServer made = server;
    if (made != null) {
      try {
        made.close()
            .toCompletionStage()
            .toCompletableFuture()
            .get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException _) {
        // it is going down with the process
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
