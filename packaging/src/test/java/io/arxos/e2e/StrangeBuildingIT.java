package io.arxos.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A building that nobody has configured: its devices appear, are added with the right units and
/// classes, and their values are live on the gateway's page.
@Timeout(600)
final class StrangeBuildingIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void strangeDevicesAppearAreAddedAndAreLiveOnThePage() throws Exception {
    Path site = folder.resolve("house/site.yaml");
    try (var building = new StrangeBuilding(folder)) {
      JsonNode found = said(discover(building, "--json"));
      Map<String, String> meanings = meanings(found);
      assertEquals("Temperature_Sensor Cel 21.5", meanings.get("office-climate/temperature"));
      assertEquals("Relative_Humidity_Sensor % 43.2", meanings.get("office-climate/humidity"));
      assertTrue(has(meanings, "Electric_Power_Sensor W 45.0"), meanings::toString);
      assertTrue(has(meanings, "Electric_Energy_Sensor kW.h 12.5"), meanings::toString);
      assertTrue(has(meanings, "Temperature_Sensor Cel 22.5"), meanings::toString);
      assertTrue(has(meanings, "CO2_Level_Sensor [ppm] 640.0"), meanings::toString);
      assertTrue(has(meanings, "Active_Power_Sensor W 1234"), found::toString);
      assertTrue(has(meanings, "Frequency_Sensor Hz 50.01"), found::toString);

      // Control: without --add nothing is written.
      assertFalse(Files.exists(site));
      Commands.Said added = discover(building, "--site", site.toString(), "--add", "all");
      assertEquals(0, added.code(), added::toString);
      assertEquals(0, Commands.arxos("gateway", "check", site.toString()).code());
      Commands.Said again =
          discover(building, "--site", site.toString(), "--add", "office_climate");
      assertEquals(4, again.code(), "what has points is not found again: " + again);
      live(building, site);
    }
  }

  private void live(StrangeBuilding building, Path site) throws Exception {
    Path ready = folder.resolve("gateway.json");
    Process gateway = gateway(site, ready);
    try {
      Await.until(LIMIT, "the gateway", () -> Files.exists(ready), this::log);
      int port =
          JsonMapper.builder().build().readTree(Files.readString(ready)).path("page").asInt();
      try (var page = new Page(1440, 900)) {
        page.open("http://127.0.0.1:" + port + "/");
        for (String value : List.of("43.2 %", "640 ppm", "45 W", "1,234 W")) {
          shows(page, value);
        }
        building.temperature(23.5);
        shows(page, "23.5 °C");
        page.screenshot("strange-building");
      }
    } finally {
      gateway.destroy();
      gateway.waitFor();
    }
  }

  private void shows(Page page, String value) throws Exception {
    Await.until(
        LIMIT,
        value + " on the page",
        () -> page.raw().locator("#equipment").innerText().replaceAll("\\s+", " ").contains(value),
        () -> page.raw().locator("#equipment").innerText() + log());
  }

  private Process gateway(Path site, Path ready) throws Exception {
    Path settings = folder.resolve("gateway.yaml");
    Files.writeString(settings, "site: " + site + "\ndata: " + folder.resolve("data") + "\n");
    return Commands.start(
            Map.of(),
            List.of(
                "gateway",
                "run",
                "--config",
                settings.toString(),
                "--page-port",
                "0",
                "--exit-with-stdin",
                "--ready-file",
                ready.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("gateway.log").toFile())
        .start();
  }

  private static Commands.Said discover(StrangeBuilding building, String... more) throws Exception {
    var arguments =
        new java.util.ArrayList<>(
            List.of(
                "gateway",
                "discover",
                "--broker",
                "tcp://127.0.0.1:" + building.mqtt,
                "--coap",
                "127.0.0.1:" + building.coap,
                "--modbus",
                "127.0.0.1:" + building.modbus(),
                "--for",
                "20s"));
    arguments.addAll(List.of(more));
    return Commands.arxos(arguments.toArray(String[]::new));
  }

  private static JsonNode said(Commands.Said said) throws Exception {
    assertEquals(0, said.code(), said::toString);
    return JsonMapper.builder().build().readTree(said.out());
  }

  /// Path to class, unit and value.
  private static Map<String, String> meanings(JsonNode found) {
    Map<String, String> meanings = new HashMap<>();
    for (JsonNode device : found.path("devices")) {
      for (JsonNode point : device.path("points")) {
        meanings.put(
            point.path("path").asText(),
            "%s %s %s"
                .formatted(
                    point.path("class").asText(),
                    point.path("unit").asText(),
                    point.path("value").asText()));
      }
    }
    return meanings;
  }

  private static boolean has(Map<String, String> meanings, String end) {
    return meanings.values().stream().anyMatch(meaning -> meaning.endsWith(end));
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("gateway.log"));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
