package io.arxos.cloud.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.cloud.Await;
import io.arxos.cloud.Backend;
import io.arxos.cloud.Blocks;
import io.arxos.cloud.SiteWire;
import io.arxos.cloud.access.LoginLinks;
import io.arxos.cloud.access.Sessions;
import io.arxos.cloud.access.Signer;
import io.arxos.cloud.access.SqlUsedLinks;
import io.arxos.cloud.backup.Counted;
import io.arxos.cloud.fleet.Command;
import io.arxos.cloud.fleet.CommandDesk;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Completeness;
import io.arxos.cloud.history.HistoryReader;
import io.arxos.cloud.live.KafkaLiveLog;
import io.arxos.cloud.live.LiveEngine;
import io.arxos.cloud.live.StoredPicture;
import io.arxos.cloud.log.LaneKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The API by a real client, over a real store and a real log; only the way down to the gateway is
/// ours.
class WebServerTest {
  private static final long NOW_US = Blocks.START_US + 20_000_000;

  private final String building =
      "web" + Integer.toHexString(ThreadLocalRandom.current().nextInt() & 0xfffffff);
  private final AtomicLong nowUs = new AtomicLong(NOW_US);
  private final InstantSource clock = () -> Instant.EPOCH.plus(nowUs.get(), ChronoUnit.MICROS);
  private final Fleet fleet = new Fleet(Backend.store());
  private final List<Command.Order> sent = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> open = new ArrayList<>();
  private boolean connected = true;
  private WebServer server;
  private Browser browser;

  WebServerTest() {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var sessions = new Sessions(signer("session"));
    server =
        new WebServer(
            vertx,
            new WebServer.Parts(
                sessions,
                clock,
                metrics,
                () -> new WebServer.Readiness(true, ""),
                () -> Answers.object().put("name", "test")));
    browser = new Browser(0);
  }

