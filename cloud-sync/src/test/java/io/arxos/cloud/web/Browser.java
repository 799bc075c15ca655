package io.arxos.cloud.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// As much of a browser as the API needs: a cookie, an origin, and server-sent events.
final class Browser {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String origin;
  private @Nullable String cookie;

  Browser(int port) {
    origin = "http://127.0.0.1:" + port;
  }

  /// One event.
  record Event(String id, String name, JsonNode data) {}

  /// An open stream.
  record Stream(InputStream in, List<Event> events, CompletableFuture<Boolean> ended)
      implements AutoCloseable {
    boolean has(String name) {
      return events.stream().anyMatch(event -> event.name().equals(name));
    }

    Event first(String name) {
      return events.stream().filter(event -> event.name().equals(name)).findFirst().orElseThrow();
    }

    String lastId() {
      return events.stream().map(Event::id).filter(id -> !id.isEmpty()).toList().getLast();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path).header("Origin", origin).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> postFrom(String otherOrigin, String path, String body) throws Exception {
    return client.send(
        request(path).header("Origin", otherOrigin).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  /// Follows a login link by hand, and keeps the cookie.
  HttpResponse<String> login(String token) throws Exception {
    HttpResponse<String> response = get("/login?once=" + token);
    response
        .headers()
        .firstValue("set-cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    return response;
  }

  Stream live(String building, String lastEventId) throws Exception {
    HttpRequest.Builder request = request("/v1/live?building=" + building);
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    InputStream in = client.send(request.build(), BodyHandlers.ofInputStream()).body();
    Stream stream = new Stream(in, new CopyOnWriteArrayList<>(), new CompletableFuture<>());
    Thread.ofVirtual().start(() -> read(stream));
    return stream;
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return request;
  }

  private static void read(Stream stream) {
    String id = "";
    String name = "";
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.in(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          stream.events().add(new Event(id, name, JSON.readTree(line.substring(6))));
          id = "";
        }
      }
    } catch (IOException _) {
      // the test or the server has closed it
    }
    stream.ended().complete(true);
  }
}
