package io.arxos.driver.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ControlPortTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
  private final HttpClient http = HttpClient.newHttpClient();
  private final LiveBuilding building = Buildings.live(START, new ManualClock(START), 30);
  private ControlPort control;

  @BeforeEach
  void start() throws Exception {
    control = ControlPort.start(building, 0);
  }

  @AfterEach
  void stop() {
    control.close();
    http.close();
  }

  @Test
  void stateShowsEveryPointAndWhatWasDoneByHand() throws Exception {
    JsonNode state = body(send("GET", "/state"));
    assertTrue(state.at("/points/hofgarten~1room-101~1air-temp").isNumber());
    assertEquals("2026-11-20T09:00:00Z", state.at("/building_time").textValue());
    assertEquals("AUTO", state.at("/windows/103").textValue());
    assertFalse(state.at("/damper_stuck").booleanValue());
  }

  @Test
  void windowDamperAndSensorObey() throws Exception {
    JsonNode opened = body(send("POST", "/window?room=103&open=true"));
    assertTrue(opened.at("/points/hofgarten~1room-103~1window").booleanValue());
    assertEquals("OPEN", opened.at("/windows/103").textValue());
    JsonNode left = body(send("POST", "/window?room=103&open=auto"));
    assertEquals("AUTO", left.at("/windows/103").textValue());
    assertTrue(body(send("POST", "/damper?stuck=true")).at("/damper_stuck").booleanValue());
    assertFalse(body(send("POST", "/damper?stuck=false")).at("/damper_stuck").booleanValue());
    assertEquals(
        102, body(send("POST", "/sensor?room=102&silent=true")).at("/silent_rooms/0").asInt());
    assertTrue(building.isSilent(102));
    body(send("POST", "/sensor?room=102&silent=false"));
    assertFalse(building.isSilent(102));
  }

  @Test
  void aMistakeIsAnsweredWithWhatIsRight() throws Exception {
    mistake(
        400,
        "room must be one of [101, 102, 103, 104, 105, 106]",
        "POST",
        "/window?room=9&open=true");
    mistake(
        400,
        "room must be one of [101, 102, 103, 104, 105, 106]",
        "POST",
        "/sensor?room=x&silent=true");
    mistake(400, "open must be true, false or auto", "POST", "/window?room=103&open=maybe");
    mistake(400, "missing parameter stuck", "POST", "/damper");
    mistake(405, "use POST", "GET", "/damper?stuck=true");
    mistake(
        400, "known here: GET /state, POST /window, POST /damper, POST /sensor", "GET", "/help");
    assertEquals("AUTO", body(send("GET", "/state")).at("/windows/103").textValue());
  }

  @Test
  void aWebPageMayNotReachInto() throws Exception {
    HttpRequest request =
        request("POST", "/damper?stuck=true").header("Origin", "https://example.org").build();
    assertEquals(403, http.send(request, BodyHandlers.ofString()).statusCode());
    assertFalse(body(send("GET", "/state")).at("/damper_stuck").booleanValue());
  }

  private void mistake(int status, String detail, String method, String path) throws Exception {
    HttpResponse<String> response = send(method, path);
    assertEquals(status, response.statusCode(), path);
    assertEquals(detail, JSON.readTree(response.body()).at("/detail").textValue());
  }

  private static JsonNode body(HttpResponse<String> response) throws Exception {
    assertEquals(200, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return http.send(request(method, path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
        .timeout(Duration.ofSeconds(30))
        .method(method, BodyPublishers.noBody());
  }
}
