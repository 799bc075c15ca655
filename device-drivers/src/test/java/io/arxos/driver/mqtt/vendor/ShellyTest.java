package io.arxos.driver.mqtt.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Forms from https://shelly-api-docs.shelly.cloud, gen1 and gen2.
final class ShellyTest {
  private final Listener listener = new Listener("shelly");

  private String one(String topic, String payload) {
    return String.join(",", listener.hear(topic, payload).values());
  }

  // The first generation counts energy in watt-minutes, and in watt-hours where it says total.
  @Test
  void theFirstGenerationSaysOneValuePerTopic() {
    assertEquals("true", one("shellies/shelly1pm-B929CC/relay/0", "on"));
    assertEquals("12.35 W", one("shellies/shelly1pm-B929CC/relay/0/power", "12.35"));
    assertEquals("3210 W.min", one("shellies/shelly1pm-B929CC/relay/0/energy", "3210"));
    assertEquals("51.2 Cel", one("shellies/shelly1pm-B929CC/temperature", "51.2"));
    assertEquals("true", one("shellies/shelly1pm-B929CC/input/0", "1"));
    assertEquals("-231.5 W", one("shellies/shellyem3-8CAAB5/emeter/2/power", "-231.5"));
    assertEquals("15.2 W.h", one("shellies/shellyem3-8CAAB5/emeter/2/total", "15.2"));
    assertEquals("0.87", one("shellies/shellyem3-8CAAB5/emeter/2/pf", "0.87"));
    assertEquals("70 %", one("shellies/shellyswitch25-1/roller/0/pos", "70"));
    assertEquals("21.3 Cel", one("shellies/shellyht-1/sensor/temperature", "21.3"));
    assertEquals("true", one("shellies/shellyflood-1/sensor/flood", "true"));
    assertEquals("true", one("shellies/shellydw-1/sensor/state", "open"));
    assertEquals("4.1 Cel", one("shellies/shelly1-1/ext_temperature/0", "4.1"));
  }

  @Test
  void someTopicsHoldADocument() {
    assertEquals(
        Map.of(
            "shellydimmer2-1/light-0-status-ison", "true",
            "shellydimmer2-1/light-0-status-brightness", "55 %"),
        listener.hear(
            "shellies/shellydimmer2-1/light/0/status",
            "{\"ison\":true,\"source\":\"input\",\"mode\":\"white\",\"brightness\":55}"));
    assertEquals(
        "22.9 Cel",
        one("shellies/shellyuni-1/ext_temperatures", "{\"0\":{\"hwID\":\"28\",\"tC\":22.9}}"));
    assertEquals(
        "S,2", one("shellies/shellybutton1-1/input_event/0", "{\"event\":\"S\",\"event_cnt\":2}"));
  }

  @Test
  void aRelayIsSwitchedByItsCommand() {
    one("shellies/shelly1-1/relay/0", "off");
    assertEquals(
        "shellies/shelly1-1/relay/0/command", listener.address("relay/0").get("set-topic"));
    assertEquals("on", listener.address("relay/0").get("set-on"));
  }

  @Test
  void onlineIsItsAvailability() {
    one("shellies/shelly1-1/relay/0", "off");
    assertEquals(
        "DOWN: the device is said to be out of reach", one("shellies/shelly1-1/online", "false"));
  }

  @Test
  void aDeviceThatWasSetToFahrenheitSaysSo() {
    String info =
        "{\"tmp\":{\"value\":72.5,\"units\":\"F\",\"tC\":22.5,\"tF\":72.5,\"is_valid\":true},"
            + "\"bat\":{\"value\":80,\"voltage\":2.8}}";
    listener.hear("shellies/shellyht-2/info", info);
    assertEquals("71.6 [degF]", one("shellies/shellyht-2/sensor/temperature", "71.6"));
  }

