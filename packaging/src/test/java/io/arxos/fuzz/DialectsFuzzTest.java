package io.arxos.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.mqtt.MqttDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What devices of all kinds say by MQTT: their configurations for Home Assistant, their states,
/// the envelopes of LoRaWAN's network servers.
public final class DialectsFuzzTest {
  private static final List<String> TOPICS =
      List.of(
          "homeassistant/sensor/x/config",
          "homeassistant/climate/x/y/config",
          "homeassistant/device/x/config",
          "homeassistant/light/x/config",
          "homeassistant/cover/x/config",
          "dev/state",
          "dev/avail",
          "zigbee2mqtt/bridge/devices",
          "zigbee2mqtt/lamp",
          "zigbee2mqtt/lamp/availability",
          "tele/plug/SENSOR",
          "tele/plug/STATE",
          "tele/plug/LWT",
          "stat/plug/RESULT",
          "tasmota/discovery/AABBCC/config",
          "tasmota/discovery/AABBCC/sensors",
          "shellies/shelly1-AABBCC/relay/0",
          "shellies/announce",
          "shellyplus1-aabbcc/status/switch:0",
          "shellyplus1-aabbcc/events/rpc",
          "v3/app@ttn/devices/dev/up",
          "application/1/device/0102030405060708/event/up",
          "any/topic",
          "home/temp");

  public static void fuzzerTestOneInput(byte[] data) {
    takes(data);
  }

  static boolean takes(byte[] data) {
    return Limits.within(() -> Messages.understood(MqttDecoder.auto(), TOPICS, data));
  }

  @Test
  void corpusReplays() {
    var ends = Corpus.of("dialects").replay(DialectsFuzzTest::takes);
    assertTrue(ends.understood() > 20 && ends.refused() > 5, ends.toString());
  }

  // The control: a reader to which every object ends.
  @Test
  void readerThatTrustsTheEndIsFound() {
    Corpus.of("dialects")
        .finds(data -> {
          var text = new String(Messages.first(data), StandardCharsets.ISO_8859_1);
          return !text.startsWith("{") || text.charAt(text.indexOf('}')) == '}';
        });
  }
}
