package io.arxos.driver.mqtt.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// Forms from https://tasmota.github.io/docs/JSON-Status-Responses/ and its pages on energy,
/// sensors and discovery.
@NullUnmarked // a map without the asked key fails the test, as it should
final class TasmotaTest {
  private final Listener listener = new Listener("tasmota");

  @Test
  void everySensorsKeysAreKnownByTheirNames() {
    assertEquals(
        Map.of(
            "plug/energy-total", "1.956 kW.h",
            "plug/energy-power", "9 W",
            "plug/energy-factor", "0.43",
            "plug/energy-voltage", "231 V",
            "plug/energy-current", "0.089 A",
            "plug/energy-apparent-power", "21 V.A",
            "plug/energy-reactive-power", "19 V.A{reactive}",
            "plug/bme280-temperature", "72.5 [degF]",
            "plug/bme280-dew-point", "50.1 [degF]",
            "plug/bme280-pressure", "29.9 [in_i'Hg]"),
        listener.hear(
            "tele/plug/SENSOR",
            """
            {"Time":"2026-01-05T09:00:00","ENERGY":{"TotalStartTime":"2019-01-01T00:00:00",
            "Total":1.956,"Power":9,"ApparentPower":21,"ReactivePower":19,"Factor":0.43,
            "Voltage":231,"Current":0.089},
            "BME280":{"Temperature":72.5,"DewPoint":50.1,"Pressure":29.9},
            "PressureUnit":"inHg","TempUnit":"F"}\
            """));
  }

  @Test
  void phasesAreValuesOfTheirOwn() {
    Map<String, String> readings =
        listener.hear(
            "tele/meter/SENSOR",
            """
            {"Time":"2026-01-05T08:00:00","ENERGY":{"Power":[120,-3,0],"Voltage":[230.1,231,229],
            "Total":13.2,"TotalTariff":[10.1,3.1]}}\
            """);
    assertEquals("120 W", readings.get("meter/energy-power-1"));
    assertEquals("-3 W", readings.get("meter/energy-power-2"));
    assertEquals("229 V", readings.get("meter/energy-voltage-3"));
    assertEquals("3.1 kW.h", readings.get("meter/energy-total-tariff-2"));
  }

  // The clock of a device is local and names no zone; it is right when it is a whole number of
  // quarters of an hour away from the time at which the message came (08:00:00Z).
  @Test
  void aLocalTimeIsUnderstoodByTheTimeOfArrival() {
    String form = "{\"Time\":\"%s\",\"DS18B20-1\":{\"Id\":\"01144A1\",\"Temperature\":21.3}}";
    String point = "a/ds18b20-1-temperature";
    assertEquals(
        "2026-01-05T07:59:58Z",
        listener.times("tele/a/SENSOR", form.formatted("2026-01-05T08:59:58")).get(point));
    assertEquals(
        "2026-01-05T07:59:58Z",
        listener.times("tele/a/SENSOR", form.formatted("2026-01-05T13:29:58")).get(point));
    assertEquals(
        "2026-01-05T07:59:58Z",
        listener.times("tele/a/SENSOR", form.formatted("2026-01-05T08:59:58+01:00")).get(point));
    assertEquals(
        "null", listener.times("tele/a/SENSOR", form.formatted("1970-01-01T00:00:12")).get(point));
    assertEquals(
        "null", listener.times("tele/a/SENSOR", form.formatted("2026-01-05T08:07:30")).get(point));
  }

  // What was kept may be three quarters of an hour old, and what waited for us too: its time would
  // look like that of another zone, and old values would look new.
  @Test
  void anOldMessageIsNotTakenForOneOfAnotherZone() {
    String form = "{\"Time\":\"%s\",\"AM2301\":{\"Humidity\":40}}";
    assertEquals(
        "null",
        listener
            .times("tele/b/SENSOR", form.formatted("2026-01-05T07:15:00"))
            .get("b/am2301-humidity"));
    listener.retained(true);
    assertEquals(
        "null",
        listener
            .times("tele/b/SENSOR", form.formatted("2026-01-05T09:00:00"))
            .get("b/am2301-humidity"));
    assertEquals(
        "2026-01-05T08:00:00Z",
        listener
            .times("tele/b/SENSOR", form.formatted("2026-01-05T09:00:00+01:00"))
            .get("b/am2301-humidity"));
  }

