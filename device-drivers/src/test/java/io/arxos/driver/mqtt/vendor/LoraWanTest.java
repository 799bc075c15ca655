package io.arxos.driver.mqtt.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Forms from the documentation of The Things Stack 3, ChirpStack 4 and 3, and ThingPark.
final class LoraWanTest {
  private final Listener listener = new Listener("lorawan");

  @Test
  void theThingsStack() {
    String up =
        """
        {"end_device_ids":{"device_id":"eui-70b3","application_ids":{"application_id":"a"},
        "dev_eui":"70B3D57ED0001234","dev_addr":"260B1234"},"received_at":"2026-01-05T07:59:59.5Z",
        "uplink_message":{"f_port":2,"f_cnt":17,"frm_payload":"AQI=",
        "decoded_payload":{"temperature":21.5,"air":{"relative_humidity":40},"open":false},
        "rx_metadata":[{"gateway_ids":{"gateway_id":"g"},"rssi":-35,"snr":5.2}],
        "settings":{"data_rate":{}},"received_at":"2026-01-05T07:59:59.250111222Z"}}\
        """;
    assertEquals(
        Map.of(
            "eui-70b3/temperature", "21.5 Cel",
            "eui-70b3/air-relative-humidity", "40 %",
            "eui-70b3/open", "false",
            "eui-70b3/rssi", "-35 dB[mW]",
            "eui-70b3/snr", "5.2 dB",
            "eui-70b3/f-port", "2",
            "eui-70b3/f-cnt", "17"),
        listener.hear("v3/a@t/devices/eui-70b3/up", up));
    assertEquals("70B3D57ED0001234", listener.devices.getLast().device().id());
    assertEquals(
        "2026-01-05T07:59:59.250111Z",
        listener.times("v3/a@t/devices/eui-70b3/up", up).get("eui-70b3/temperature"));
  }

  @Test
  void aPayloadThatWasOnlyNormalizedIsRead() {
    assertEquals(
        "21 Cel",
        listener
            .hear(
                "v3/a@t/devices/n/up",
                "{\"end_device_ids\":{\"device_id\":\"n\"},\"uplink_message\":{\"f_port\":1,"
                    + "\"normalized_payload\":[{\"air\":{\"temperature\":21}}]}}")
            .get("n/1-air-temperature"));
  }

  @Test
  void chirpStack4() {
    Map<String, String> readings =
        listener.hear(
            "application/ae2f/device/0101010101010101/event/up",
            """
            {"deduplicationId":"3ac7","time":"2026-01-05T07:59:59.775023242+00:00",
            "deviceInfo":{"tenantName":"T","applicationName":"A","deviceProfileName":"EM300-TH",
            "deviceName":"Cellar","devEui":"0101010101010101","tags":{}},"fCnt":4,"fPort":85,
            "data":"qg==","object":{"humidity":51.5,"temperature":8.25,"battery":92.0},
            "rxInfo":[{"gatewayId":"01","rssi":-48,"snr":9.0}]}\
            """);
    assertEquals("8.25 Cel", readings.get("cellar/temperature"));
    assertEquals("51.5 %", readings.get("cellar/humidity"));
    assertEquals("92 %", readings.get("cellar/battery"));
    assertEquals("9 dB", readings.get("cellar/snr"));
    assertEquals("EM300-TH", listener.devices.getLast().device().model());
    assertEquals(
        "77.5 %",
        listener
            .hear(
                "application/ae2f/device/0101010101010101/event/status",
                "{\"deviceInfo\":{\"deviceName\":\"Cellar\",\"devEui\":\"0101010101010101\"},"
                    + "\"margin\":10,\"batteryLevel\":77.5}")
            .values()
            .stream()
            .filter(one -> one.endsWith("%"))
            .findFirst()
            .orElse(""));
  }

  // Version 3 writes the decoded payload as a text, and the EUI in base64.
  @Test
  void chirpStack3() {
    Map<String, String> readings =
        listener.hear(
            "application/123/device/0202020202020202/event/up",
            """
            {"applicationID":"123","deviceName":"garden","devEUI":"AgICAgICAgI=",
            "rxInfo":[{"gatewayID":"AwM=","time":"2026-01-05T07:59:59Z","rssi":-57,"loRaSNR":10}],
            "fCnt":10,"fPort":5,"data":"AAA=",
            "objectJSON":"{\\"temperatureSensor\\":{\\"1\\":25.5},\\"humidity\\":32}"}\
            """);
    assertEquals("32 %", readings.get("garden/humidity"));
    assertEquals("25.5 Cel", readings.get("garden/temperature-sensor-1"));
    assertEquals("10 dB", readings.get("garden/snr"));
    assertEquals("0202020202020202", listener.devices.getLast().device().id());
  }

