package io.arxos.gateway;

import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.status.Sources;
import io.arxos.gateway.status.StatusPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Vert.x with one verticle per concern: the page, and the watch for silent points. One event loop
/// is plenty for both.
final class Runtimes implements AutoCloseable {
  private static final int SECONDS_MAX = 10;

  private final Vertx vertx;
  private final StatusPage page;

  private Runtimes(Vertx vertx, StatusPage page) {
    this.vertx = vertx;
    this.page = page;
  }

  static Runtimes start(Sources sources, GatewayConfig.Page at)
      throws StartFailure, InterruptedException {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    var page = new StatusPage(sources, at.host(), at.port());
    var runtime = new Runtimes(vertx, page);
    try {
      await(vertx.deployVerticle(new SilenceWatch(sources.sampler())));
      await(vertx.deployVerticle(page));
      return runtime;
    } catch (CompletionException e) {
      runtime.close();
      throw failure(e.getCause() == null ? e : e.getCause(), at);
    }
  }

  int pagePort() {
    return page.actualPort();
  }

  @Override
  public void close() throws InterruptedException {
    await(vertx.close());
  }

  private static StartFailure failure(Throwable cause, GatewayConfig.Page at) {
    return cause instanceof BindException
        ? new StartFailure(
            StartFailure.CONFLICT,
            "port %d on %s is in use; choose another with --page-port or page.port, or 0 for any"
                .formatted(at.port(), at.host()))
        : new StartFailure(
            StartFailure.INTERNAL, "the page cannot be served at " + at.host() + ": " + cause);
  }

  private static void await(Future<?> future) throws InterruptedException {
    try {
      future.toCompletionStage().toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw new CompletionException("no answer in " + SECONDS_MAX + " s", e);
    }
  }
}
