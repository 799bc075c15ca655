package io.arxos.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Where `./arxos demo cut` and the other verbs knock: loopback, and only with the token of the
/// demo's folder.
final class ControlServer implements AutoCloseable {
  private final HttpServer server;

  /// @param verbs what each path does, and answers
  ControlServer(String token, Map<String, Supplier<String>> verbs) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    verbs.forEach(
        (path, verb) -> server.createContext(path, exchange -> answer(exchange, expected, verb)));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(1); // a second at most, for the answer to "stop"
  }

  private static void answer(HttpExchange exchange, byte[] expected, Supplier<String> verb)
      throws IOException {
    try (exchange) {
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      boolean known =
          given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
      byte[] body = (known ? verb.get() : "not permitted").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 403, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
