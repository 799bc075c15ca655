package io.arxos.driver.mqtt.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Announcements as such: short and long, alone and together, changed, taken back, wrong.
class DiscoveryTest {
  private static final String SENSOR =
      """
      homeassistant/sensor/0x00158d00045abcde/temperature/config {"availability":[\
      {"topic":"zigbee2mqtt/bridge/state","value_template":"{{ value_json.state }}"},\
      {"topic":"zigbee2mqtt/office/availability","value_template":"{{ value_json.state }}"}],\
      "availability_mode":"all","device":{"identifiers":["zigbee2mqtt_0x00158d00045abcde"],\
      "manufacturer":"Aqara","model":"Climate sensor (WSDCGQ11LM)","name":"office",\
      "via_device":"zigbee2mqtt_bridge_0x00124b0018e2c123"},"device_class":"temperature",\
      "origin":{"name":"Zigbee2MQTT","sw":"1.36.0"},"state_class":"measurement",\
      "state_topic":"zigbee2mqtt/office","unique_id":"0x00158d00045abcde_temperature_zigbee2mqtt",\
      "unit_of_measurement":"°C","value_template":"{{ value_json.temperature }}"}\
      """;
  private static final String LOW =
      """
      homeassistant/binary_sensor/0x00158d00045abcde/battery_low/config {"device_class":"battery",\
      "device":{"identifiers":["zigbee2mqtt_0x00158d00045abcde"],"name":"office"},\
      "payload_off":false,"payload_on":true,"state_topic":"zigbee2mqtt/office",\
      "unique_id":"0x00158d00045abcde_battery_low_zigbee2mqtt",\
      "value_template":"{{ value_json.battery_low }}"}\
      """;
  private static final String DEVICE =
      """
      homeassistant/device/0AFFD2/config {"dev":{"ids":"ea33","name":"Kitchen","mf":"Bla",\
      "mdl":"xya","sw":"1.0","sn":"ea334450945afc"},"o":{"name":"bla2mqtt","sw":"2.1"},\
      "cmps":{"c1":{"p":"sensor","dev_cla":"temperature","unit_of_meas":"°C",\
      "val_tpl":"{{ value_json.temperature}}","uniq_id":"t1"},"c2":{"p":"sensor",\
      "device_class":"humidity","unit_of_measurement":"%%",\
      "value_template":"{{ value_json.humidity}}","unique_id":"h1"},"b":{"p":"device_automation",\
      "automation_type":"trigger","topic":"b/1","type":"button_short_press",\
      "subtype":"button_1"}%s},"~":"kitchen","stat_t":"~/state","avty_t":"~/lwt"}\
      """;

  @Test
  void entitiesOfOneDeviceBecomeOneDevice() {
    var ear = new Ear();
    assertEquals(List.of(), ear.hears(SENSOR, LOW));
    assertEquals(
        "zigbee2mqtt_0x00158d00045abcde|office|Aqara|Climate sensor (WSDCGQ11LM)", ear.device);
    assertEquals("homeassistant/zigbee2mqtt_0x00158d00045abcde", ear.address);
    assertEquals("Cel Temperature_Sensor", ear.meaning("office/temperature"));
    assertEquals("1 Low_Battery_Alarm", ear.meaning("office/battery"));
    assertEquals("/temperature", ear.point("office/temperature").address().get("pointer"));
    assertEquals(
        List.of("office/temperature = 21.56", "office/battery = false"),
        ear.hears("zigbee2mqtt/office {\"temperature\":21.56,\"battery_low\":false}"));
  }

  @Test
  void aMessageThatLacksTheValueSaysNothingAndANullIsAFault() {
    var ear = new Ear();
    ear.hears(SENSOR, LOW);
    assertEquals(
        List.of("office/battery = true"), ear.hears("zigbee2mqtt/office {\"battery_low\":true}"));
    assertEquals(
        List.of("office/temperature FAULT no value at /temperature"),
        ear.hears("zigbee2mqtt/office {\"temperature\":null}"));
  }

