package io.arxos.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MqttDecodeCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder = Path.of("");

  private static String line(String topic, String payload) {
    String base64 = Base64.getEncoder().encodeToString(payload.getBytes(UTF_8));
    return "{\"topic\":\"%s\",\"payload_base64\":\"%s\",\"received_at\":\"2026-01-05T08:00:00Z\"}\n"
        .formatted(topic, base64);
  }

  private static List<JsonNode> decode(String input, String... arguments) throws Exception {
    var out = new StringWriter();
    var command =
        new CommandLine(new MqttDecodeCommand(new ByteArrayInputStream(input.getBytes(UTF_8))));
    command.setOut(new PrintWriter(out));
    assertEquals(0, command.execute(arguments));
    var lines = new ArrayList<JsonNode>();
    for (String one : out.toString().lines().toList()) {
      lines.add(JSON.readTree(one));
    }
    return lines;
  }

  @Test
  void aDeviceThenItsReadingsInTheOrderOfTheInput() throws Exception {
    List<JsonNode> lines =
        decode(
            line("tele/plug/SENSOR", "{\"Time\":\"2026-01-05T07:59:59\",\"ENERGY\":{\"Power\":9}}")
                + "not json\n"
                + line("tele/plug/SENSOR", "{\"ENERGY\":{\"Power\":\"broken"));
    assertEquals(4, lines.size());
    assertEquals("ENERGY Power", lines.getFirst().at("/points/0/name").asText());
    assertEquals("plug/energy-power", lines.getFirst().at("/points/0/path").asText());
    assertEquals("/ENERGY/Power", lines.getFirst().at("/points/0/address/pointer").asText());
    JsonNode reading = lines.get(1);
    assertEquals("plug/energy-power", reading.path("point").asText());
    assertEquals(9, reading.path("value").asDouble());
    assertEquals("W", reading.path("unit").asText());
    assertEquals("ok", reading.path("status").asText());
    assertEquals("2026-01-05T07:59:59Z", reading.path("source_time").asText());
    assertEquals(
        JSON.readTree("{\"line\":1,\"topic\":\"tele/plug/SENSOR\",\"path\":\"/ENERGY/Power\"}"),
        reading.path("origin"));
    assertEquals("fault", lines.get(2).path("status").asText());
    assertEquals(2, lines.get(2).at("/origin/line").asInt());
    assertEquals("payload is not JSON", lines.get(3).path("reason").asText());
    assertEquals(3, lines.get(3).at("/origin/line").asInt());
  }

  @Test
  void keysThatAreMissingOrWrongAreBadLines() throws Exception {
    List<String> reasons =
        decode(
                "{}\n{\"topic\":1}\n{\"topic\":\"a\",\"payload_base64\":\"***\"}\n"
                    + "{\"topic\":\"a\",\"payload_base64\":\"MQ==\",\"received_at\":\"now\"}\n"
                    + "{\"topic\":\"a\",\"payload_base64\":\"MQ==\",\"retained\":\"no\"}\n")
            .stream()
            .map(one -> one.path("reason").asText())
            .toList();
    assertEquals(
        List.of(
            "no topic",
            "topic is not a text",
            "payload_base64 is not base64",
            "received_at is not a time of RFC 3339",
            "retained is neither true nor false"),
        reasons);
  }

  @Test
  void whatTheBrokerHadKeptIsStale() throws Exception {
    String kept =
        line("a/b", "{\"co2\":600}").replace("{\"topic\"", "{\"retained\":true,\"topic\"");
    assertEquals("stale", decode(kept).getLast().path("status").asText());
  }

  @Test
  void rulesOfAFileSayWhatMessagesMean() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("plant.yaml"),
            """
            rules:
              - topic: "sensors/{room}/data"
                device: "{room}"
                vendor: Example
                points:
                  - { name: temperature, pointer: /t, unit: "°F", class: Zone_Air_Temperature_Sensor }
                  - { name: valve, pointer: /v, unit: "%", partial: true, set-topic: "sensors/{room}/valve" }
            """);
    List<JsonNode> lines =
        decode(line("sensors/hall-1/data", "{\"t\":70.5}"), "--profile", file.toString());
    assertEquals("hall-1", lines.getFirst().path("device").asText());
    assertEquals(
        "sensors/hall-1/valve", lines.getFirst().at("/points/1/address/set-topic").asText());
    assertTrue(lines.getFirst().at("/points/1/writable").asBoolean());
    assertEquals("hall-1/temperature", lines.get(1).path("point").asText());
    assertEquals("[degF]", lines.get(1).path("unit").asText());
    assertEquals("Zone_Air_Temperature_Sensor", lines.get(1).path("class").asText());
    assertEquals(2, lines.size());
  }

  @Test
  void aWrongProfileIsAMistakeOfTheCommandLine() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            "rules:\n  - { topic: a, points: [ { name: x, ponter: /t } ] }\n");
    for (String profile : List.of("tasmotta", file.toString(), "nowhere.yaml")) {
      var error = new StringWriter();
      var command = new CommandLine(new MqttDecodeCommand(new ByteArrayInputStream(new byte[0])));
      command.setErr(new PrintWriter(error));
      assertEquals(2, command.execute("--profile", profile));
      assertTrue(error.toString().contains(profile), error.toString());
    }
  }
}
