package io.arxos.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Clock;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.config.TestSites;
import io.arxos.gateway.sampling.ClockQuality;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole process without devices: a set-point needs none.
final class GatewayTest {
  private static final String SETPOINT_ONLY =
      """
      building: hq
      zone: Europe/Berlin
      gateway: hq-1
      equipment:
        - id: room
          class: Room
          system: hvac
          points:
            - id: temp-setpoint
              kind: setpoint
              class: Zone_Air_Temperature_Setpoint
              unit: Cel
              default: 21
              write: { min: 15, max: 26 }
      """;

  @TempDir Path folder;

  @Test
  void startsServesAndStopsAndStartsAgain() throws Exception {
    for (int start = 0; start < 2; start++) {
      try (var gateway = start(0)) {
        String points = get(gateway.pagePort(), "/api/points");
        assertTrue(points.contains("hq/room/temp-setpoint"), points);
      }
    }
  }

  @Test
  void aPortInUseIsOneLineAndExitCodeFive() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var failure = assertThrows(StartFailure.class, () -> start(taken.getLocalPort()));
      assertEquals(5, failure.exitCode());
      assertTrue(failure.lines().contains("--page-port"), failure.lines());
      assertEquals(1, failure.lines().lines().count());
    }
    try (var gateway = start(0)) {
      assertTrue(gateway.pagePort() > 0, "the failed start left nothing locked");
    }
  }

  @Test
  void aSecondGatewayOnTheSameFolderIsTurnedAway() throws Exception {
    try (var _ = start(0)) {
      var failure = assertThrows(StartFailure.class, () -> start(0));
      assertEquals(5, failure.exitCode());
      assertTrue(failure.lines().contains("in use by another process"), failure.lines());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine() throws Exception {
    Files.writeString(folder.resolve("data"), "not a folder");
    var failure = assertThrows(StartFailure.class, () -> start(0));
    assertEquals(1, failure.exitCode());
    assertEquals(1, failure.lines().lines().count(), failure.lines());
  }

  @Test
  void mistakesInTheSiteFileAreLinesWithTheirPlaceAndExitCodeTwo() throws IOException {
    Path site = folder.resolve("site.yaml");
    Files.writeString(site, SETPOINT_ONLY.replace("unit: Cel", "unit: C").replace("zone:", "zon:"));
    var said = new StringWriter();
    assertEquals(2, execute(said, "check", site.toString()));
    assertTrue(
        said.toString().contains("site.yaml:2  unknown key zon; did you mean zone?"),
        said::toString);
    assertTrue(said.toString().contains("site.yaml:12  unit is \"C\""), said::toString);
  }

  @Test
  void aGoodSiteFileIsSaidToBeGood() throws IOException {
    Path site = Files.writeString(folder.resolve("site.yaml"), SETPOINT_ONLY);
    var said = new StringWriter();
    assertEquals(0, execute(said, "check", site.toString()));
    assertTrue(said.toString().contains("site.yaml  ok: hq, 1 point"), said::toString);
    said = new StringWriter();
    assertEquals(0, execute(said, "check", "--json", site.toString()));
    assertEquals("{\"ok\":true,\"problems\":[]}", said.toString().strip());
  }

  @Test
  void aPastIsForSimulatedBuildingsOnly() throws IOException {
    Files.writeString(folder.resolve("site.yaml"), SETPOINT_ONLY);
    Path config = Files.writeString(folder.resolve("g.yaml"), "site: site.yaml\ndata: data\n");
    var said = new StringWriter();
    assertEquals(
        2, execute(said, "run", "--config", config.toString(), "--simulate-history", "3d"));
    assertTrue(said.toString().contains("no physics-speed"), said::toString);
  }

  @Test
  void aWrongFlagIsExitCodeTwo() {
    assertEquals(2, execute(new StringWriter(), "run", "--confg", "x"));
    assertEquals(2, execute(new StringWriter(), "run", "--config", "/nowhere/gateway.yaml"));
  }

  // The number stands in the code because a class path of folders has no manifest.
  @Test
  void theVersionIsTheBuilds() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertTrue(pom.contains("<version>" + Version.TEXT + "</version>"));
  }

  // A rehearsal that was killed left a journal that was no longer empty, so it was never completed.
  @Test
  void aPastThatWasCutShortIsMadeUpAnew() throws Exception {
    Site site = TestSites.load(SETPOINT_ONLY + "physics-speed: 60\n");
    var rehearsed = new Gateway.Past(Duration.ofHours(12), 1);
    var cut = Files.createDirectories(folder.resolve("data/journal-made-up"));
    Files.writeString(cut.resolve("CURRENT"), "half of a past");
    long whole = samplesOfThePast(site, rehearsed);
    assertTrue(whole > 100, () -> whole + " samples");
    assertTrue(Files.notExists(cut));
    assertEquals(whole, samplesOfThePast(site, rehearsed), "it is made up once");
  }

  private long samplesOfThePast(Site site, Gateway.Past past) throws StartFailure {
    Clock clock = Clock.system();
    try (var journal = OpenJournal.open(config(0), site, past, clock, ClockQuality.trusted())) {
      return journal.journal().incarnations().getFirst().telemetry().last();
    }
  }

  private Gateway start(int port) throws StartFailure, InterruptedException {
    Site site = TestSites.load(SETPOINT_ONLY);
    return Gateway.start(config(port), site, new Gateway.Past(Duration.ZERO, 1), new Ending());
  }

  private GatewayConfig config(int port) {
    return new GatewayConfig(
        folder.resolve("site.yaml"),
        folder.resolve("data"),
        true,
        new GatewayConfig.Page("127.0.0.1", port),
        GatewayConfig.Journal.DEFAULT,
        GatewayConfig.Control.DEFAULT,
        null);
  }

  private static int execute(StringWriter said, String... arguments) {
    var writer = new PrintWriter(said, true);
    return Main.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(30))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