  /// As Home Assistant: what is empty is no news, `None` and its like are no value, and a sensor
  /// with a unit is never a text.
  @Test
  void emptyIsNoNewsAndWordsForNothingAreFaults() {
    var ear = new Ear();
    ear.hears(
        "homeassistant/sensor/p/config {\"stat_t\":\"p\",\"name\":\"P\",\"unit_of_meas\":\"W\"}",
        "homeassistant/sensor/q/config {\"stat_t\":\"q\",\"name\":\"Q\","
            + "\"val_tpl\":\"{{ value_json.q }}\"}",
        "homeassistant/sensor/r/config {\"stat_t\":\"q\",\"name\":\"R\","
            + "\"val_tpl\":\"{{ value_json.r if value_json.r is defined }}\"}",
        "homeassistant/sensor/s/config {\"stat_t\":\"s\",\"name\":\"S\",\"val_tpl\":"
            + "\"{% if value == 'x' %}1{% else %}{{ states('sensor.s') }}{% endif %}\"}");
    assertEquals(
        List.of("p/p FAULT payload is not a number", "p/p FAULT payload is not a number"),
        ear.hears("p unavailable", "p None", "p "));
    assertEquals(
        List.of("q/q FAULT value at /q is a word for no value", "q/q = idle"),
        ear.hears("q {\"q\":\"unknown\"}", "q {\"q\":\"idle\"}"));
    assertEquals(
        List.of("r/r FAULT the template gives no value", "r/r = 5"),
        ear.hears("q {\"r\":null}", "q {\"r\":5}", "q {}"));
    assertEquals(List.of("s/s = 1"), ear.hears("s x", "s y"));
    assertEquals(List.of("p/p = 5"), ear.hears("p 5 W"));
  }

  /// The time that a message holds is that of the source; a message without it has none.
  @Test
  void programsThatAreKnownSayTheTime() {
    var ear = new Ear();
    ear.hears(
        SENSOR,
        "homeassistant/sensor/6D58F4_T/config {\"name\":\"T\",\"stat_t\":\"tele/lamp/SENSOR\","
            + "\"val_tpl\":\"{{value_json['SI7021'].Temperature}}\",\"dev\":{\"ids\":[\"6D\"]}}",
        "homeassistant/sensor/n/v/config {\"name\":\"V\",\"stat_t\":\"zwave/5/49\",\"val_tpl\":"
            + "\"{{ value_json.value }}\",\"dev\":{\"ids\":[\"zwavejs2mqtt_0xc_node5\"]}}",
        "homeassistant/sensor/p/config {\"name\":\"P\",\"stat_t\":\"p\",\"val_tpl\":"
            + "\"{{ value_json.p }}\",\"dev\":{\"ids\":[\"p\"]}}");
    assertEquals(
        List.of("2026-03-01T11:59:58Z", "2026-03-01T11:59:59Z", "2026-03-01T11:59:57Z", ""),
        List.of(
            ear.time(
                "zigbee2mqtt/office {\"temperature\":20,\"last_seen\":\"2026-03-01T11:59:58Z\"}"),
            ear.time(
                "tele/lamp/SENSOR {\"Time\":\"2026-03-01T12:59:59\",\"SI7021\":{\"Temperature\":20}}"),
            ear.time("zwave/5/49 {\"time\":1772366397000,\"value\":20}"),
            ear.time("p {\"p\":1,\"last_seen\":\"2026-03-01T11:59:58Z\"}")));
  }

  @Test
  void offlineIsDownUntilOnline() {
    var ear = new Ear();
    ear.hears(SENSOR, "zigbee2mqtt/office {\"temperature\":20}");
    assertEquals(
        List.of("office/temperature DOWN the device is said to be out of reach"),
        ear.hears("zigbee2mqtt/office/availability {\"state\":\"offline\"}"));
    assertEquals(
        List.of("office/temperature = 20"),
        ear.hears("zigbee2mqtt/office/availability {\"state\":\"online\"}"));
  }

  @Test
  void theBaseStandsAtTheStartOrTheEndOfATopic() {
    var ear = new Ear();
    ear.hears(
        "homeassistant/switch/irrigation/config {\"~\":\"garden/valve\",\"name\":\"Valve\","
            + "\"cmd_t\":\"~/set\",\"stat_t\":\"state/~\",\"avty\":[{\"t\":\"~/lwt\"}],"
            + "\"dev\":{\"ids\":[\"v1\"],\"name\":\"Garden\"}}");
    Map<String, Object> address = ear.point("garden/valve").address();
    assertEquals("garden/valve/set", address.get("set-topic"));
    assertEquals("state/garden/valve", address.get("topic"));
    assertEquals(
        List.of(
            Map.of("topic", "garden/valve/lwt", "available", "online", "unavailable", "offline")),
        address.get("availability"));
    assertEquals(List.of("garden/valve = true"), ear.hears("state/garden/valve ON"));
  }

