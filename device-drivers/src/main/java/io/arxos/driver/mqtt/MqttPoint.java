package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.PayloadForm;

/// One point and where its messages are.
///
/// @param qos 0 or 1, the most it is delivered with
/// @param setTopic where values are written to; empty when they are not
/// @param setTemplate the payload of a write, with `{value}` in it
record MqttPoint(
    PointId id, String topic, int qos, PayloadForm form, String setTopic, String setTemplate) {
  private static final String VALUE = "{value}";
  private static final int TOPIC_BYTES_MAX = 65_535;

  static MqttPoint of(PointBinding binding) {
    Settings address = binding.address();
    String topic = topic(address, "topic", address.text("topic"));
    PayloadForm form = PayloadForm.of(address);
    int qos = (int) address.integer("qos", 0, 1, 1);
    String setTopic = topic(address, "set-topic", address.text("set-topic", ""));
    String template = address.text("set-template", VALUE);
    if (!template.contains(VALUE)) {
      address.problem("set-template", "set-template has no " + VALUE);
    }
    if (setTopic.isEmpty() && address.has("set-template")) {
      address.problem("set-template", "set-template needs set-topic");
    }
    if (setTopic.isEmpty() && binding.writable()) {
      address.problem("set-topic", "a point that is written needs set-topic");
    }
    address.done();
    return new MqttPoint(binding.point(), topic, qos, form, setTopic, template);
  }

  /// What is published to write a value.
  byte[] message(Value value) {
    String text = Payload.text(value);
    boolean json = !setTemplate.equals(VALUE);
    String quoted = json ? new String(JsonStringEncoder.getInstance().quoteAsString(text)) : text;
    return setTemplate.replace(VALUE, quoted).getBytes(UTF_8);
  }

  private static String topic(Settings address, String key, String topic) {
    if (topic.contains("#") || topic.contains("+") || topic.indexOf('\0') >= 0) {
      address.problem(key, key + " is \"" + topic + "\"; it must be one topic, without + and #");
    } else if (topic.getBytes(UTF_8).length > TOPIC_BYTES_MAX) {
      address.problem(key, key + " is longer than " + TOPIC_BYTES_MAX + " bytes");
    }
    return topic;
  }
}
