package io.arxos.fuzz;

import io.arxos.driver.mqtt.MqttDecoder;
import io.arxos.driver.mqtt.MqttDecoder.Output;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Bytes as messages of MQTT, one after the other: a byte that chooses the topic, two that are the
/// payload's length, the payload.
final class Messages {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int HEAD = 3;
  private static final int MESSAGES_MAX = 64;

  private Messages() {}

  /// Whether any of the messages said anything that is not wrong.
  static boolean understood(MqttDecoder decoder, List<String> topics, byte[] data) {
    boolean understood = false;
    int at = 0;
    for (int i = 0; i < MESSAGES_MAX && at + HEAD <= data.length; i++) {
      String topic = topics.get((data[at] & 0x7F) % topics.size());
      boolean retained = data[at] < 0;
      int length = (data[at + 1] & 0xFF) << 8 | data[at + 2] & 0xFF;
      int end = Math.min(data.length, at + HEAD + length);
      byte[] payload = Arrays.copyOfRange(data, at + HEAD, end);
      var heard = decoder.hear(new MqttMessage(topic, payload, retained, NOW.plusSeconds(i)));
      understood |= heard.stream().anyMatch(output -> !(output instanceof Output.Wrong));
      at = end;
    }
    return understood;
  }

  /// The payload of the first message, for controls.
  static byte[] first(byte[] data) {
    return data.length < HEAD ? new byte[0] : Arrays.copyOfRange(data, HEAD, data.length);
  }
}
