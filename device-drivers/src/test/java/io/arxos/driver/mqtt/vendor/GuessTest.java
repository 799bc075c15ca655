package io.arxos.driver.mqtt.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is of no known dialect.
final class GuessTest {
  private final Listener listener = new Listener("auto");

  @Test
  void aPlainNumberIsAPointOfItsParent() {
    assertEquals(
        Map.of("site-boiler/temperature", "71.5 Cel"),
        listener.hear("site/boiler/temperature", "71.5"));
    assertEquals(
        Map.of("site-boiler/pressure", "1.8 bar"),
        listener.hear("site/boiler/pressure", "1.8 bar"));
    assertTrue(listener.devices.getLast().confidence() < 0.5);
    assertTrue(listener.point("pressure").meaning().confidence() <= 0.5);
  }

  @Test
  void keysSayTheirUnits() {
    assertEquals(
        Map.of(
            "x-data/temp-c", "20 Cel",
            "x-data/batv", "3.1 V",
            "x-data/p-kw", "2 kW",
            "x-data/ok", "true",
            "x-data/t", "18.5 Cel"),
        listener.hear(
            "x/data",
            "{\"temp_c\":20,\"batV\":3.1,\"p_kW\":2,\"ok\":true,\"name\":\"pump\","
                + "\"t\":{\"value\":18.5,\"unit\":\"°C\"}}"));
  }

  // Nobody says the unit, and the number does: volts of a battery, pascal of the air.
  @Test
  void aNumberMayTellItsUnit() {
    assertEquals(
        Map.of(
            "tag/battery", "2.99 V",
            "tag/pressure", "101325 Pa",
            "tag/battery-ok", "1",
            "tag/humidity", "80.1 %"),
        listener.hear(
            "tag",
            "{\"battery\":2.99,\"pressure\":101325,\"battery_ok\":1,\"humidity\":80.1,\"id\":7}"));
    assertEquals(Map.of("pump/pressure", "1.8"), listener.hear("pump/pressure", "1.8"));
    assertEquals(Map.of("pump/flow-m3h", "12.5 m3/h"), listener.hear("pump/flow_m3h", "12.5"));
    assertEquals(Map.of("pump/speed", "1450.5 /min"), listener.hear("pump/speed", "1,450.5 rpm"));
  }

  @Test
  void aUnitMayStandBesideSeveralValues() {
    assertEquals(
        Map.of("m/energy-import-cumulative", "6613.405 kW.h", "m/energy-import-day", "13.2 kW.h"),
        listener.hear(
            "m",
            "{\"energy\":{\"import\":{\"cumulative\":6613.405,\"day\":13.2,\"units\":\"kWh\"}}}"));
  }

  // What an air handler supplies is air, what a boiler supplies is water.
  @Test
  void theEquipmentOfTheTopicDecidesWhatIsSupplied() {
    listener.hear("plant/boiler1", "{\"supply_temp\":71.5}");
    assertEquals(
        "Leaving_Hot_Water_Temperature_Sensor",
        listener.point("supply_temp").meaning().brickClass());
    listener.hear("plant/ahu1", "{\"supply_temp\":18.5}");
    assertEquals(
        "Supply_Air_Temperature_Sensor", listener.point("supply_temp").meaning().brickClass());
  }

  @Test
  void aTimeBesideValuesIsTheirTime() {
    assertEquals(
        Map.of("x-y/co2", "2026-01-05T07:59:00Z"),
        listener.times("x/y", "{\"co2\":600,\"ts\":1767599940}"));
    assertEquals(
        Map.of("x-z/co2", "2026-01-05T07:59:00Z"),
        listener.times("x/z", "{\"co2\":600,\"timestamp\":\"2026-01-05T07:59:00Z\"}"));
  }

  @Test
  void whatLooksLikeNothingIsShownWithASample() {
    assertEquals(Map.of(), listener.hear("log/line", "pump started"));
    assertEquals("pump started", listener.devices.getLast().sample());
    assertEquals("log/line", listener.devices.getLast().address());
    listener.hear("log/line", "pump stopped");
    assertEquals(1, listener.devices.size());
  }

  @Test
  void emptyAndStrangeBytesAreHarmless() {
    for (String payload : new String[] {"", " ", "{", "[[[[", "\u0000", "{}", "[]", "null"}) {
      listener.hear("a/b", payload);
      listener.hear("tele/a/SENSOR", payload);
      listener.hear("shellies/a/info", payload);
      listener.hear("a/events/rpc", payload);
      listener.hear("zigbee2mqtt/a", payload);
      listener.hear("zigbee2mqtt/bridge/devices", payload);
      listener.hear("tasmota/discovery/AABBCCDDEEFF/config", payload);
      listener.hear("application/1/device/2/event/up", payload);
    }
  }