  @Test
  void aRelayIsOnePointWhereverItIsTold() {
    assertEquals(Map.of("x/power", "true"), only(listener.hear("stat/x/POWER", "ON"), "x/power"));
    assertEquals(Map.of("x/power", "false"), listener.hear("stat/x/RESULT", "{\"POWER\":\"OFF\"}"));
    assertEquals(
        "true",
        listener
            .hear("tele/x/STATE", "{\"Time\":\"2026-01-05T08:00:00\",\"POWER\":\"ON\"}")
            .get("x/power"));
    assertEquals("cmnd/x/POWER", listener.address("POWER").get("set-topic"));
    assertEquals("ON", listener.address("POWER").get("set-on"));
  }

  private static Map<String, String> only(Map<String, String> all, String path) {
    return Map.of(path, all.getOrDefault(path, ""));
  }

  @Test
  void theLastWillTakesEveryPointDown() {
    listener.hear("tele/x/SENSOR", "{\"SHT3X\":{\"Humidity\":40}}");
    assertEquals(
        Map.of("x/sht3x-humidity", "DOWN: the device is said to be out of reach"),
        listener.hear("tele/x/LWT", "Offline"));
    assertEquals(Map.of("x/sht3x-humidity", "40 %"), listener.hear("tele/x/LWT", "Online"));
  }

  @Test
  void topicsMayBeInAnyOrder() {
    String sensor = "{\"AM2301\":{\"Temperature\":-3.5}}";
    assertEquals(
        Map.of("hall/am2301-temperature", "-3.5 Cel"), listener.hear("hall/tele/SENSOR", sensor));
    assertEquals(
        Map.of("roof/am2301-temperature", "-3.5 Cel"),
        listener.hear("home/tele/tasmota/roof/SENSOR", sensor));
    assertEquals("hall/tele/LWT", lastWill(0));
    assertEquals("home/tele/tasmota/roof/LWT", lastWill(1));
  }

  private Object lastWill(int device) {
    var all =
        (java.util.List<?>)
            listener.devices.get(device).points().getFirst().address().get("availability");
    return all == null ? "" : ((Map<?, ?>) all.getFirst()).get("topic");
  }

  @Test
  void aDeviceThatNamesItselfIsKnownBeforeItSpeaks() {
    listener.hear(
        "tasmota/discovery/C44F33978EE5/config",
        """
        {"ip":"192.0.2.7","dn":"Kitchen plug","fn":["Kitchen",null],"hn":"k","mac":"C44F33978EE5",
        "md":"Gosund SP1","ty":0,"if":0,"ofln":"Offline","onln":"Online",
        "state":["OFF","ON","TOGGLE","HOLD"],"sw":"12.1.1","t":"gosund","ft":"%topic%/%prefix%/",
        "tp":["cmnd","stat","tele"],"rl":[1,0,0,0],"ver":1}\
        """);
    assertEquals("C44F33978EE5", listener.devices.getLast().device().id());
    assertEquals("Gosund SP1", listener.devices.getLast().device().model());
    listener.hear(
        "tasmota/discovery/C44F33978EE5/sensors",
        "{\"sn\":{\"Time\":\"2026-01-05T08:00:00\",\"SI7021\":{\"Temperature\":null,"
            + "\"Humidity\":null},\"TempUnit\":\"F\"},\"ver\":1}");
    assertEquals(3, listener.devices.getLast().points().size());
    assertEquals(
        Map.of("kitchen-plug/si7021-temperature", "70.1 [degF]"),
        listener.hear("gosund/tele/SENSOR", "{\"SI7021\":{\"Temperature\":70.1}}"));
    assertEquals(Map.of("kitchen-plug/power", "true"), listener.hear("gosund/stat/POWER", "ON"));
  }

