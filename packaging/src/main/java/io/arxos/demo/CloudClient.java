package io.arxos.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;

/// Asks the cloud what a person's page would ask it.
final class CloudClient {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String page;
  private final HttpClient client = Http.client();

  CloudClient(String page) {
    this.page = page;
  }

  void login(String link) throws IOException, InterruptedException {
    HttpResponse<String> answer = Http.send(client, "GET", link, "");
    if (answer.statusCode() != 200) {
      throw new IOException("the login link was refused: " + answer.statusCode());
    }
  }

  /// Whether the gateway is connected and what it journaled until a moment ago is stored.
  boolean hasFreshData(String gateway) throws IOException, InterruptedException {
    HttpResponse<String> answer = Http.send(client, "GET", page + "/v1/gateways", "");
    if (answer.statusCode() != 200) {
      return false;
    }
    JsonNode json = MAPPER.readTree(answer.body());
    for (JsonNode one : json.isArray() ? json : json.path("gateways")) {
      if (gateway.equals(one.path("id").asText())) {
        return one.path("connected").asBoolean() && one.path("complete_until").isTextual();
      }
    }
    return false;
  }
}
