package io.arxos.driver.mqtt.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Forms from https://www.zigbee2mqtt.io/guide/usage/exposes.html and
/// mqtt_topics_and_messages.html.
final class Zigbee2MqttTest {
  private static final String DEVICES =
      """
      [{"ieee_address":"0x00124b00","type":"Coordinator","friendly_name":"Coordinator"},
       {"ieee_address":"0x00158d0001","type":"EndDevice","friendly_name":"attic/climate",
        "supported":true,"disabled":false,
        "definition":{"model":"WSDCGQ11LM","vendor":"Aqara","description":"Sensor","exposes":[
         {"type":"numeric","name":"temperature","property":"temperature","access":1,"unit":"°C"},
         {"type":"numeric","name":"pressure","property":"pressure","access":1,"unit":"hPa"},
         {"type":"binary","name":"contact","property":"contact","access":1,
          "value_on":false,"value_off":true}]}},
       {"ieee_address":"0x00158d0002","type":"Router","friendly_name":"lamp",
        "definition":{"model":"LED1","vendor":"IKEA","exposes":[
         {"type":"light","features":[
          {"type":"binary","name":"state","property":"state","access":7,"value_on":"ON",
           "value_off":"OFF","value_toggle":"TOGGLE"},
          {"type":"numeric","name":"brightness","property":"brightness","access":7,
           "value_min":0,"value_max":254},
          {"type":"composite","name":"color_xy","property":"color","features":[
           {"type":"numeric","name":"x","property":"x","access":7},
           {"type":"numeric","name":"y","property":"y","access":7}]}]},
         {"type":"enum","name":"effect","property":"effect","access":2,"values":["blink"]},
         {"type":"switch","endpoint":"l2","features":[
          {"type":"binary","name":"state","property":"state_l2","endpoint":"l2","access":7,
           "value_on":"ON","value_off":"OFF"}]}]}}]\
      """;

  private final Listener listener = new Listener("zigbee2mqtt");

  @Test
  void devicesAreWhatTheyExpose() {
    listener.hear("zigbee2mqtt/bridge/devices", DEVICES);
    assertEquals(
        List.of("0x00158d0001", "0x00158d0002"),
        listener.devices.stream().map(one -> one.device().id()).toList());
    assertEquals("Aqara", listener.devices.getFirst().device().vendor());
    assertEquals(
        Map.of(
            "attic-climate/temperature", "21.37 Cel",
            "attic-climate/pressure", "991 hPa",
            "attic-climate/contact", "false"),
        listener.hear(
            "zigbee2mqtt/attic/climate",
            "{\"temperature\":21.37,\"pressure\":991,\"contact\":false,\"linkquality\":80}"));
  }

  @Test
  void whatCanBeSetIsWrittenInItsOwnForm() {
    listener.hear("zigbee2mqtt/bridge/devices", DEVICES);
    assertEquals(
        List.of("state", "brightness", "color_x", "color_y", "state_l2"),
        listener.devices.getLast().points().stream().map(one -> one.name()).toList());
    assertEquals("zigbee2mqtt/lamp/set", listener.address("state").get("set-topic"));
    assertEquals("{\"state\":\"{value}\"}", listener.address("state").get("set-template"));
    assertEquals("ON", listener.address("state").get("set-on"));
    assertEquals("{\"color\":{\"x\":{value}}}", listener.address("color_x").get("set-template"));
    assertEquals(
        Map.of("min", 0.0, "max", 254.0), listener.point("brightness").more().get("write"));
    assertEquals(
        Map.of("lamp/state", "true", "lamp/color-x", "0.31"),
        listener.hear("zigbee2mqtt/lamp", "{\"state\":\"ON\",\"color\":{\"x\":0.31}}"));
  }

  @Test
  void availabilityInBothFormsAndOfTheBridge() {
    listener.hear("zigbee2mqtt/bridge/devices", DEVICES);
    listener.hear("zigbee2mqtt/attic/climate", "{\"temperature\":20}");
    String down = "DOWN: the device is said to be out of reach";
    assertEquals(
        down,
        listener
            .hear("zigbee2mqtt/attic/climate/availability", "offline")
            .get("attic-climate/temperature"));
    assertEquals(
        "20 Cel",
        listener
            .hear("zigbee2mqtt/attic/climate/availability", "{\"state\":\"online\"}")
            .get("attic-climate/temperature"));
    assertEquals(
        down,
        listener
            .hear("zigbee2mqtt/bridge/state", "{\"state\":\"offline\"}")
            .get("attic-climate/temperature"));
    assertEquals(
        Map.of("attic-climate/temperature", down),
        listener.hear("zigbee2mqtt/attic/climate", "{\"temperature\":22}"));
  }

