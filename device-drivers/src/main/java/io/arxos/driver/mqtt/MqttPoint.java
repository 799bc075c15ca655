package io.arxos.driver.mqtt;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.mqtt.sparkplug.SparkplugHost;
import io.arxos.driver.payload.PayloadForm;
import java.util.ArrayList;
import java.util.List;

/// One point and where its messages are.
///
/// @param places where its value is said: the first is the address's own, the others are those of
///   `also`
/// @param qos 0 or 1, the most it is delivered with
record MqttPoint(
    PointId id, List<Place> places, int qos, Availability availability, Sending sending) {
  private static final int PLACES_MAX = 16;

  /// A place where a value is said.
  ///
  /// @param topic one topic, or a filter with wildcards that only one device's topics match
  record Place(String topic, PayloadForm form) {}

  static MqttPoint of(PointBinding binding) {
    Settings address = binding.address();
    if (address.has("sparkplug")) {
      return metric(binding);
    }
    var places = new ArrayList<Place>();
    places.add(place(address));
    List<Settings> also = address.sections("also");
    if (also.size() >= PLACES_MAX) {
      address.problem("also", "also has more than " + (PLACES_MAX - 1) + " places");
    }
    for (Settings section : also) {
      places.add(place(section));
      section.done();
    }
    int qos = (int) address.integer("qos", 0, 1, 1);
    Availability availability = Availability.of(address);
    Sending sending = Sending.of(address, binding.writable());
    address.done();
    return new MqttPoint(binding.point(), List.copyOf(places), qos, availability, sending);
  }

  private static MqttPoint metric(PointBinding binding) {
    Settings address = binding.address();
    String device = address.text("sparkplug");
    String name = address.text("metric");
    String filter = SparkplugHost.filter(device);
    if (filter.isEmpty()) {
      address.problem(
          "sparkplug",
          "sparkplug is \"" + device + "\"; it must be GROUP/NODE or GROUP/NODE/DEVICE");
    }
    address.done();
    return new MqttPoint(
        binding.point(),
        List.of(new Place(filter, PayloadForm.metric(device, name))),
        1,
        Availability.UNTOLD,
        Sending.NONE);
  }

  private static Place place(Settings section) {
    String topic = section.text("topic");
    String fault = TopicFilter.fault(topic);
    if (!fault.isEmpty()) {
      section.problem("topic", "topic \"" + topic + "\" " + fault);
    }
    return new Place(topic, PayloadForm.of(section));
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
