package io.arxos.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the gateway says of itself on its metrics page.
///
/// @param backlog samples journaled and not yet known to be stored
record Vitals(boolean connected, boolean journalUp, long backlog) {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(3);
  private static final Pattern LINE = Pattern.compile("(?m)^(arxos_\\w+) ([-0-9.eE+]+)$");

  /// Empty while it does not answer.
  static Optional<Vitals> of(HttpClient client, int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(ANSWER_MAX)
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(parse(answer.body())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Vitals parse(String metrics) {
    boolean connected = false;
    boolean journalUp = false;
    long backlog = Long.MAX_VALUE;
    Matcher line = LINE.matcher(metrics);
    while (line.find()) {
      double value = Double.parseDouble(line.group(2));
      switch (line.group(1)) {
        case "arxos_cloud_connected" -> connected = value == 1;
        case "arxos_journal_up" -> journalUp = value == 1;
        case "arxos_cloud_backlog_samples" -> backlog = (long) value;
        default -> {}
      }
    }
    return new Vitals(connected, journalUp, backlog);
  }
}