  @Test
  void withoutExposesTheKeysSayWhatTheyAre() {
    assertEquals(
        Map.of(
            "plug/state", "true",
            "plug/voltage", "231 V",
            "plug/energy", "12.5 kW.h",
            "plug/linkquality", "120"),
        listener.hear(
            "zigbee2mqtt/plug",
            """
            {"state":"ON","voltage":231,"energy":12.5,"linkquality":120,
            "update":{"state":"idle"},"last_seen":"2026-01-05T07:59:59Z"}\
            """));
    assertEquals(
        Map.of("button/voltage", "3005 mV", "button/battery", "100 %"),
        listener.hear("zigbee2mqtt/button", "{\"voltage\":3005,\"battery\":100}"));
  }

  @Test
  void theTimeAtWhichItWasHeardIsTheMeasurements() {
    String[] forms = {
      "\"2026-01-05T07:59:59.250Z\"", "1767599999250", "\"2026-01-05T08:59:59.25+01:00\""
    };
    for (String form : forms) {
      assertEquals(
          "2026-01-05T07:59:59.250Z",
          listener
              .times("zigbee2mqtt/x", "{\"temperature\":20,\"last_seen\":" + form + "}")
              .get("x/temperature"));
    }
  }

  @Test
  void whatASensorMeasuredIsNotItsLux() {
    assertEquals(
        Map.of("s/illuminance", "20000", "s/illuminance-lux", "100 lx"),
        listener.hear("zigbee2mqtt/s", "{\"illuminance\":20000,\"illuminance_lux\":100}"));
    assertEquals(
        Map.of("t/illuminance", "90 lx"), listener.hear("zigbee2mqtt/t", "{\"illuminance\":90}"));
  }

  @Test
  void anotherBaseTopicIsLearntFromItsBridge() {
    assertTrue(listener.hear("house/radio/plug", "{\"power\":3}").isEmpty());
    listener.hear("house/radio/bridge/state", "online");
    assertEquals(Map.of("plug/power", "3 W"), listener.hear("house/radio/plug", "{\"power\":3}"));
  }

  @Test
  void aListThatIsNoneIsWrong() {
    assertEquals(
        Map.of("", "FAULT: list of devices is not JSON"),
        listener.hear("zigbee2mqtt/bridge/devices", "[{\"friendly_name\":"));
  }

  private static final String VALVE =
      """
      [{"ieee_address":"0x05","type":"EndDevice","friendly_name":"trv","definition":{"model":"T",
        "vendor":"S","exposes":[{"type":"climate","features":[
         {"type":"enum","name":"system_mode","property":"system_mode","access":7,
          "values":["off","auto","heat"]},
         {"type":"numeric","name":"local_temperature_calibration",
          "property":"local_temperature_calibration","access":7,"unit":"°C"}]},
        {"type":"numeric","name":"power_outage_count","property":"power_outage_count","access":1},
        {"type":"numeric","name":"formaldehyd","property":"formaldehyd","access":1,
         "unit":"µg/m³"}]}}]\
      """;

  private static final String VALVE_STATE =
      """
      {"system_mode":"off","local_temperature_calibration":-1.5,"power_outage_count":3,
      "formaldehyd":5}\
      """;

  @Test
  void aModeIsItsWordAndACorrectionADifference() {
    listener.hear("zigbee2mqtt/bridge/devices", VALVE);
    assertEquals(
        Map.of(
            "trv/system-mode", "off",
            "trv/local-temperature-calibration", "-1.5 Cel{diff}",
            "trv/power-outage-count", "3",
            "trv/formaldehyd", "5 ug/m3"),
        listener.hear("zigbee2mqtt/trv", VALVE_STATE));
    assertEquals("Formaldehyde_Level_Sensor", listener.point("formaldehyd").meaning().brickClass());
  }

  @Test
  void theSameIsKnownOfAStateAlone() {
    Map<String, String> readings = listener.hear("zigbee2mqtt/trv", VALVE_STATE);
    assertEquals("off", readings.get("trv/system-mode"));
    assertEquals("-1.5 Cel{diff}", readings.get("trv/local-temperature-calibration"));
    assertEquals("3", readings.get("trv/power-outage-count"));
  }

  // A property's last word is an endpoint only when it can be one.
  @Test
  void aPropertyIsNotCutInTheMiddle() {
    Map<String, String> readings =
        listener.hear(
            "zigbee2mqtt/m",
            """
            {"power_factor":0.9,"power_phase_b":120,"voltage_l2":231,"temperature_1":20.5,
            "voc_index":100,"illuminance_raw":2000,"target_distance":1.2,"voltage_left":230}\
            """);
    assertEquals(
        Map.of(
            "m/power-factor", "0.9",
            "m/power-phase-b", "120 W",
            "m/voltage-l2", "231 V",
            "m/temperature-1", "20.5 Cel",
            "m/voc-index", "100",
            "m/illuminance-raw", "2000",
            "m/target-distance", "1.2",
            "m/voltage-left", "230 V"),
        readings);
    assertEquals("Power_Factor_Sensor", listener.point("power_factor").meaning().brickClass());
    assertEquals("", listener.point("target_distance").meaning().brickClass());
  }
}
