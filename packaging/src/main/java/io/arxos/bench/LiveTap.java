package io.arxos.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.stage.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the page's own stream and notes how old each loaded value is when it arrives.
final class LiveTap {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String DATA = "data:";
  private static final String LOADED = "hofgarten/load/";

  private final List<Double> ages = new ArrayList<>();

  /// Follows the stream on a thread of its own until the process ends.
  void follow(HttpClient client, String page) {
    Thread.ofVirtual().name("live-tap").start(() -> read(client, page));
  }

  /// Takes the ages noted so far, in milliseconds, smallest first, and begins anew.
  synchronized List<Double> take() {
    List<Double> sorted = ages.stream().sorted().toList();
    ages.clear();
    return sorted;
  }

  private void read(HttpClient client, String page) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page + "/v1/live?building=hofgarten")).build();
    try (Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      String[] event = {""};
      lines.forEach(line -> {
        if (line.startsWith("event:")) {
          event[0] = line.substring("event:".length()).strip();
        } else if (line.startsWith(DATA) && event[0].equals("samples")) {
          note(line.substring(DATA.length()));
        }
      });
    } catch (IOException | UncheckedIOException | InterruptedException e) {
      // The demo has ended.
    }
  }

  private synchronized void note(String json) {
    double now = Load.nowMillis();
    try {
      for (JsonNode sample : MAPPER.readTree(json).path("samples")) {
        if (sample.path("p").asText().startsWith(LOADED) && sample.path("v").isNumber()) {
          ages.add(now - sample.path("v").doubleValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
