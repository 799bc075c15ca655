package io.arxos.gateway.status;

import io.arxos.gateway.discovery.DiscoveryDesk;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `/api/discovered`: what was found; posted to `/api/discover` it is searched, posted to
/// `/api/add` it is added to the site file. The file is written on a worker, never on the event
/// loop.
final class DiscoveryAnswer {
  private static final int BODY_BYTES_MAX = 256 << 10;
  private static final int SECONDS_MIN = 1;
  private static final int SECONDS_MAX = 600;

  private final DiscoveryDesk desk;
  private @Nullable Vertx vertx;

  DiscoveryAnswer(DiscoveryDesk desk) {
    this.desk = desk;
  }

  void use(Vertx loop) {
    vertx = loop;
  }

  static boolean acts(@Nullable String path) {
    return "/api/discover".equals(path) || "/api/add".equals(path);
  }

  JsonObject found() {
    return desk.now();
  }

  void act(HttpServerRequest request) {
    String refusal = Guard.refusal(request);
    if (refusal != null) {
      answer(request.response(), 403, detail(refusal));
      return;
    }
    boolean adds = "/api/add".equals(request.path());
    var body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() <= BODY_BYTES_MAX) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(_ -> take(adds, body, request.response()));
  }

  private void take(boolean adds, Buffer body, HttpServerResponse response) {
    if (body.length() > BODY_BYTES_MAX) {
      answer(response, 413, detail("That is too long."));
      return;
    }
    try {
      JsonObject asked = body.toJsonObject();
      if (adds) {
        add(asked, response);
      } else {
        search(asked, response);
      }
    } catch (DecodeException | ClassCastException _) {
      answer(response, 400, detail("That is not understood."));
    }
  }

  private void search(JsonObject asked, HttpServerResponse response) {
    int seconds = asked.getInteger("seconds", 0);
    if (seconds < SECONDS_MIN || seconds > SECONDS_MAX) {
      answer(response, 422, detail("Choose how long, from a second to ten minutes."));
    } else if (desk.search(Duration.ofSeconds(seconds))) {
      answer(response, 202, new JsonObject().put("seconds", seconds));
    } else {
      answer(response, 409, detail("Somebody is searching already."));
    }
  }

  private void add(JsonObject asked, HttpServerResponse response) {
    Vertx loop = vertx;
    if (loop == null) {
      answer(response, 503, detail("The page has not begun."));
      return;
    }
    loop.executeBlocking(() -> desk.add(asked))
        .onSuccess(answer -> {
          switch (answer) {
            case DiscoveryDesk.Added(int points) ->
                answer(response, 200, new JsonObject().put("added", points));
            case DiscoveryDesk.Refused(String reason) -> answer(response, 422, detail(reason));
          }
        })
        .onFailure(failure ->
            answer(
                response, 500, detail("The site file cannot be written: " + failure.getMessage())));
  }

  private static JsonObject detail(String text) {
    return new JsonObject().put("detail", text);
  }

  private static void answer(HttpServerResponse response, int status, JsonObject body) {
    if (!response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json; charset=utf-8")
          .end(body.toBuffer());
    }
  }
}
