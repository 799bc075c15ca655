package io.arxos.driver.coap.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Lwm2mTest {
  private static final String TEMPERATURE = "/3303/0/5700 23.5 Cel Temperature_Sensor";

  /// OMA-TS-LightweightM2M-V1_0_2, 6.4.3.1: the answer to a read of `/3`, and of `/3/0`.
  private static final String DEVICE =
      """
      C8 00 14 4F 70 65 6E 20 4D 6F 62 69 6C 65 20 41 6C 6C 69 61 6E 63 65
      C8 01 16 4C 69 67 68 74 77 65 69 67 68 74 20 4D 32 4D 20 43 6C 69 65 6E 74
      C8 02 09 33 34 35 30 30 30 31 32 33
      C3 03 31 2E 30
      86 06 41 00 01 41 01 05
      88 07 08 42 00 0E D8 42 01 13 88
      87 08 41 00 7D 42 01 03 84
      C1 09 64
      C1 0A 0F
      83 0B 41 00 00
      C4 0D 51 82 42 8F
      C6 0E 2B 30 32 3A 30 30
      C1 10 55
      """;

  private static final List<String> DEVICE_VALUES =
      List.of(
          "/3/0/0 'Open Mobile Alliance'",
          "/3/0/1 'Lightweight M2M Client'",
          "/3/0/2 '345000123'",
          "/3/0/3 '1.0'",
          "/3/0/6/0 1 1",
          "/3/0/6/1 5 1",
          "/3/0/7/0 3800 mV Voltage_Sensor",
          "/3/0/7/1 5000 mV Voltage_Sensor",
          "/3/0/8/0 125 mA Current_Sensor",
          "/3/0/8/1 900 mA Current_Sensor",
          "/3/0/9 100 % Sensor",
          "/3/0/10 15 kBy",
          "/3/0/11/0 0 1",
          "/3/0/13 1367491215 s",
          "/3/0/14 '+02:00'",
          "/3/0/16 'U'");

  @Test
  void theStandardsDevice() {
    assertEquals(DEVICE_VALUES, Decoded.hex("/3/0", Formats.LWM2M_TLV, DEVICE));
    assertEquals(DEVICE_VALUES, Decoded.hex("3", Formats.LWM2M_TLV, DEVICE));
    String wrapped = "08 00 79" + DEVICE;
    assertEquals(DEVICE_VALUES, Decoded.hex("/3", Formats.LWM2M_TLV, wrapped));
    assertEquals(DEVICE_VALUES, Decoded.hex("/3", 1542, wrapped), "the number of old devices");
  }

  // 6.4.3.2: two instances of the access control object.
  @Test
  void theStandardsInstances() {
    assertEquals(
        List.of(
            "/2/0/0 1 1",
            "/2/0/1 0 1",
            "/2/0/2/127 7 1",
            "/2/0/3 127 1",
            "/2/2/0 3 1",
            "/2/2/1 0 1",
            "/2/2/2/127 7 1",
            "/2/2/2/310 1 1",
            "/2/2/3 127 1"),
        Decoded.hex(
            "/2",
            Formats.LWM2M_TLV,
            """
            08 00 0E C1 00 01 C1 01 00 83 02 41 7F 07 C1 03 7F
            08 02 12 C1 00 03 C1 01 00 87 02 41 7F 07 61 01 36 01 C1 03 7F
            """));
  }

  // The same in LwM2M's JSON (6.4.4), with and without a base name.
  @Test
  void theStandardsJson() {
    List<String> values =
        List.of(
            "/3/0/0 'Open Mobile Alliance'",
            "/3/0/9 100 % Sensor",
            "/3/0/7/1 5000 mV " + "Voltage_Sensor");
    String entries =
        "\"e\":[{\"n\":\"0\",\"sv\":\"Open Mobile Alliance\"},{\"n\":\"9\",\"v\":100},"
            + "{\"n\":\"7/1\",\"v\":5000}]}";
    for (String base : List.of("{\"bn\":\"/3/0/\",", "{\"bn\":\"/3/0\",", "{")) {
      assertEquals(values, Decoded.text("/3/0", Formats.LWM2M_JSON, base + entries));
    }
    assertEquals(
        values,
        Decoded.text(
            "3",
            Formats.LWM2M_JSON,
            "{\"e\":[{\"n\":\"0/0\",\"sv\":\"Open Mobile Alliance\"},{\"n\":\"0/9\",\"v\":100},"
                + "{\"n\":\"0/7/1\",\"v\":5000}]}"));
  }

  // 6.4.4: values of different times count from the base time.
  @Test
  void historyInJson() {
    assertEquals(
        List.of(
            "/3303/0/5700 22.9 Cel Temperature_Sensor 2012-06-08T18:01:06Z",
            "/3303/0/5700 22.4 Cel Temperature_Sensor 2012-06-08T18:01:11Z",
            "/3303/0/5700 24.1 Cel Temperature_Sensor 2012-06-08T18:01:16Z"),
        Decoded.text(
            "/3303/0/5700",
            11_543,
            """
            {"bn":"/3303/0/5700","bt":1339178476,
             "e":[{"t":-10,"v":22.9},{"t":-5,"v":22.4},{"v":24.1,"t":0}]}\
            """));
    assertEquals(
        List.of("/3303/0/5700 22.9 Cel Temperature_Sensor 2026-01-05T07:59:50Z"),
        Decoded.text("/3303/0", 11_543, "{\"e\":[{\"n\":\"5700\",\"t\":-10,\"v\":22.9}]}"));
  }

  @Test
  void oneResourceInEveryFormat() {
    List<String> value = List.of(TEMPERATURE);
    String path = "/3303/0/5700";
    assertEquals(value, Decoded.text(path, Formats.TEXT, "23.5"));
    assertEquals(value, Decoded.text(path, Formats.NONE, "23.5"));
    assertEquals(value, Decoded.text(path, Formats.JSON, "23.5"));
    assertEquals(value, Decoded.hex(path, Formats.LWM2M_TLV, "E4 1644 41BC0000"));
    assertEquals(value, Decoded.hex(path, Formats.NONE, "E4 1644 41BC0000"));
    assertEquals(value, Decoded.hex(path, Formats.LWM2M_TLV, "E8 1644 08 4037800000000000"));
    assertEquals(value, Decoded.hex(path, Formats.OCTETS, "41BC0000"));
    assertEquals(value, Decoded.hex(path, Formats.CBOR, "F9 4DE0"));
    assertEquals(value, Decoded.hex(path, Formats.CBOR, "FB 4037800000000000"));
    assertEquals(value, Decoded.hex(path, Formats.LWM2M_CBOR, "A1 190CE7 A1 00 A1 191644 F94DE0"));
    assertEquals(value, Decoded.hex(path, Formats.LWM2M_CBOR, "A1 83190CE700191644 F94DE0"));
    assertEquals(value, Decoded.text(path, 110, "[{\"bn\":\"/3303/0/5700\",\"v\":23.5}]"));
    assertEquals(
        value, Decoded.text(path, 110, "[{\"bn\":\"/3303/0/\",\"n\":\"5700\",\"v\":23.5}]"));
    assertEquals(value, Decoded.hex(path, 112, "81 A2 21 6C 2F333330332F302F35373030 02 F94DE0"));
  }

  // What the device says of itself comes before the definition's example.
  @Test
  void theDevicesOwnUnitTimeAndQuality() {
    assertEquals(
        List.of(
            "/3303/0/5700 71.5 [degF] Temperature_Sensor 2026-01-05T08:00:00.250Z",
            "/3303/0/5601 60.0 [degF]"),
        Decoded.text(
            "/3303/0",
            110,
            """
            [{"bn":"/3303/0/","n":"5700","v":71.5},{"n":"5601","v":60},{"n":"5701","vs":"F"},
             {"n":"5518","v":1767600000},{"n":"6050","v":0.25}]\
            """));
    assertEquals(
        List.of(
            "/3303/0/5700 FAULT: the device itself rejects this value (quality 1) Cel "
                + "Temperature_Sensor",
            "/3303/0/6042 1 1"),
        Decoded.text(
            "/3303/0",
            110,
            "[{\"bn\":\"/3303/0/\",\"n\":\"5700\",\"v\":71},{\"n\":\"6042\"," + "\"v\":1}]"));
    assertEquals(
        List.of("/3303/0/5701 'Cel'"), Decoded.text("/3303/0/5701", 0, "Cel"), "asked for alone");
  }

  @Test
  void unitsAndClassesByTheDefinition() {
    String setpoint =
        "[{\"bn\":\"/3308/0/\",\"n\":\"5900\",\"v\":21},{\"n\":\"5701\",\"vs\":\"Cel\"}]";
    assertEquals(
        List.of("/3308/0/5900 21.0 Cel Temperature_Setpoint"),
        Decoded.text("/3308/0", 110, setpoint));
    String[][] cases = {
      {"/3304/0/5700", "45.2", "45.2 % Relative_Humidity_Sensor"},
      {"/3301/0/5700", "500", "500.0 lx Illuminance_Sensor"},
      {"/3302/0/5500", "1", "true 1 Occupancy_Sensor"},
      {"/3305/0/5800", "1250", "1250.0 W Active_Power_Sensor"},
      {"/3305/0/5805", "77", "77.0 W.h Electric_Energy_Sensor"},
      {"/3306/0/5850", "0", "false 1 On_Off_Command"},
      {"/3311/0/5851", "50", "50 % Luminance_Command"},
      {"/3311/0/5851", "254", "254 Luminance_Command"},
      {"/3316/0/5700", "229.9", "229.9 V Voltage_Sensor"},
      {"/3331/0/5700", "10", "10.0 W.h Electric_Energy_Sensor"},
      {"/3428/0/17", "812", "812.0 [ppm] CO2_Level_Sensor"},
      {"/10243/1/14", "1.5", "1.5 kW.h Electric_Energy_Sensor"},
      {"/3424/0/1", "12.345", "12.345 m3 Water_Usage_Sensor"},
      {"/40000/0/5700", "1.5", "1.5"},
      {"/lwm2m/3303/1/5700", "1.5", "1.5 Cel Temperature_Sensor"},
    };
    for (String[] one : cases) {
      String path = one[0].replace("/lwm2m", "");
      assertEquals(List.of(path + " " + one[2]), Decoded.text(one[0], Formats.TEXT, one[1]));
    }
  }

  // A device may keep its objects below a path of its own; a room's number is no object.
  @Test
  void objectsBelowAnotherPath() {
    for (String path : List.of("/d1/3303/0/5700", "/rd/5/3303/0/5700", "sensors/3303/0/5700")) {
      assertEquals(
          List.of("/3303/0/5700 21.0 Cel Temperature_Sensor"), Decoded.text(path, 0, "21"), path);
    }
    assertEquals(
        List.of("/3303/0/5700 23.5 Cel Temperature_Sensor"),
        Decoded.hex("/d1/3303/0", Formats.LWM2M_TLV, "E4 1644 41BC0000"));
    assertTrue(Decoded.text("/rooms/3/0/9", 0, "21").getFirst().startsWith("21.0"));
  }

  @Test
  void aDocumentOfOneValueAboutAResource() {
    assertEquals(
        List.of("/value 21.5 Cel Temperature_Sensor"),
        Decoded.text("/3303/0/5700", 50, "{\"value\":21.5}"));
    assertEquals(
        List.of("/v 71.5 [degF] Temperature_Sensor"),
        Decoded.text("/3303/0/5700", 50, "{\"v\":71.5,\"u\":\"°F\"}"));
  }

  @Test
  void integersOfEveryLengthHaveASign() {
    String path = "/3/0/13";
    assertEquals(List.of("/3/0/13 -1 s"), Decoded.hex(path, 11_542, "C1 0D FF"));
    assertEquals(List.of("/3/0/13 -2 s"), Decoded.hex(path, 11_542, "C2 0D FFFE"));
    assertEquals(List.of("/3/0/13 -3 s"), Decoded.hex(path, 11_542, "C4 0D FFFFFFFD"));
    assertEquals(List.of("/3/0/13 -4 s"), Decoded.hex(path, 11_542, "C8 0D 08 FFFFFFFFFFFFFFFC"));
    assertEquals(
        List.of("/3/0/13 FAULT: integer is not 1, 2, 4 or 8 bytes long s"),
        Decoded.hex(path, 11_542, "C3 0D 010203"));
  }

  // OMA's test object has a resource of every type.
  @Test
  void everyType() {
    assertEquals(
        List.of(
            "/3442/0/110 'text'",
            "/3442/0/120 -5 1",
            "/3442/0/125 250 1",
            "/3442/0/130 0.1",
            "/3442/0/140 true 1",
            "/3442/0/150 '0a0b'",
            "/3442/0/160 1767600000 s",
            "/3442/0/170 '3303:2'"),
        Decoded.hex(
            "/3442/0",
            11_542,
            """
            C4 6E 74657874   C1 78 FB   C1 7D FA   C4 82 3DCCCCCD   C1 8C 01   C2 96 0A0B
            C4 A0 695B6F80   C4 AA 0CE70002
            """));
  }

  @Test
  void whatIsNoTlvIsAFault() {
    assertEquals(
        List.of("FAULT: payload is cut short"), Decoded.hex("/3/0", 11_542, "C8 00 14 4F"));
    assertEquals(
        List.of("FAULT: payload has a value outside of any resource"),
        Decoded.hex("/3/0", 11_542, "41 00 01"));
  }

  // Fed in every length: a part of a payload is a fault or begins like the whole, and never harms.
  @Test
  void everyBeginningOfAPayload() {
    String whole = DEVICE.replaceAll("\\s", "");
    var beginnings = new ArrayList<String>();
    for (int end = 2; end < whole.length(); end += 2) {
      List<String> some = Decoded.hex("/3/0", 11_542, whole.substring(0, end));
      if (!some.getFirst().startsWith("FAULT")) {
        assertEquals(DEVICE_VALUES.subList(0, some.size()), some);
        beginnings.add(some.getLast());
      }
    }
    assertTrue(beginnings.size() >= 12, "whole entries are read: " + beginnings);
  }
}
