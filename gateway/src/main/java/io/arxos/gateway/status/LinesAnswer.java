package io.arxos.gateway.status;

import io.arxos.gateway.doctor.LineCheck;
import io.arxos.gateway.doctor.LineJson;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// `/api/lines?seconds=30`: listens for so long, and answers with what was found. One examination
/// at a time.
final class LinesAnswer {
  private static final int SECONDS_MAX = 3_600;
  private static final int KEEP_ALIVE_SECONDS = 20;

  private final Sources sources;
  private final AtomicBoolean busy = new AtomicBoolean();
  private @Nullable Vertx vertx;

  LinesAnswer(Sources sources) {
    this.sources = sources;
  }

  void use(Vertx loop) {
    vertx = loop;
  }

  void examine(String asked, HttpServerResponse response) {
    int seconds = seconds(asked);
    Vertx loop = vertx;
    if (seconds == 0 || loop == null) {
      answer(response, 400, problem("seconds must be 1 to " + SECONDS_MAX));
    } else if (busy.compareAndSet(false, true)) {
      listen(loop, seconds, response);
    } else {
      answer(response, 409, problem("somebody examines already"));
    }
  }

  private void listen(Vertx loop, int seconds, HttpServerResponse response) {
    var check =
        new LineCheck(sources.site(), sources.sampler(), sources.drivers(), sources.clock());
    // White space before the object, which JSON allows: a silent connection is closed as idle.
    response.setChunked(true).putHeader("Content-Type", "application/json; charset=utf-8");
    long alive =
        loop.setPeriodic(
            KEEP_ALIVE_SECONDS * 1_000L,
            _ -> {
              if (!response.closed()) {
                response.write("\n");
              }
            });
    loop.setTimer(
        seconds * 1_000L,
        _ -> {
          loop.cancelTimer(alive);
          busy.set(false);
          JsonObject result = LineJson.of(check.end());
          if (!response.closed()) {
            response.end(result.toBuffer());
          }
        });
  }

  private static int seconds(String asked) {
    try {
      int seconds = Integer.parseInt(asked);
      return seconds >= 1 && seconds <= SECONDS_MAX ? seconds : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static JsonObject problem(String detail) {
    return new JsonObject().put("detail", detail);
  }

  private static void answer(HttpServerResponse response, int status, JsonObject body) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(body.put("status", status).toBuffer());
  }
}
