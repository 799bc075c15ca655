package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.Rendering;
import io.arxos.driver.template.Rendered;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a value is written to a device.
///
/// @param topic where it is published; empty when the point is not written
/// @param template the payload, with `{value}` in it; without effect when there is a rendering
/// @param rendering what makes the payload of `value`; null when it is the template
/// @param words what is said for true and false; null for `true` and `false`
/// @param retain whether the broker keeps it
record Sending(
    String topic,
    String template,
    @Nullable Rendering rendering,
    @Nullable Words words,
    boolean retain) {
  private static final String VALUE = "{value}";

  /// Not by a message of its own.
  static final Sending NONE = new Sending("", VALUE, null, null, false);

  /// What is said for true and false.
  record Words(String on, String off) {}

  static Sending of(Settings address, boolean writable) {
    String topic = MqttPoint.topic(address, "set-topic", address.text("set-topic", ""));
    String template = address.text("set-template", VALUE);
    boolean jinja = template.contains("{{") || template.contains("{%");
    Rendering rendering = jinja ? Rendering.of(address, "set-template") : null;
    if (!jinja && !template.contains(VALUE)) {
      address.problem("set-template", "set-template has neither " + VALUE + " nor {{ value }}");
    }
    Words words = words(address);
    boolean retain = address.flag("retain", false);
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
    return new Sending(topic, template, rendering, words, retain);
  }

  private static @Nullable Words words(Settings address) {
    String on = address.text("set-on", "true");
    String off = address.text("set-off", "false");
    return address.has("set-on") || address.has("set-off") ? new Words(on, off) : null;
  }

  /// What is published to write a value.
  ///
  /// @throws BrokerException when the template does not give a payload for it
  byte[] message(Value value) throws BrokerException {
    String text = text(value);
    if (rendering != null) {
      return rendered(rendering, words == null ? plain(value) : text).getBytes(UTF_8);
    }
    boolean json = !template.equals(VALUE);
    String quoted = json ? new String(JsonStringEncoder.getInstance().quoteAsString(text)) : text;
    return template.replace(VALUE, quoted).getBytes(UTF_8);
  }

  private static String rendered(Rendering rendering, Object value) throws BrokerException {
    return switch (rendering.template().render(Map.of("value", value))) {
      case Rendered.Text(String text) -> text;
      case Rendered.Failed(String reason, boolean _) ->
          throw new BrokerException("set-template: " + reason, false, null);
    };
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Num(double number) when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          (Object) (long) number;
      case Value.Num(double number) -> number;
      case Value.Int(long number) -> number;
      case Value.Bool(boolean flag) -> flag;
      case Value.Text(String text) -> text;
    };
  }

  private String text(Value value) {
    if (words == null || value instanceof Value.Text) {
      return Payload.text(value);
    }
    return value.number() != 0 ? words.on() : words.off();
  }
}