  @Test
  void whatDevicesAreToldIsNoValue() {
    for (String topic :
        new String[] {
          "cmnd/plug/POWER",
          "zigbee2mqtt/lamp/set",
          "shelly1-x/command/switch:0",
          "a/set/b",
          "x/rpc"
        }) {
      assertEquals(Map.of(), listener.hear(topic, "{\"state\":1}"), topic);
      assertEquals(Map.of(), listener.hear(topic, "1"), topic);
    }
  }

  @Test
  void metadataIsNoValue() {
    String config =
        "{\"dn\":\"x\",\"t\":\"low\",\"ft\":\"%topic%/%prefix%/\",\"rl\":[1,0],\"ver\":1}";
    for (String mac : new String[] {"AABBCCDDEEFF", "aabbccddee00"}) {
      assertEquals(Map.of(), listener.hear("tasmota/discovery/" + mac + "/config", config));
      assertEquals("POWER", listener.devices.getLast().points().getFirst().name());
    }
  }

  // A topic belongs to whom it was first: what Home Assistant's discovery has said is not said
  // again by a guess, and a guess gives way to who knows better.
  @Test
  void aGuessGivesWayToADialect() {
    listener.hear("house/radio/lamp", "{\"brightness\":100}");
    listener.hear(
        "house/radio/bridge/devices",
        """
        [{"ieee_address":"0x1","type":"Router","friendly_name":"lamp","definition":{"model":"m",
        "vendor":"v","exposes":[{"type":"numeric","name":"brightness","property":"brightness",
        "access":1}]}}]\
        """);
    assertEquals(
        Map.of("lamp/brightness", "120"),
        listener.hear("house/radio/lamp", "{\"brightness\":120}"));
  }

  @Test
  void aUnitMayBeBrieflyNamed() {
    var guess = new Listener("auto");
    assertEquals(
        java.util.Map.of("x-y/temperature-v", "20.1 Cel", "x-y/moved-u", "3"),
        guess.hear(
            "x/y",
            "{\"temperature\":{\"v\":20.1,\"u\":\"°C\"},\"moved\":{\"u\":3},"
                + "\"reported_at\":1767599999000}"));
    assertEquals(
        "2026-01-05T07:59:59Z",
        guess
            .times("x/y", "{\"temperature\":{\"v\":20.2},\"reported_at\":1767599999000}")
            .get("x-y/temperature-v"));
  }

  // Gateways send what changed, in any order: a place in a list alone would be another point's.
  @Test
  void aValueInAListIsKnownByItsLabel() {
    var guess = new Listener("auto");
    String form =
        "{\"values\":[{\"id\":\"%s\",\"v\":%s,\"q\":true,\"t\":1767599999000},{\"id\":\"%s\",\"v\":%s}]}";
    java.util.Map<String, String> first =
        guess.hear("k/iot", form.formatted("Boiler.Temp", "42.5", "Hall.Humidity", "40"));
    assertEquals("42.5 Cel", first.get("k-iot/values-1-boiler-temp"));
    assertEquals("40 %", first.get("k-iot/values-2-hall-humidity"));
    java.util.Map<String, String> turned =
        guess.hear("k/iot", form.formatted("Hall.Humidity", "41", "Boiler.Temp", "43"));
    assertEquals(null, turned.get("k-iot/values-1-boiler-temp"));
    assertEquals("43 Cel", turned.get("k-iot/values-2-boiler-temp"));
  }

  @Test
  void aKeyMayHaveItsUnitBesideIt() {
    assertEquals(
        java.util.Map.of("x-u/temperature", "70 [degF]", "x-u/humidity", "40 %"),
        new Listener("auto")
            .hear("x/u", "{\"temperature\":70,\"temperature_unit\":\"°F\",\"humidity\":40}"));
  }

  @Test
  void theModeOffIsNoFalse() {
    var guess = new Listener("auto");
    assertEquals("off", guess.hear("hall/heatpump/mode", "off").get("hall-heatpump/mode"));
    assertEquals("false", guess.hear("hall/heatpump/pump", "off").get("hall-heatpump/pump"));
    assertEquals("2", guess.hear("hall/boiler/mode", "2").get("hall-boiler/mode"));
    assertEquals("", String.valueOf(guess.address("mode").getOrDefault("type", "")));
    assertEquals(
        java.util.Map.of("x-z/fan-mode", "off", "x-z/fan", "false"),
        guess.hear("x/z", "{\"fan_mode\":\"off\",\"fan\":\"off\"}"));
  }
}