  @Test
  void aWholeDeviceInOneMessage() {
    var ear = new Ear();
    ear.hears(DEVICE.formatted(",\"bad\":{\"p\":\"sensor\",\"name\":\"x\",\"stat_t\":5}"));
    assertEquals("ea33|Kitchen|Bla|xya", ear.device);
    assertEquals(
        List.of("kitchen/temperature", "kitchen/humidity"), List.copyOf(ear.points.keySet()));
    assertEquals(
        List.of("kitchen/temperature = 20", "kitchen/humidity = 50"),
        ear.hears("kitchen/state {\"temperature\":20,\"humidity\":50}"));
    assertEquals(2, ear.hears("kitchen/lwt offline").size());
  }

  @Test
  void aComponentWithItsPlatformAloneIsTakenBackAndSoIsOneThatIsLeftOut() {
    var ear = new Ear();
    String both = DEVICE.formatted("");
    ear.hears(both);
    ear.points.clear();
    ear.hears(both.replaceAll("\"c1\":\\{[^}]*}}[^}]*}", "\"c1\":{\"p\":\"sensor\"}"));
    assertEquals(List.of("kitchen/humidity"), List.copyOf(ear.points.keySet()));
    ear.points.clear();
    ear.hears(both.replaceAll("\"c1\":\\{[^}]*}}[^}]*},", ""));
    assertEquals(List.of("kitchen/humidity = 51"), ear.hears("kitchen/state {\"humidity\":51}"));
    ear.hears("homeassistant/device/0AFFD2/config");
    assertEquals(List.of(), ear.hears("kitchen/state {\"humidity\":52}"));
  }

  @Test
  void anEmptyMessageTakesAnEntityBack() {
    var ear = new Ear();
    ear.hears(SENSOR, LOW);
    ear.points.clear();
    ear.hears("homeassistant/sensor/0x00158d00045abcde/temperature/config");
    assertEquals(List.of("office/battery"), List.copyOf(ear.points.keySet()));
    assertEquals(
        List.of("office/battery = true"),
        ear.hears("zigbee2mqtt/office {\"temperature\":20,\"battery_low\":true}"));
  }

  /// The way from single announcements to one of the whole device, as Home Assistant documents it.
  @Test
  void migrationKeepsTheEntities() {
    var ear = new Ear();
    String single =
        "homeassistant/sensor/bla1/t/config {\"dev_cla\":\"temperature\",\"dev\":{\"ids\":\"ea33\","
            + "\"name\":\"Kitchen\"},\"stat_t\":\"old/state\",\"uniq_id\":\"t1\"}";
    ear.hears(single, "homeassistant/sensor/bla1/t/config {\"migrate_discovery\": true}");
    ear.hears(DEVICE.formatted(""), "homeassistant/sensor/bla1/t/config");
    assertEquals(
        List.of("kitchen/temperature = 20"), ear.hears("kitchen/state {\"temperature\":20}"));
    assertEquals(List.of(), ear.hears("old/state 5"));
  }

  @Test
  void theSameUniqueIdUnderAnotherTopicReplaces() {
    var ear = new Ear();
    ear.hears(SENSOR);
    ear.hears(SENSOR.replace("/temperature/config", "/t2/config").replace("_mode", "_m"));
    assertEquals(List.of("office/temperature"), List.copyOf(ear.points.keySet()));
    ear.hears("homeassistant/sensor/0x00158d00045abcde/temperature/config");
    assertEquals(
        List.of("office/temperature = 1"), ear.hears("zigbee2mqtt/office {\"temperature\":1}"));
  }

