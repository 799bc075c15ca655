package io.arxos.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CoapDecodeCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static List<JsonNode> decode(String... lines) throws Exception {
    var in = new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8));
    var out = new StringWriter();
    int code = new CommandLine(new CoapDecodeCommand(in)).setOut(new PrintWriter(out)).execute();
    assertEquals(0, code);
    List<JsonNode> readings = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      readings.add(JSON.readTree(line));
    }
    return readings;
  }

  private static String line(String path, String format, String payload) {
    String base64 = Base64.getEncoder().encodeToString(payload.getBytes(UTF_8));
    return "{\"path\":\"%s\",%s\"payload_base64\":\"%s\",\"received_at\":\"2026-01-05T08:00:00Z\"}"
        .formatted(path, format.isEmpty() ? "" : "\"content_format\":" + format + ",", base64);
  }

  @Test
  void aReadingHasTheWholeForm() throws Exception {
    String pack = "[{\"bn\":\"/3303/0/\",\"n\":\"5700\",\"v\":21.5,\"t\":-10}]";
    JsonNode reading = decode(line("/3303/0", "110", pack)).getFirst();
    assertEquals(
        JSON.readTree(
            """
            {"point":"temperature-0/sensor-value","value":21.5,"unit":"Cel",
             "class":"Temperature_Sensor","status":"ok","source_time":"2026-01-05T07:59:50Z",
             "origin":{"line":1,"resource":"/3303/0","path":"/3303/0/5700"}}\
            """),
        reading);
  }

  @Test
  void theFormatIsANumberANameOrNothing() throws Exception {
    for (String format : List.of("0", "\"text/plain;charset=utf-8\"", "\"0\"", "", "null")) {
      assertEquals(
          25.3, decode(line("/3303/0/5700", format, "25.3")).getFirst().path("value").asDouble());
    }
    assertEquals(
        25.3,
        decode(line("/3303/0/5700", "\"application/strange\"", "25.3"))
            .getFirst()
            .path("value")
            .asDouble());
  }

  @Test
  void aBadLineIsABadReadingAndTheNextIsDecoded() throws Exception {
    List<JsonNode> readings =
        decode(
            "nonsense",
            "{\"path\":\"/a\"}",
            line("/a", "true", "1"),
            line("/a", "50", "{"),
            line("/temperature", "0", "22.3 C"));
    assertEquals(5, readings.size());
    for (int i = 0; i < 4; i++) {
      assertEquals("fault", readings.get(i).path("status").asText());
      assertTrue(readings.get(i).path("value").isNull());
      assertEquals(i + 1, readings.get(i).path("origin").path("line").asInt());
    }
    assertEquals(22.3, readings.getLast().path("value").asDouble());
    assertEquals("Cel", readings.getLast().path("unit").asText());
  }

  @Test
  void linksAreADevice() throws Exception {
    JsonNode device =
        decode(line("/.well-known/core", "40", "</3303/0>;obs,</sensors/co2>;rt=\"co2\""))
            .getFirst();
    assertEquals("/.well-known/core", device.path("device").asText());
    assertEquals(2, device.path("points").size());
    JsonNode temperature = device.path("points").path(0);
    assertEquals("Cel", temperature.path("unit").asText());
    assertEquals("/3303/0/5700", temperature.path("address").path("lwm2m").asText());
    assertTrue(temperature.path("address").path("observe").asBoolean());
  }
}