  private static Signer signer(String purpose) {
    try {
      return Signer.open(KEYS, purpose);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Path KEYS = keys();

  private static Path keys() {
    try {
      return java.nio.file.Files.createTempDirectory("arxos-web-test-keys-");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() throws Exception {
    SiteWire.makeKnown(fleet, building, NOW_US);
    browser = new Browser(server.listen(new WebServer.Address("127.0.0.1", 0, null)));
  }

  private void attach() {
    var log = new KafkaLiveLog(Backend.log());
    open.add(log);
    var live =
        new LiveEngine(
            log, new StoredPicture(Backend.store(), Backend.log()), signer("cursor"), clock);
    open.add(live);
    var desk =
        new CommandDesk(
            fleet,
            order -> {
              sent.add(order);
              return connected ? "" : "It is not connected; nothing was sent.";
            },
            new SecureRandom());
    server.attach(
        new Services(
            fleet,
            desk,
            new HistoryReader(Backend.store(), fleet, clock),
            live,
            new LoginLinks(signer("login"), new SqlUsedLinks(Backend.store())),
            new Completeness(Backend.store()),
            new Counted(Backend.store())));
  }

  private void login() throws Exception {
    attach();
    String token = LoginLinks.make(signer("login"), "Ada", clock.instant());
    assertEquals(303, browser.login(token).statusCode());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void answersHonestlyWhileStarting() throws Exception {
    assertEquals(200, browser.get("/livez").statusCode());
    assertEquals(503, browser.get("/readyz").statusCode());
    assertEquals(503, browser.get("/startupz").statusCode());
    attach();
    assertEquals(200, browser.get("/readyz").statusCode());
  }

  @Test
  void linkLogsInOnceAndNothingIsServedWithoutIt() throws Exception {
    attach();
    assertEquals(401, browser.get("/v1/buildings").statusCode());
    String token = LoginLinks.make(signer("login"), "Ada", clock.instant());
    HttpResponse<String> first = browser.login(token);
    assertEquals("/", first.headers().firstValue("location").orElse(""));
    String cookie = first.headers().firstValue("set-cookie").orElse("");
    assertTrue(cookie.contains("HTTPOnly") && cookie.contains("SameSite=Strict"), cookie);
    assertEquals(200, browser.get("/v1/buildings").statusCode());
    assertEquals(410, browser.login(token).statusCode());
  }

  @Test
  void buildingIsDescribedWhole() throws Exception {
    login();
    JsonNode body = Browser.json(browser.get("/v1/buildings/" + building));
    assertEquals("Europe/Berlin", body.path("zone").textValue());
    assertEquals(30, body.path("physics_speed").intValue());
    assertEquals("[\"hvac\"]", body.path("systems").toString());
    assertEquals("Ada", body.path("user").path("name").textValue());
    JsonNode lamp = body.path("points").get(2);
    assertEquals("[\"off\",\"on\"]", lamp.path("state_names").toString());
    assertTrue(lamp.path("writable").booleanValue());
    assertTrue(lamp.path("low").isNull() && lamp.path("setpoint").isNull());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/buildings/nowhere,                                   404",
    "/v1/buildings/No_Where,                                  400",
    "/v1/history,                                             400",
    "/v1/history?point=a/b/c,                                 400",
    "/v1/history?point=a/b/c&from=yesterday,                  400",
    "/v1/history?point=a/b/c&from=2026-01-02T00:00:00Z,       404",
    "/v1/history?point=../x&from=2026-01-02T00:00:00Z,        400",
    "/v1/history?point=a/b/c&from=2026-01-02T00:00:00Z&max=1, 400",
    "/v1/history?point=a/b/c&from=2020-01-02T00:00:00Z,       400",
    "/v1/history?point=a/b/c&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, 400",
    "/v1/live,                                                400",
    "/v1/live?building=nowhere,                               404",
    "/v1/commands?limit=0,                                    400",
    "/v1/commands/none,                                       404",
    "/v1/nothing,                                             404",
    "/nothing.js,                                             404"
  })
  void questionsThatCannotBeAnsweredGetAProblemInWords(String path, int status) throws Exception {
    login();
    HttpResponse<String> response = browser.get(path);
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("content-type").orElse(""));
    assertFalse(Browser.json(response).path("detail").asText().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json                                                              | 400",
        "[]                                                                    | 400",
        "{\"point\":\"B/room/setpoint\",\"lease_s\":60,\"reason\":\"x\"}               | 400",
        "{\"point\":\"B/room/setpoint\",\"value\":21,\"reason\":\"x\"}                 | 400",
        "{\"point\":\"B/room/setpoint\",\"value\":21,\"lease_s\":1.5,\"reason\":\"x\"}   | 400",
        "{\"point\":\"B/room/setpoint\",\"value\":[],\"lease_s\":60,\"reason\":\"x\"}    | 400",
        "{\"point\":\"B/room/setpoint\",\"value\":99,\"lease_s\":60,\"reason\":\"x\"}    | 400",
        "{\"point\":\"B/room/setpoint\",\"value\":21,\"lease_s\":60,\"reason\":\"\"}     | 400",
        "{\"point\":\"B/room/setpoint\",\"value\":21,\"lease_s\":60,\"why\":\"x\"}       | 400",
        "{\"point\":\"B/room/nothing\",\"value\":21,\"lease_s\":60,\"reason\":\"x\"}     | 404",
        "{\"point\":\"B/room/setpoint\",\"value\":21,\"lease_s\":60,\"reason\":\"x\"}    | 202",
        "{\"point\":\"B/room/setpoint\",\"value\":null,\"reason\":\"x\"}               | 202"
      })
  void commandsAreChecked(String body, int status) throws Exception {
    login();
    HttpResponse<String> response =
        browser.post("/v1/commands", body.replace("B/", building + "/"));
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(status == 202 ? 1 : 0, sent.size());
  }

  @Test
  void otherSitesCannotCommand() throws Exception {
    login();
    String body =
        "{\"point\":\"%s/room/setpoint\",\"value\":21,\"lease_s\":60,\"reason\":\"x\"}"
            .formatted(building);
    assertEquals(403, browser.postFrom("https://evil.example", "/v1/commands", body).statusCode());
    assertEquals(List.of(), sent);
  }

  @Test
  void hugeBodiesAreRefused() throws Exception {
    login();
    assertEquals(413, browser.post("/v1/commands", "x".repeat(100_000)).statusCode());
  }

  @Test
  void gatewayThatIsOfflineGetsNothing() throws Exception {
    login();
    connected = false;
    HttpResponse<String> response =
        browser.post(
            "/v1/commands",
            "{\"point\":\"%s/room/setpoint\",\"value\":21,\"lease_s\":60,\"reason\":\"x\"}"
                .formatted(building));
    assertEquals(409, response.statusCode());
    assertTrue(response.body().contains("is not connected; nothing was sent."), response.body());
  }

  @Test
  void streamResumesWhereItBroke() throws Exception {
    login();
    LaneKey lane = Blocks.telemetry(building + "-1");
    String point = building + "/room/temp";
    append(lane, point, 1, 2);
    String cursor;
    try (Browser.Stream stream = browser.live(building, "")) {
      Await.until("two samples", () -> values(stream).equals(List.of(1, 2)));
      Await.until("caught up", () -> stream.has("caught_up"));
      Await.until("gateways and hands", () -> stream.has("gateways") && stream.has("hands"));
      assertTrue(stream.has("latest") && stream.has("heartbeat"));
      JsonNode gateway = stream.first("gateways").data().path("gateways").get(0);
      assertEquals(building + "-1", gateway.path("id").textValue());
      append(lane, point, 3, 3);
      Await.until("the next", () -> values(stream).equals(List.of(1, 2, 3)));
      cursor = stream.lastId();
    }
    append(lane, point, 4, 5);
    try (Browser.Stream stream = browser.live(building, cursor)) {
      Await.until("what was missed", () -> values(stream).equals(List.of(4, 5)));
      assertFalse(stream.has("latest"));
    }
    try (Browser.Stream stream = browser.live(building, "nonsense")) {
      Await.until("a new picture", () -> stream.has("latest"));
    }
  }

  // The browser comes again by itself, and then its cookie is looked at.
  @Test
  void streamEndsInTimeSoThatNobodyWatchesForeverOnAnOldLogin() throws Exception {
    login();
    try (Browser.Stream stream = browser.live(building, "")) {
      Await.until("open", () -> stream.has("heartbeat"));
      nowUs.addAndGet(LiveStream.LIFE_US_MAX);
      assertTrue(stream.ended().get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void streamTellsHowFarACommandHasCome() throws Exception {
    login();
    try (Browser.Stream stream = browser.live(building, "")) {
      Await.until("open", () -> stream.has("heartbeat"));
      JsonNode made =
          Browser.json(
              browser.post(
                  "/v1/commands",
                  "{\"point\":\"%s/room/setpoint\",\"value\":21,\"lease_s\":60,\"reason\":\"x\"}"
                      .formatted(building)));
      assertEquals("pending", made.path("state").textValue());
      String id = made.path("id").textValue();
      fleet
          .commands()
          .step(building + "-1", id, new Command.Step(Command.State.VERIFIED, NOW_US + 1, "21 °C"));
      Await.until(
          "verified",
          () ->
              stream.events().stream()
                  .anyMatch(event ->
                      event.name().equals("command")
                          && event.data().path("id").asText().equals(id)
                          && event.data().path("state").asText().equals("verified")));
    }
  }

  private void append(LaneKey lane, String point, long first, long last) {
    Backend.log().append(building, Blocks.samples(lane, point, first, last), _ -> {});
  }

  private static List<Integer> values(Browser.Stream stream) {
    List<Integer> values = new ArrayList<>();
    for (Browser.Event event : stream.events()) {
      if (event.name().equals("samples")) {
        event.data().path("samples").forEach(sample -> values.add(sample.path("v").intValue()));
      }
    }
    return values;
  }
}