  @Test
  void theSecondGenerationNotifiesByComponent() {
    Map<String, String> readings =
        listener.hear(
            "shellyplus1pm-a8032abe54dc/events/rpc",
            """
            {"src":"shellyplus1pm-a8032abe54dc","dst":"shellyplus1pm-a8032abe54dc/events",
            "method":"NotifyFullStatus","params":{"ts":1767599999.25,"ble":{},
            "switch:0":{"id":0,"source":"init","output":true,"apower":8.9,"voltage":237.5,
            "aenergy":{"total":6.532,"by_minute":[45.1,47.1,88.4],"minute_ts":1626935779},
            "temperature":{"tC":23.5,"tF":74.3}},
            "em:0":{"id":0,"a_current":4.029,"a_act_power":-951.2,"n_current":null,
            "total_aprt_power":2525.1},
            "emdata:0":{"total_act":5600.12,"a_total_act_ret_energy":0.5},
            "temperature:100":{"id":100,"tC":21.1,"tF":69.9},"humidity:100":{"id":100,"rh":45.3},
            "devicepower:0":{"battery":{"V":5.9,"percent":88},"external":{"present":false}},
            "input:1":{"id":1,"state":false},"wifi":{"rssi":-57,"ssid":"x"},
            "illuminance:0":{"lux":120,"illumination":"bright"},"smoke:0":{"alarm":false}}}\
            """);
    String device = "shellyplus1pm-a8032abe54dc/";
    assertEquals("true", readings.get(device + "switch-0-output"));
    assertEquals("8.9 W", readings.get(device + "switch-0-apower"));
    assertEquals("6.532 W.h", readings.get(device + "switch-0-aenergy-total"));
    assertEquals("23.5 Cel", readings.get(device + "switch-0-temperature-tc"));
    assertEquals("4.029 A", readings.get(device + "em-0-a-current"));
    assertEquals("-951.2 W", readings.get(device + "em-0-a-act-power"));
    assertEquals("2525.1 V.A", readings.get(device + "em-0-total-aprt-power"));
    assertEquals("5600.12 W.h", readings.get(device + "emdata-0-total-act"));
    assertEquals("0.5 W.h", readings.get(device + "emdata-0-a-total-act-ret-energy"));
    assertEquals("21.1 Cel", readings.get(device + "temperature-100-tc"));
    assertEquals("45.3 %", readings.get(device + "humidity-100-rh"));
    assertEquals("88 %", readings.get(device + "devicepower-0-battery-percent"));
    assertEquals("false", readings.get(device + "input-1-state"));
    assertEquals("120 lx", readings.get(device + "illuminance-0-lux"));
    assertEquals("false", readings.get(device + "smoke-0-alarm"));
    assertEquals(null, readings.get(device + "switch-0-aenergy-by-minute-1"));
  }

  @Test
  void aChangeIsAboutWhatItHolds() {
    String topic = "roof/pump/events/rpc";
    String frame =
        "{\"src\":\"shellypro1-30c6f7\",\"method\":\"NotifyStatus\",\"params\":{\"ts\":1767599999.25,"
            + "\"switch:0\":{\"id\":0,%s}}}";
    listener.hear(topic, frame.formatted("\"output\":false,\"apower\":0.0"));
    assertEquals(
        Map.of("pump/switch-0-output", "true"),
        listener.hear(topic, frame.formatted("\"output\":true")));
    assertEquals(
        Map.of("pump/switch-0-apower", "2026-01-05T07:59:59.250Z"),
        listener.times(topic, frame.formatted("\"apower\":7.5")));
    assertEquals(
        Map.of("pump/switch-0-output", "false", "pump/switch-0-apower", "0 W"),
        listener.hear("roof/pump/status/switch:0", "{\"id\":0,\"output\":false,\"apower\":0}"));
    assertEquals("roof/pump/rpc", listener.address("switch:0 output").get("set-topic"));
  }

