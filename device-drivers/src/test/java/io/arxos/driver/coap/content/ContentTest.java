package io.arxos.driver.coap.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ContentTest {
  @Test
  void plainText() {
    assertEquals(
        List.of("22.3 Cel Temperature_Sensor"),
        Decoded.text("/temperature", Formats.TEXT, "22.3 C"),
        "the example of RFC 7252, A");
    assertEquals(List.of("-3.5 Cel Temperature_Sensor"), Decoded.text("t", 0, "-3.5 °C"));
    assertEquals(List.of("true 1 On_Off_Status"), Decoded.text("/relay/1", 0, "on"));
    assertEquals(List.of("'open'"), Decoded.text("/door", 0, "open"));
    assertTrue(Decoded.text("/door", 0, "").getFirst().startsWith("FAULT: payload is empty"));
    assertTrue(Decoded.text("/x", 0, "NaN").getFirst().startsWith("FAULT"));
  }

  @Test
  void jsonWithUnitsAndTimesBesideTheValues() {
    assertEquals(
        List.of("/value 812.0 [ppm] CO2_Level_Sensor 2026-01-05T07:59:58Z"),
        Decoded.text(
            "/sensors/co2",
            50,
            "{\"value\":812,\"unit\":\"ppm\",\"timestamp\":\"2026-01-05T07:59:58Z\"}"));
    assertEquals(
        List.of(
            "/temperature 21.5 Cel Temperature_Sensor 2026-01-05T08:00:00Z",
            "/humidity 45.0 % Relative_Humidity_Sensor 2026-01-05T08:00:00Z"),
        Decoded.text("/climate", 50, "{\"temperature\":21.5,\"humidity\":45,\"ts\":1767600000}"));
    assertEquals(
        List.of("/temperature 22.0 Cel Temperature_Sensor"),
        Decoded.hex(
            "/a/temp", Formats.OCF_CBOR, "A2 6B74656D7065726174757265 16 65756E697473 6143"),
        "Open Connectivity Foundation");
    assertEquals(
        List.of("/0/value 20.0 Cel Temperature_Sensor", "/1/value 40.0 % Relative_Humidity_Sensor"),
        Decoded.text(
            "/all",
            50,
            """
            [{"name":"temperature","value":20,"unit":"°C"},
             {"name":"humidity","value":40,"unit":"%"}]\
            """));
  }

  // `t` is a temperature unless it is a time.
  @Test
  void aShortNameIsNotTakenForATime() {
    assertEquals(
        List.of("/t 20.0", "/h 40.0"),
        Decoded.text("/climate", 50, "{\"t\":20,\"h\":40}").stream()
            .map(line -> line.replaceAll("^(\\S+ \\S+).*", "$1"))
            .toList());
  }

  // RFC 8428, 5.1.3, over CoAP.
  @Test
  void senml() {
    assertEquals(
        List.of(
            "urn:dev:ow:10e2073a0108006:voltage 120.1 V Voltage_Sensor 2010-06-08T18:01:16.001Z",
            "urn:dev:ow:10e2073a0108006:current 1.2 A Current_Sensor 2010-06-08T18:01:11.001Z"),
        Decoded.text(
            "/sensors",
            110,
            """
            [{"bn":"urn:dev:ow:10e2073a0108006:","bt":1.276020076001e+09,"bu":"A","bver":5,
              "n":"voltage","u":"V","v":120.1},{"n":"current","t":-5,"v":1.2}]\
            """));
    assertEquals(
        List.of("/3303/0/5700 21.5 Cel Temperature_Sensor"),
        Decoded.text(
            "/up", 110, "[{\"bn\":\"urn:dev:mac:0024beff:/3303/0/\",\"n\":\"5700\",\"v\":21.5}]"),
        "a resource behind a device's name");
  }

  // IKEA's gateway: objects by number in JSON. A dimmer that goes to 254 is not in per cent.
  @Test
  void numberedObjectsInJson() {
    assertEquals(
        List.of(
            "/3311/0/5850 true 1 On_Off_Command",
            "/3311/0/5851 130 Luminance_Command",
            "/3/0/0 'IKEA of Sweden'",
            "/3/0/9 74 % Sensor"),
        Decoded.text(
            "/15001/65538",
            50,
            """
            {"9001":"Lamp","9003":65538,"3311":[{"5850":1,"5851":130,"9003":0}],
             "3":{"0":"IKEA of Sweden","9":74}}\
            """));
  }

  @Test
  void aFormatThatThePayloadContradictsIsCorrected() {
    assertEquals(
        List.of("/temperature 21.0 Cel Temperature_Sensor"),
        Decoded.text("/climate", Formats.TEXT, "{\"temperature\":21}"));
    assertEquals(
        List.of("/temperature 21.0 Cel Temperature_Sensor"),
        Decoded.text("/climate", 65_000, "{\"temperature\":21}"),
        "a number nobody knows");
    assertEquals(
        List.of("/temperature 21.0 Cel Temperature_Sensor"),
        Decoded.hex("/climate", Formats.NONE, "A1 6B74656D7065726174757265 15"));
    assertEquals(
        List.of("/temperature 21.0 Cel Temperature_Sensor"),
        Decoded.text("/climate", Formats.OCTETS, "{\"temperature\":21}"));
    assertEquals(
        List.of("x 1.0"), Decoded.text("/up", 50, "[{\"n\":\"x\",\"v\":1}]"), "SenML in JSON");
  }

  @Test
  void objectsByTheirNumbersBelowTheQuestion() {
    String temperature = "/3303/0/5700 71.5 [degF] Temperature_Sensor";
    assertEquals(
        List.of(temperature), Decoded.text("/3303/0", 50, "{\"5700\":71.5,\"5701\":\"F\"}"));
    assertEquals(
        List.of(temperature), Decoded.text("/3303", 50, "{\"0\":{\"5700\":71.5,\"5701\":\"F\"}}"));
  }

  @Test
  void shellysNumbers() {
    assertEquals(
        List.of(
            "/G/0/2 1.0 1 On_Off_Status",
            "/G/1/2 25.31 W Electric_Power_Sensor",
            "/G/2/2 45.2 Cel Temperature_Sensor"),
        Decoded.text("/cit/s", Formats.NONE, "{\"G\":[[0,1101,1],[0,4101,25.31],[0,3104,45.2]]}"));
  }

  @Test
  void namesBesideAndBeforeValues() {
    assertEquals(
        List.of(
            "/sensors/0/value 20.1 Cel Temperature_Sensor",
            "/sensors/1/value 40.0 % Relative_Humidity_Sensor"),
        Decoded.text(
            "/s",
            50,
            """
            {"sensors":[{"id":"t1","type":"temperature","value":20.1,"unit":"Cel"},
                        {"id":"h1","type":"humidity","value":40,"unit":"%RH"}]}\
            """));
    assertEquals(
        List.of("/temperature 20.5 Cel Temperature_Sensor"),
        Decoded.text(
            "/a/temp",
            50,
            """
            {"rt":["oic.r.temperature"],"if":["oic.if.a"],"temperature":20.5,"units":"C",
             "range":[0,100]}\
            """));
    assertEquals(List.of("22.5 Cel Temperature_Sensor"), Decoded.text("/temperature", 0, "T=22.5"));
    assertEquals(List.of("21.5 Cel Temperature_Sensor"), Decoded.text("/t", 50, "\"21.5 °C\""));
    assertEquals(List.of("FAULT: document has no values"), Decoded.text("/t", 50, "null"));
  }

  @Test
  void partsOfSeveralFormats() {
    assertEquals(
        List.of("/temperature 21.0 Cel Temperature_Sensor", "1.5"),
        Decoded.hex(
            "/x", Formats.MULTIPART, "84 183C 4E A16B74656D706572617475726515 00 43 312E35"));
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    assertTrue(Decoded.hex("/x", 47, "8000").getFirst().contains("EXI"));
    assertTrue(Decoded.text("/x", 41, "<a/>").getFirst().contains("XML"));
    assertEquals(List.of("FAULT: payload is not JSON"), Decoded.text("/x", 50, "{\"a\":"));
    assertEquals(List.of("FAULT: payload is cut short"), Decoded.hex("/x", 60, "A1 61"));
    assertEquals(List.of("'0001ff'"), Decoded.hex("/x", 42, "0001FF"));
    assertEquals(
        List.of("FAULT: payload is longer than 64 KiB"),
        Decoded.text("/x", 0, "1".repeat(Content.BYTES_MAX + 1)));
  }

  @Test
  void mediaTypesByName() {
    assertEquals(0, Formats.named("text/plain; charset=utf-8"));
    assertEquals(11_542, Formats.named("application/vnd.oma.lwm2m+tlv"));
    assertEquals(112, Formats.named("application/senml+cbor"));
    assertEquals(112, Formats.named("112"));
    assertEquals(50, Formats.named("application/ld+json"));
    assertEquals(Formats.NONE, Formats.named("70000"));
    assertEquals(Formats.NONE, Formats.named("text/html"));
  }
}