  @Test
  void anotherPrefixIsRecognisedByItsShape() {
    var ear = new Ear();
    ear.hears(
        "site/ha/sensor/node/power/config {\"name\":\"Power\",\"stat_t\":\"m/p\","
            + "\"dev_cla\":\"power\",\"unit_of_meas\":\"kW\",\"dev\":{\"ids\":[\"m\"],\"name\":\"M\"}}");
    assertEquals("kW Electric_Power_Sensor", ear.meaning("m/power"));
    assertEquals(List.of("m/power = 1.5"), ear.hears("m/p 1.5"));
    // Control: the shape alone is not enough.
    assertTrue(new Ear().hears("site/ha/sensor/node/power/config {\"interval\":5}").isEmpty());
  }

  /// Theengs and OpenMQTTGateway: any gateway may have heard the sensor.
  @Test
  void aTopicWithWildcardsIsHeardOnce() {
    var ear = Ear.forAll();
    ear.hears(
        "homeassistant/sensor/A4C138D7B1E4-tempc/config {\"stat_t\":\"+/+/BTtoMQTT/A4C138D7B1E4\","
            + "\"name\":\"tempc\",\"dev_cla\":\"temperature\",\"unit_of_meas\":\"°C\","
            + "\"val_tpl\":\"{{ value_json.tempc | is_defined }}\","
            + "\"avty_t\":\"home/OMG/LWT\",\"device\":{\"ids\":[\"A4C1\"],\"name\":\"Mi\"}}");
    assertEquals(
        List.of("mi/tempc = 21.2"),
        ear.hears("home/OMG/BTtoMQTT/A4C138D7B1E4 {\"rssi\":-75,\"tempc\":21.2}"));
    assertEquals(1, ear.hears("home/OMG/LWT offline").size());
    assertEquals(List.of("mi/tempc"), List.copyOf(ear.points.keySet()));
    // Control: what no device explains is guessed.
    assertEquals(1, ear.hears("home/OMG/other {\"tempc\":21.2}").size());
  }

  @Test
  void whatIsWrongHasAReason() {
    var ear = new Ear();
    assertEquals(
        List.of("wrong: payload is not a JSON object"),
        ear.hears("homeassistant/sensor/x/config {bad"));
    assertEquals(
        List.of("wrong: payload is not a JSON object"),
        ear.hears("homeassistant/sensor/x/config [1]"));
    assertEquals(
        List.of("wrong: sensor has no state_topic"),
        ear.hears("homeassistant/sensor/x/config {\"name\":\"x\"}"));
    assertEquals(
        List.of("wrong: switch has no command_topic"),
        ear.hears("homeassistant/switch/x/config {\"stat_t\":\"x\"}"));
    assertEquals(
        List.of("wrong: state_topic is not a topic"),
        ear.hears("homeassistant/sensor/x/config {\"stat_t\":[1]}"));
    assertEquals(
        List.of("wrong: component is not known"),
        ear.hears("homeassistant/toaster/x/config {\"name\":\"x\"}"));
    assertEquals(
        List.of("wrong: value_template is not a template: {{ is not closed"),
        ear.hears("homeassistant/sensor/y/config {\"stat_t\":\"a\",\"val_tpl\":\"{{ x\"}"));
    assertEquals(
        List.of("wrong: device discovery has no components"),
        ear.hears("homeassistant/device/y/config {\"dev\":{\"ids\":[\"a\"]}}"));
    assertFalse(ear.hears(SENSOR).stream().anyMatch(line -> line.startsWith("wrong")));
  }

  @Test
  void whatHasNoValueIsUnderstoodAndMakesNoPoint() {
    var ear = new Ear();
    assertEquals(
        List.of(),
        ear.hears(
            "homeassistant/device_automation/x/action_single/config {\"automation_type\":"
                + "\"trigger\",\"topic\":\"x/action\",\"payload\":\"single\"}",
            "homeassistant/camera/x/config {\"topic\":\"x/image\"}"));
    assertTrue(ear.points.isEmpty());
  }

  @Test
  void expireAfterBecomesStaleAfter() {
    var ear = new Ear();
    ear.hears(
        "homeassistant/sensor/e/config {\"stat_t\":\"e\",\"exp_aft\":240,\"name\":\"E\","
            + "\"ops\":[\"idle\",\"busy\"]}");
    assertEquals("240s", ear.point("e/e").more().get("stale-after"));
    assertEquals(List.of("idle", "busy"), ear.point("e/e").more().get("states"));
  }
}
