package io.arxos.cloud.web;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The way of server-sent events to one browser, for a thread that may wait.
final class EventSink {
  /// A browser that takes nothing for so long is gone.
  static final long STUCK_SECONDS_MAX = 60;

  private static final int QUEUE_BYTES_MAX = 256 * 1024;

  private final Context context;
  private final HttpServerResponse response;

  EventSink(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response;
    response.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
  }

  /// Sends, and waits while the browser is slow.
  ///
  /// @return false when it is gone
  boolean send(String events) throws InterruptedException {
    var drained = new CompletableFuture<Boolean>();
    context.runOnContext(_ -> {
      if (response.closed() || response.ended()) {
        drained.complete(false);
        return;
      }
      response.write(events).onFailure(_ -> drained.complete(false));
      if (response.writeQueueFull()) {
        response.drainHandler(_ -> drained.complete(true));
      } else {
        drained.complete(true);
      }
    });
    try {
      return drained.get(STUCK_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return false;
    }
  }

  void end() {
    context.runOnContext(_ -> {
      if (!response.closed() && !response.ended()) {
        response.reset();
      }
    });
  }
}