  @Test
  void aButtonIsAnEventOfItsInput() {
    String form =
        "{\"src\":\"shellyplusi4-aabbcc001122\",\"method\":\"NotifyEvent\",\"params\":{\"ts\":1767599999,"
            + "\"events\":[{\"component\":\"input:%d\",\"id\":0,\"event\":\"%s\",\"ts\":1}]}}";
    listener.hear("i4/events/rpc", form.formatted(0, "single_push"));
    assertEquals(
        Map.of("i4/input-2-event", "long_push"),
        listener.hear("i4/events/rpc", form.formatted(2, "long_push")));
  }

  // Answers to whoever asked come in one topic from every device.
  @Test
  void anAnswerIsOfTheDeviceThatGaveIt() {
    String answer =
        "{\"id\":1,\"src\":\"%s\",\"dst\":\"asker\",\"result\":{\"temperature:0\":{\"id\":0,\"tC\":%s}}}";
    listener.hear("asker/rpc", answer.formatted("shellyplusht-aabbcc001122", "20.5"));
    assertEquals(
        Map.of("shellyplusht-aabbcc001133/temperature-0-tc", "18 Cel"),
        listener.hear("asker/rpc", answer.formatted("shellyplusht-aabbcc001133", "18")));
  }

  @Test
  void bluetoothSensorsShareATopic() {
    String form =
        "{\"encryption\":false,\"BTHome_version\":2,\"pid\":66,\"battery\":100,\"temperature\":%s,"
            + "\"window\":1,\"rssi\":-60,\"address\":\"7c:c6:b6:00:00:%s\"}";
    listener.hear("shelly-blu/events", form.formatted("21.5", "01"));
    assertEquals(
        Map.of(
            "7c-c6-b6-00-00-02/battery", "100 %",
            "7c-c6-b6-00-00-02/temperature", "3.5 Cel",
            "7c-c6-b6-00-00-02/window", "true",
            "7c-c6-b6-00-00-02/rssi", "-60 dB[mW]"),
        listener.hear("shelly-blu/events", form.formatted("3.5", "02")));
  }

  @Test
  void aProbeOutsideTheCaseIsNotOutdoors() {
    var first = new Listener("shelly");
    first.hear("shellies/shelly1-a/ext_temperature/0", "23.5");
    assertEquals("Temperature_Sensor", first.point("ext_temperature/0").meaning().brickClass());
    first.hear("shellies/shellygas-1/sensor/concentration", "5");
    assertEquals("Gas_Sensor", first.point("sensor/concentration").meaning().brickClass());
  }

  @Test
  void aRollerThatDoesNotKnowItsPositionHasNone() {
    var first = new Listener("shelly");
    assertEquals(
        "60 %",
        first.hear("shellies/shellyswitch25-1/roller/0/pos", "60").values().iterator().next());
    assertTrue(
        first
            .hear("shellies/shellyswitch25-1/roller/0/pos", "-1")
            .values()
            .iterator()
            .next()
            .contains("no value"));
  }

  @Test
  void aWordHasNoUnit() {
    var second = new Listener("shelly");
    assertEquals(
        "bright",
        second
            .hear(
                "wall-1/status/illuminance:0", "{\"id\":0,\"lux\":120,\"illumination\":\"bright\"}")
            .get("wall-1/illuminance-0-illumination"));
  }

  @Test
  void aSensorBehindADeviceWasHeardBefore() {
    String form =
        "{\"src\":\"gw-1\",\"dst\":\"x\",\"method\":\"NotifyStatus\",\"params\":{\"ts\":1767599999.5,"
            + "\"bthomesensor:200\":{\"id\":200,\"value\":22.1,\"last_updated_ts\":1767599990},"
            + "\"switch:0\":{\"id\":0,\"apower\":5}}}";
    Map<String, String> times = new Listener("shelly").times("gw-1/events/rpc", form);
    assertEquals("2026-01-05T07:59:50Z", times.get("gw-1/bthomesensor-200-value"));
    assertEquals("2026-01-05T07:59:59.500Z", times.get("gw-1/switch-0-apower"));
  }
}