  @Test
  void whatWasAskedForIsTheSamePoint() {
    listener.hear("tele/x/SENSOR", "{\"DHT11\":{\"Temperature\":20}}");
    assertEquals(
        Map.of("x/dht11-temperature", "22 Cel"),
        listener.hear(
            "stat/x/STATUS10",
            "{\"StatusSNS\":{\"DHT11\":{\"Temperature\":22},\"TempUnit\":\"C\"}}"));
  }

  @Test
  void aSensorThatFailsIsAFaultAndACutMessageToo() {
    listener.hear("tele/x/SENSOR", "{\"DHT11\":{\"Temperature\":20}}");
    assertEquals(
        Map.of("x/dht11-temperature", "FAULT: no value at /DHT11/Temperature"),
        listener.hear("tele/x/SENSOR", "{\"DHT11\":{\"Temperature\":null}}"));
    assertEquals(
        Map.of("x/dht11-temperature", "FAULT: payload is not JSON"),
        listener.hear("tele/x/SENSOR", "{\"DHT11\":{\"Tempe"));
    assertTrue(listener.hear("tele/new/SENSOR", "{\"DHT").get("").startsWith("FAULT"));
  }

  // Kept apart by the name above a key: the speed of a wind, the distance of a lightning, the
  // quality of a wireless link and the strength of another.
  @Test
  void keysThatMeanSomethingElseBelowAnotherName() {
    assertEquals(
        Map.of(
            "w/tx23-speed-act", "14.8 km/h",
            "w/tx23-dir-deg", "247.5 deg",
            "w/as3935-distance", "5 km",
            "w/as3935-energy", "1200",
            "w/veml6070-uv-power", "0.003 W/m2",
            "w/mlx90614-objtmp", "74.3 [degF]",
            "w/ble-rssi", "-73 dB[mW]",
            "w/sml-total-in", "1234.5 kW.h",
            "w/sml-p", "-235"),
        listener.hear(
            "tele/w/SENSOR",
            """
            {"Time":"2026-01-05T08:00:00","TX23":{"Speed":{"Act":14.8},"Dir":{"Deg":247.5}},
            "AS3935":{"Distance":5,"Energy":1200},"VEML6070":{"UvPower":0.003},
            "MLX90614":{"OBJTMP":74.3},"BLE":{"RSSI":-73},"SML":{"Total_in":1234.5,"P":-235},
            "SpeedUnit":"km/h","TempUnit":"F"}\
            """));
    assertEquals(
        "Dewpoint_Sensor",
        classOf("tele/x/SENSOR", "{\"Time\":\"\",\"SHT3X\":{\"DewPoint\":9.1}}", "SHT3X DewPoint"));
  }

  private String classOf(String topic, String payload, String point) {
    listener.hear(topic, payload);
    return listener.point(point).meaning().brickClass();
  }

  @Test
  void aShutterSaysItsPositionInSensorAndInTheAnswerToACommand() {
    String shutter = "{%s\"Shutter1\":{\"Position\":%d,\"Direction\":0,\"Target\":60}}";
    assertEquals(
        "30 %",
        listener.hear("stat/s/RESULT", shutter.formatted("", 30)).get("s/shutter1-position"));
    assertEquals(
        "60 %",
        listener
            .hear("tele/s/SENSOR", shutter.formatted("\"Time\":\"2026-01-05T08:00:00\",", 60))
            .get("s/shutter1-position"));
    assertEquals(
        "Wind_Speed_Sensor",
        classOf(
            "tele/v/SENSOR",
            "{\"WINDMETER\":{\"Speed\":3.1},\"SpeedUnit\":\"m/s\"}",
            "WINDMETER Speed"));
  }
}
