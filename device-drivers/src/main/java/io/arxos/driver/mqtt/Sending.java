package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.payload.Payload;
import org.jspecify.annotations.Nullable;

/// How a value is written to a device.
///
/// @param topic where it is published; empty when the point is not written
/// @param template the payload, with `{value}` in it
/// @param on what is said for true; null for `true`
/// @param off what is said for false; null for `false`
/// @param retain whether the broker keeps it
record Sending(
    String topic, String template, @Nullable String on, @Nullable String off, boolean retain) {
  private static final String VALUE = "{value}";

  static Sending of(Settings address, boolean writable) {
    String topic = MqttPoint.topic(address, "set-topic", address.text("set-topic", ""));
    String template = address.text("set-template", VALUE);
    String on = address.has("set-on") ? address.text("set-on", "") : null;
    String off = address.has("set-off") ? address.text("set-off", "") : null;
    boolean retain = address.flag("retain", false);
    if (!template.contains(VALUE)) {
      address.problem("set-template", "set-template has no " + VALUE);
    }
    if (topic.isEmpty()) {
      for (String key : new String[] {"set-template", "set-on", "set-off"}) {
        if (address.has(key)) {
          address.problem(key, key + " needs set-topic");
        }
      }
    }
    if (topic.isEmpty() && writable) {
      address.problem("set-topic", "a point that is written needs set-topic");
    }
    return new Sending(topic, template, on, off, retain);
  }

  /// What is published to write a value.
  byte[] message(Value value) {
    String text = text(value);
    boolean json = !template.equals(VALUE);
    String quoted = json ? new String(JsonStringEncoder.getInstance().quoteAsString(text)) : text;
    return template.replace(VALUE, quoted).getBytes(UTF_8);
  }

  private String text(Value value) {
    boolean truth = !(value instanceof Value.Text) && (on != null || off != null);
    if (!truth) {
      return Payload.text(value);
    }
    String word = value.number() != 0 ? on : off;
    return word == null ? Payload.text(value) : word;
  }
}
