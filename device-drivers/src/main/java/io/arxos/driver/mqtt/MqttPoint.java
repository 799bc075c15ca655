package io.arxos.driver.mqtt;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.payload.PayloadForm;

/// One point and where its messages are.
///
/// @param topic one topic, or a filter with wildcards that only one device's topics match
/// @param qos 0 or 1, the most it is delivered with
record MqttPoint(
    PointId id,
    String topic,
    int qos,
    PayloadForm form,
    Availability availability,
    Sending sending) {

  static MqttPoint of(PointBinding binding) {
    Settings address = binding.address();
    String topic = address.text("topic");
    String fault = TopicFilter.fault(topic);
    if (!fault.isEmpty()) {
      address.problem("topic", "topic \"" + topic + "\" " + fault);
    }
    PayloadForm form = PayloadForm.of(address);
    int qos = (int) address.integer("qos", 0, 1, 1);
    Availability availability = Availability.of(address);
    Sending sending = Sending.of(address, binding.writable());
    address.done();
    return new MqttPoint(binding.point(), topic, qos, form, availability, sending);
  }

  /// Asks that a topic be one, without wildcards.
  static String topic(Settings section, String key, String topic) {
    String fault = TopicFilter.fault(topic);
    if (TopicFilter.hasWildcard(topic)) {
      section.problem(key, key + " is \"" + topic + "\"; it must be one topic, without + and #");
    } else if (!fault.isEmpty()) {
      section.problem(key, key + " " + fault);
    }
    return topic;
  }
}
