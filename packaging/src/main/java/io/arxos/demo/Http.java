package io.arxos.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Short requests to processes of the same demo.
final class Http {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private Http() {}

  static HttpResponse<String> send(HttpClient client, String method, String url, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(ANSWER_MAX)
        .cookieHandler(new java.net.CookieManager())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }
}