  @Test
  void theDevicesOwnTimeIsPreferred() {
    assertEquals(
        "2026-01-05T07:00:00Z",
        listener
            .times(
                "application/1/device/0303030303030303/event/up",
                "{\"time\":\"2026-01-05T08:00:00Z\",\"deviceInfo\":{\"deviceName\":\"l\",\"devEui\":"
                    + "\"0303030303030303\"},\"object\":{\"timestamp\":1767596400,\"level\":3}}")
            .get("l/level"));
  }

  @Test
  void aPayloadOfAnotherPortIsNoFault() {
    String form =
        "{\"deviceInfo\":{\"deviceName\":\"d\",\"devEui\":\"0404040404040404\"},\"object\":{%s}}";
    String topic = "application/1/device/0404040404040404/event/up";
    listener.hear(topic, form.formatted("\"co2\":600"));
    assertEquals(
        Map.of("d/battery-voltage", "3600 mV"),
        listener.hear(topic, form.formatted("\"battery_voltage\":3600")));
  }

  // Keys as Dragino, Milesight, Cayenne LPP and the normalized payloads write them.
  @Test
  void keysOfManyMakers() {
    Map<String, String> readings =
        listener.hear(
            "application/1/device/0505050505050505/event/up",
            "{\"deviceInfo\":{\"deviceName\":\"m\",\"devEui\":\"0505050505050505\"},\"object\":{"
                + "\"BatV\":3.05,\"TempC_SHT\":23.4,\"Hum_SHT\":45.6,\"pm2_5\":10,\"pressure\":1001.3,"
                + "\"temperature_1\":21.5,\"relative_humidity_2\":40,"
                + "\"water\":{\"temperature\":{\"min\":10.1}},\"energy\":{\"value\":5,\"unit\":\"Wh\"}}}");
    assertEquals("3.05 V", readings.get("m/batv"));
    assertEquals("23.4 Cel", readings.get("m/tempc-sht"));
    assertEquals("45.6 %", readings.get("m/hum-sht"));
    assertEquals("10 ug/m3", readings.get("m/pm2-5"));
    assertEquals("1001.3 hPa", readings.get("m/pressure"));
    assertEquals("21.5 Cel", readings.get("m/temperature-1"));
    assertEquals("40 %", readings.get("m/relative-humidity-2"));
    assertEquals("10.1 Cel", readings.get("m/water-temperature-min"));
    assertEquals("5 W.h", readings.get("m/energy"));
  }

  private static final String FORM =
      "{\"end_device_ids\":{\"device_id\":\"n\"},\"uplink_message\":{\"decoded_payload\":%s}}";

  @Test
  void aTextSaysItsUnitAndAWordHasNone() {
    assertEquals(
        Map.of(
            "n/bat", "3.3 V",
            "n/position", "normal",
            "n/water-leak", "leak",
            "n/temperatures-1-value", "20.5 Cel",
            "n/people-count", "4"),
        listener.hear(
            "v3/a@t/devices/n/up",
            FORM.formatted(
                "{\"Bat\":\"3.3 V\",\"position\":\"normal\",\"water_leak\":\"leak\","
                    + "\"temperatures\":[{\"value\":20.5}],\"people_count\":4,"
                    + "\"reported_at\":1767599999000}")));
  }

  @Test
  void aNumberThatIsMissingKeepsItsUnit() {
    assertEquals(
        Map.of("n/temperature", "nan Cel"),
        kept(listener.hear("v3/a@t/devices/n/up", FORM.formatted("{\"temperature\":\"nan\"}"))));
  }

  private Map<String, String> kept(Map<String, String> readings) {
    assertEquals(1, readings.size());
    return Map.of(
        readings.keySet().iterator().next(),
        "nan " + listener.point("temperature").meaning().unit());
  }

  @Test
  void aDeviceIsOneWhateverHappensToIt() {
    String form =
        "{\"time\":\"2026-01-05T07:59:59Z\",\"deviceInfo\":{\"deviceName\":\"Cellar\","
            + "\"devEui\":\"0101010101010101\"},%s}";
    String base = "application/a/device/0101010101010101/event/";
    listener.hear(base + "up", form.formatted("\"object\":{\"battery\":92}"));
    assertEquals(
        "77.5 %",
        listener
            .hear(base + "status", form.formatted("\"margin\":10,\"batteryLevel\":77.5"))
            .get("cellar/status-battery"));
    assertEquals(
        "91 %",
        listener
            .hear(base + "up", form.formatted("\"object\":{\"battery\":91}"))
            .get("cellar/battery"));
  }

  @Test
  void whatADeviceRemembersIsNotWhatItIsNow() {
    assertEquals(
        Map.of("n/temperature", "21 Cel"),
        listener.hear(
            "v3/a@t/devices/n/up",
            FORM.formatted(
                "{\"temperature\":21,\"history\":[{\"timestamp\":1767500000,\"temperature\":5}]}")));
  }
}
