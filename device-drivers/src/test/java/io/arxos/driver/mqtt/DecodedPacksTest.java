package io.arxos.driver.mqtt;

import static io.arxos.driver.mqtt.sparkplug.TestPayload.FLOAT;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.alias;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.of;
import static io.arxos.driver.mqtt.sparkplug.TestPayload.properties;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.Reading;
import io.arxos.driver.mqtt.MqttDecoder.Output;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.sparkplug.TestPayload;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an installer sees of nodes and packs before anything is configured.
final class DecodedPacksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final MqttDecoder decoder = MqttDecoder.auto();

  private List<String> hear(String topic, byte[] payload) {
    return decoder.hear(new MqttMessage(topic, payload, false, NOW)).stream()
        .map(DecodedPacksTest::shown)
        .toList();
  }

  private static String shown(Output output) {
    return switch (output) {
      case Output.Device(var device, var points) ->
          "device " + device.address() + points.stream().map(p -> " " + p.path()).toList();
      case Output.Told(var point, var meaning, var reading, var path) ->
          point
              + "="
              + value(reading)
              + " "
              + meaning.unit()
              + " "
              + meaning.brickClass()
              + " @"
              + path;
      case Output.Wrong(String reason) -> "wrong " + reason;
    };
  }

  private static String value(Reading reading) {
    return switch (reading) {
      case Reading.Good(var value, var origin) ->
          value.number()
              + (origin.retained() ? "?" : "")
              + (origin.time() == null ? "" : " " + origin.time());
      case Reading.Bad(var kind, var reason, var _) -> kind + " " + reason;
    };
  }

  @Test
  void nodeIsRevealedByItsBirthsAndReadFromThen() {
    long millis = NOW.toEpochMilli();
    assertEquals(
        List.of("wrong the node was not born yet; a birth is asked for"),
        hear("spBv1.0/G/NDATA/N", TestPayload.at(millis).seq(9).real("X", 1).bytes()));
    assertEquals(
        List.of("device G/N[ n/load]", "n/load=3.0 " + NOW + " kW Electric_Power_Sensor @Load"),
        hear(
            "spBv1.0/G/NBIRTH/N",
            TestPayload.nodeBirth(millis, 0)
                .metric(
                    of("Load", FLOAT, out -> out.writeFloat(12, 3)),
                    alias(7),
                    properties("engUnit", "kW"))
                .bytes()));
    assertEquals(
        List.of(
            "device G/N/AHU1[ ahu1/zone-temperature]",
            "ahu1/zone-temperature=21.5 "
                + NOW
                + " Cel Zone_Air_Temperature_Sensor @Zone Temperature"),
        hear(
            "spBv1.0/G/DBIRTH/N/AHU1",
            TestPayload.at(millis)
                .seq(1)
                .metric(
                    of("Zone Temperature", FLOAT, out -> out.writeFloat(12, 21.5f)),
                    alias(8),
                    properties("Engineering Units", "°C"))
                .bytes()));
    assertEquals(
        List.of("wrong a message is missing; a birth is asked for"),
        hear("spBv1.0/G/NDATA/N", TestPayload.at(millis).seq(3).bytes()));
    assertEquals(
        List.of("wrong payload is not one of Sparkplug B"),
        hear("spBv1.0/G/NDATA/N", new byte[] {1, 2, 3}));
    assertEquals(
        List.of(
            "n/load=DOWN the node is offline kW Electric_Power_Sensor @Load",
            "ahu1/zone-temperature=DOWN the node is offline Cel Zone_Air_Temperature_Sensor @Zone"
                + " Temperature"),
        hear("spBv1.0/G/NDEATH/N", TestPayload.nodeDeath(0)));
  }

  @Test
  void packIsRevealedByItsPayload() {
    var pack =
        """
        [{"bn":"urn:dev:mac:0024befffe804ff1:","bt":1772366400,"n":"temp","u":"Cel","v":21.5},
         {"n":"hum","u":"%RH","v":40},{"n":"temp","u":"Cel","v":21.6,"t":5}]\
        """;
    assertEquals(
        List.of(
            "device any/topic[ urn-dev-mac-0024befffe804ff1/temp,"
                + "  urn-dev-mac-0024befffe804ff1/hum]",
            "urn-dev-mac-0024befffe804ff1/temp=21.5 2026-03-01T12:00:00Z Cel Temperature_Sensor"
                + " @urn:dev:mac:0024befffe804ff1:temp",
            "urn-dev-mac-0024befffe804ff1/temp=21.6 2026-03-01T12:00:05Z Cel Temperature_Sensor"
                + " @urn:dev:mac:0024befffe804ff1:temp",
            "urn-dev-mac-0024befffe804ff1/hum=40.0 2026-03-01T12:00:00Z % Relative_Humidity_Sensor"
                + " @urn:dev:mac:0024befffe804ff1:hum"),
        hear("any/topic", pack.getBytes(UTF_8)));
    assertEquals(
        List.of("wrong record has a mandatory label that is not understood"),
        hear("other", "[{\"n\":\"a\",\"v\":1,\"x_\":1}]".getBytes(UTF_8)));
  }

  @Test
  void badRecordConcernsItsOwnPoint() {
    var pack =
        """
        [{"bn":"urn:dev:mac:0024befffe804ff1_","n":"temp","u":"Cel","v":21.5},
         {"n":"open","vb":true}]\
        """;
    assertEquals(
        "device t[ urn-dev-mac-0024befffe804ff1/temp,  urn-dev-mac-0024befffe804ff1/open]",
        hear("t", pack.getBytes(UTF_8)).getFirst());
    assertEquals(
        List.of(
            "urn-dev-mac-0024befffe804ff1/temp=FAULT v is not a finite number Cel"
                + " Temperature_Sensor @urn:dev:mac:0024befffe804ff1_temp"),
        hear("t", "[{\"n\":\"urn:dev:mac:0024befffe804ff1_temp\",\"v\":\"x\"}]".getBytes(UTF_8)));
    assertEquals(
        List.of("wrong record has no value"),
        hear("new", "[{\"n\":\"a\",\"u\":\"V\"}]".getBytes(UTF_8)));
  }

  @Test
  void packInCborIsRevealed() {
    // [{-2: "urn:x:", 0: "t", 1: "Cel", 2: 21.5}]
    byte[] bytes = HexFormat.of().parseHex("81a4216675726e3a783a006174016343656c02f94d60");
    List<String> heard = hear("c", bytes);
    assertEquals("device c[ urn-x/t]", heard.getFirst());
    assertTrue(heard.getLast().startsWith("urn-x/t=21.5 Cel"), heard::toString);
  }

  @Test
  void nameInSeveralUnitsIsAPointForEach() {
    var pack =
        "[{\"bn\":\"urn:x:\",\"u\":\"%RH\",\"v\":20},{\"u\":\"lon\",\"v\":24.3},{\"u\":\"lat\",\"v\":60}]";
    List<String> heard = hear("t", pack.getBytes(UTF_8));
    assertEquals(4, heard.size(), heard::toString);
    assertTrue(heard.get(2).contains("=24.3 deg"), heard::toString);
  }

  @Test
  void otherListsAreNotTaken() {
    for (String other : List.of("[]", "[1,2]", "[{\"name\":1}]", "{\"n\":\"a\",\"v\":1}")) {
      List<String> heard = hear("o/" + other.length(), other.getBytes(UTF_8));
      assertTrue(heard.stream().noneMatch(one -> one.startsWith("wrong")), heard::toString);
    }
  }
}
