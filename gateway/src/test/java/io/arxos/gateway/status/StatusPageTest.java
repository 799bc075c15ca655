package io.arxos.gateway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.PointId;
import io.arxos.driver.Reading;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.driver.Value;
import io.arxos.driver.naming.Corrections;
import io.arxos.gateway.config.PointConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.TestSites;
import io.arxos.gateway.control.CommandRequest;
import io.arxos.gateway.control.CommandUpdate;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.control.Hold;
import io.arxos.gateway.discovery.DiscoveryDesk;
import io.arxos.gateway.sampling.ManualClock;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.Sampler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusPageTest {
  private static final Condition GOOD =
      new Condition(
          "", 1_000_000, 48, 12.5, Condition.Disk.UNKNOWN, Condition.Cloud.ALONE, 5, 0, 0);

  private final Site site =
      TestSites.load(TestSites.ROOM.replace("name: The room", "name: '<b>Room</b>'"));
  private final ManualClock clock = new ManualClock();
  private final ProcessImage image = new ProcessImage(site.points().map(PointConfig::id).toList());
  private final Sampler sampler =
      new Sampler(
          site,
          image,
          (_, _, _) -> CompletableFuture.completedFuture(Acceptance.DURABLE),
          clock,
          () -> true);
  private final RecordingCommands commands = new RecordingCommands();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient browser = HttpClient.newHttpClient();
  private Condition condition = GOOD;
  private final DiscoveryDesk desk =
      new DiscoveryDesk(
          new DiscoveryDesk.Seams(
              site, Path.of("site.yaml"), Map::of, Corrections.none(), _ -> List.of()));
  private final StatusPage page =
      new StatusPage(
          new Sources(
              site,
              image,
              sampler,
              commands,
              clock,
              () -> true,
              () -> condition,
              "0.1.0",
              Map::of,
              desk),
          "127.0.0.1",
          0);

  @BeforeEach
  void deploy() throws Exception {
    vertx.deployVerticle(page).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    browser.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  // The line doctor, of a gateway that runs: it listens for as long as it is asked to.
  @Test
  void linesAreExaminedForAWhile() throws Exception {
    var waiting =
        browser.sendAsync(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + page.actualPort() + "/api/lines?seconds=3"))
                .build(),
            BodyHandlers.ofString());
    while (!waiting.isDone()) {
      sampler.tell(Map.of(new PointId("hq/room/air-temp"), Reading.good(new Value.Num(3276.7))));
      java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
    }
    var result = new JsonObject(waiting.get().body());
    assertEquals(
        "no-sensor",
        result.getJsonArray("findings").getJsonObject(0).getString("signature"),
        result.encode());
    assertEquals(400, get("/api/lines?seconds=soon").statusCode());
  }

  @Test
  void showsThePointsAsTheyAre() throws Exception {
    PointId temperature = new PointId("hq/room/air-temp");
    sampler.offer(Map.of(temperature, Reading.good(new Value.Num(68))));
    clock.advance(Duration.ofSeconds(7));
    JsonObject room = json("/api/points").getJsonArray("equipment").getJsonObject(0);
    assertEquals("<b>Room</b>", room.getString("name"), "escaped by the page, not here");
    JsonObject point = room.getJsonArray("points").getJsonObject(0);
    assertEquals(20.0, point.getDouble("value"), 1e-9);
    assertEquals("°C", point.getString("unit"));
    assertEquals("ok", point.getString("status"));
    assertEquals(7, point.getInteger("age_s"));
    assertEquals(26.0, point.getDouble("high"));
    JsonObject window = room.getJsonArray("points").getJsonObject(3);
    assertEquals("unknown", window.getString("status"));
    assertFalse(window.containsKey("value"));
  }

  // The script sets text only; a name with markup in it must stay a name.
  @Test
  void thePageNeverMakesMarkupOfWhatItIsTold() throws Exception {
    String script = get("/page.js").body();
    assertFalse(script.contains("innerHTML"));
    assertFalse(script.contains("insertAdjacentHTML"));
    assertFalse(script.contains("document.write"));
    var policy = get("/").headers().firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(policy.contains("default-src 'none'") && !policy.contains("unsafe"), policy);
  }

  @Test
  void thePageIsSmallAndNeedsNothingFromElsewhere() throws Exception {
    int bytes = 0;
    for (String part : List.of("/", "/page.css", "/page.js")) {
      HttpResponse<String> answer = get(part);
      assertEquals(200, answer.statusCode(), part);
      assertFalse(answer.body().contains("//cdn") || answer.body().contains("https://"), part);
      bytes += answer.body().length();
    }
    assertTrue(bytes <= 30_000, bytes + " bytes");
  }

  @Test
  void isReadyWhenControlRunsAndTheJournalTakesSamples() throws Exception {
    assertEquals(200, get("/healthz").statusCode());
    assertEquals(200, get("/readyz").statusCode());
    condition =
        new Condition(
            "the disk is full", 0, 0, 0, Condition.Disk.UNKNOWN, Condition.Cloud.ALONE, 5, 0, 0);
    assertEquals(200, get("/healthz").statusCode(), "a restart would not help");
    assertEquals(503, get("/readyz").statusCode());
    assertTrue(get("/readyz").body().contains("the disk is full"));
    long minute = Duration.ofMinutes(1).toNanos();
    condition =
        new Condition("", 0, 0, 0, Condition.Disk.UNKNOWN, Condition.Cloud.ALONE, 5, minute, 0);
    assertEquals(503, get("/healthz").statusCode());
  }

  @Test
  void metricsHaveNoPointPaths() throws Exception {
    String metrics = get("/metrics").body();
    assertTrue(metrics.contains("arxos_points{status=\"unknown\"} 4.0"), metrics);
    assertTrue(metrics.contains("arxos_sampler_readings_total"), metrics);
    assertFalse(metrics.contains("hq/"));
  }

  @Test
  void whatIsTakenInHandGoesToControlAtLevelEight() throws Exception {
    HttpResponse<String> answer =
        act(
            "{\"point\":\"hq/room/temp-setpoint\",\"value\":23.5,\"minutes\":30,\"reason\":\"cold\"}");
    assertEquals(202, answer.statusCode(), answer.body());
    CommandRequest request = commands.requests.getFirst();
    assertEquals(8, request.level());
    assertEquals(new Value.Num(23.5), request.value());
    assertEquals(Duration.ofMinutes(30), request.lease());
    assertEquals("cold", request.reason());
    JsonObject step = json("/api/points").getJsonArray("commands").getJsonObject(0);
    assertEquals(new JsonObject(answer.body()).getString("id"), step.getString("id"));
    assertEquals("applied unverifiable", step.getString("state"));
  }

  @Test
  void aLevelIsGivenBackByNull() throws Exception {
    var answer = act("{\"point\":\"hq/room/valve\",\"value\":null,\"reason\":\"done\"}");
    assertEquals(202, answer.statusCode(), answer.body());
    assertEquals(null, commands.requests.getFirst().value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"point\":\"hq/room/window\",\"value\":1,\"minutes\":30,\"reason\":\"x\"}|422",
        "{\"point\":\"<script>\",\"value\":1,\"minutes\":30,\"reason\":\"x\"}|422",
        "{\"point\":\"hq/room/valve\",\"value\":1,\"minutes\":30,\"reason\":\" \"}|422",
        "{\"point\":\"hq/room/valve\",\"value\":1,\"minutes\":0,\"reason\":\"x\"}|422",
        "{\"point\":\"hq/room/valve\",\"value\":1,\"minutes\":99999,\"reason\":\"x\"}|422",
        "{\"point\":\"hq/room/valve\",\"value\":1,\"reason\":\"x\"}|422",
        "{\"point\":\"hq/room/valve\",\"value\":\"1\",\"minutes\":30,\"reason\":\"x\"}|422",
        "{\"point\":\"hq/room/valve\",\"value\":1e999,\"minutes\":30,\"reason\":\"x\"}|422",
        "[1]|400",
        "nothing|400",
      })
  void whatMakesNoSenseIsRefusedWithASentence(String body, int status) throws Exception {
    HttpResponse<String> answer = act(body);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(new JsonObject(answer.body()).getString("detail").endsWith("."));
    assertEquals(List.of(), commands.requests);
  }

  @Test
  void anotherOriginMayNotAct() throws Exception {
    String body = "{\"point\":\"hq/room/valve\",\"value\":1,\"minutes\":30,\"reason\":\"x\"}";
    assertEquals(403, post(body, "http://evil.example").statusCode());
    assertEquals(403, post(body, "null").statusCode());
    assertEquals(
        403, send(request("/api/commands").POST(BodyPublishers.ofString(body))).statusCode());
    assertEquals(List.of(), commands.requests);
  }

  @Test
  void aLongBodyIsRefusedAndUnknownAddressesAreNotFound() throws Exception {
    assertEquals(413, act(" ".repeat(10_000)).statusCode());
    assertEquals(404, get("/../secret").statusCode());
    assertEquals(405, send(request("/api/points").DELETE()).statusCode());
  }

  private HttpResponse<String> act(String body) throws Exception {
    return post(body, "http://127.0.0.1:" + page.actualPort());
  }

  private HttpResponse<String> post(String body, String origin) throws Exception {
    return send(
        request("/api/commands").header("Origin", origin).POST(BodyPublishers.ofString(body)));
  }

  private JsonObject json(String path) throws Exception {
    return new JsonObject(get(path).body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.actualPort() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  /// Takes everything at once.
  private static final class RecordingCommands implements Commands {
    final List<CommandRequest> requests = new ArrayList<>();

    @Override
    public void submit(CommandRequest command, Consumer<CommandUpdate> updates) {
      requests.add(command);
      updates.accept(
          new CommandUpdate(
              command.id(),
              command.point(),
              CommandUpdate.State.APPLIED_UNVERIFIABLE,
              "written",
              0));
    }

    @Override
    public void voidPending() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Hold> holds() {
      return List.of();
    }
  }
}
