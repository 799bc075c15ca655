package io.arxos.driver.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arxos.driver.sim.building.WindowOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The hand in the building: a small HTTP port on the loopback address for things to try.
///
/// ```text
/// GET  /state
/// POST /window?room=103&open=true|false|auto
/// POST /damper?stuck=true|false
/// POST /sensor?room=102&silent=true|false
/// ```
///
/// Answers are JSON; a mistake is 400 with a `detail` that says what is right. A request from a web
/// page (it carries an `Origin`) is refused.
final class ControlPort implements AutoCloseable {
  private static final int WAITING_MAX = 16;

  private final LiveBuilding building;
  private final HttpServer server;

  /// What the caller got wrong.
  private static final class BadRequest extends Exception {
    BadRequest(String detail) {
      super(detail);
    }
  }

  /// What a path does.
  private interface Action {
    void act(Map<String, String> query) throws BadRequest;
  }

  private ControlPort(LiveBuilding building, HttpServer server) {
    this.building = building;
    this.server = server;
  }

  static ControlPort start(LiveBuilding building, int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, WAITING_MAX);
    var control = new ControlPort(building, server);
    server.createContext("/", exchange -> control.answer(exchange, "", _ -> unknown()));
    server.createContext("/state", exchange -> control.answer(exchange, "GET", _ -> {}));
    server.createContext("/window", exchange -> control.answer(exchange, "POST", control::window));
    server.createContext("/damper", exchange -> control.answer(exchange, "POST", control::damper));
    server.createContext("/sensor", exchange -> control.answer(exchange, "POST", control::sensor));
    server.start();
    return control;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void window(Map<String, String> query) throws BadRequest {
    WindowOrder order =
        switch (required(query, "open")) {
          case "true" -> WindowOrder.OPEN;
          case "false" -> WindowOrder.CLOSED;
          case "auto" -> WindowOrder.AUTO;
          default -> throw new BadRequest("open must be true, false or auto");
        };
    inRoom(query, room -> building.window(room, order));
  }

  private void damper(Map<String, String> query) throws BadRequest {
    building.damperStuck(flag(query, "stuck"));
  }

  private void sensor(Map<String, String> query) throws BadRequest {
    boolean silent = flag(query, "silent");
    inRoom(query, room -> building.silence(room, silent));
  }

  private void inRoom(Map<String, String> query, Consumer<Integer> action) throws BadRequest {
    try {
      action.accept(Integer.valueOf(required(query, "room")));
    } catch (IllegalArgumentException _) {
      throw new BadRequest("room must be one of " + building.rooms());
    }
  }

  private static void unknown() throws BadRequest {
    throw new BadRequest("known here: GET /state, POST /window, POST /damper, POST /sensor");
  }

  private static boolean flag(Map<String, String> query, String key) throws BadRequest {
    return switch (required(query, key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadRequest(key + " must be true or false");
    };
  }

  private static String required(Map<String, String> query, String key) throws BadRequest {
    String value = query.get(key);
    if (value == null) {
      throw new BadRequest("missing parameter " + key);
    }
    return value;
  }

  private void answer(HttpExchange exchange, String method, Action action) throws IOException {
    try (exchange) {
      if (exchange.getRequestHeaders().containsKey("Origin")) {
        send(exchange, 403, Map.of("detail", "not for web pages"));
      } else if (!method.isEmpty() && !exchange.getRequestMethod().equals(method)) {
        send(exchange, 405, Map.of("detail", "use " + method));
      } else {
        act(exchange, action);
      }
    }
  }

  private void act(HttpExchange exchange, Action action) throws IOException {
    try {
      action.act(query(exchange.getRequestURI().getRawQuery()));
      send(exchange, 200, building.state());
    } catch (BadRequest e) {
      send(exchange, 400, Map.of("detail", String.valueOf(e.getMessage())));
    }
  }

  private static void send(HttpExchange exchange, int status, Map<String, Object> document)
      throws IOException {
    byte[] body = Messages.bytes(document);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return query;
  }
}
