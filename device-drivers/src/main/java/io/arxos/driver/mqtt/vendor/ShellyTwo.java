package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shelly's second and later generations: notifications in `<prefix>/events/rpc`, the status of one
/// component in `<prefix>/status/<component>`, and answers of the device to whoever asked.
final class ShellyTwo {
  private static final Pattern EVENTS = Pattern.compile("(.+)/events/rpc");
  private static final Pattern STATUS =
      Pattern.compile("(.+)/status/([a-z0-9_]{2,20}(?::\\d{1,4})?)");
  private static final String HEARD = "last_updated_ts";
  private static final Pattern COMPONENT = Pattern.compile("[a-z0-9_]{2,20}(:\\d{1,4})?");
  private static final Pattern SOURCE = Pattern.compile("shelly[a-z0-9]+-[0-9a-f]{6,16}");

  private final Roster roster = new Roster(0.9);

  Heard hear(MqttMessage message) {
    if (message.payload().length == 0 || message.payload()[0] != '{') {
      return message.topic().contains("shelly") && message.topic().endsWith("/online")
          ? Roster.NOTHING_NEW
          : new Heard.NotMine();
    }
    Matcher events = EVENTS.matcher(message.topic());
    Matcher status = STATUS.matcher(message.topic());
    Optional<JsonNode> root = new Payload(message.payload()).json();
    if (root.isEmpty()) {
      return events.matches() ? new Heard.Wrong("frame is not JSON") : new Heard.NotMine();
    }
    if (events.matches()) {
      return notified(events.group(1), root.get());
    }
    if (status.matches() && root.get().isObject() && isShelly(status.group(1), status.group(2))) {
      return component(status.group(1), status.group(2), root.get());
    }
    return message.topic().endsWith("/rpc") && SOURCE.matcher(source(root.get())).matches()
        ? answered(message.topic(), root.get())
        : new Heard.NotMine();
  }

  /// A prefix may be anything; the components' kinds are Shelly's own.
  private static boolean isShelly(String prefix, String component) {
    return prefix.contains("shelly") || component.contains(":") || component.equals("sys");
  }

  private static String source(JsonNode frame) {
    return frame.path("src").asText("");
  }

  private Heard notified(String prefix, JsonNode frame) {
    String method = frame.path("method").asText("");
    if (!method.startsWith("Notify")) {
      return new Heard.NotMine();
    }
    Sheet sheet = sheet(prefix, source(frame));
    if (sheet == null) {
      return Roster.NOTHING_NEW;
    }
    if (method.equals("NotifyEvent")) {
      event(prefix, frame.at("/params/events/0"), sheet);
      return Roster.news(sheet);
    }
    frame
        .path("params")
        .properties()
        .forEach(entry -> {
          if (COMPONENT.matcher(entry.getKey()).matches() && entry.getValue().isObject()) {
            points(prefix, entry.getKey(), entry.getValue(), sheet);
          }
        });
    return Roster.news(sheet);
  }

  /// What a button or a Bluetooth sensor does, such as `single_push`.
  private static void event(String prefix, JsonNode event, Sheet sheet) {
    String component = event.path("component").asText("");
    if (component.startsWith("input") || component.startsWith("bthome")) {
      Where where =
          Where.partial(prefix + "/events/rpc", "/params/events/0/event")
              .key("time-pointer", "/params/ts")
              .key("when", Map.of("/params/events/0/component", component))
              .available(prefix + "/online", "true", "false");
      sheet.put(component + " event", Sense.of("", "", "event"), where);
    }
  }

  private Heard component(String prefix, String component, JsonNode status) {
    Sheet sheet = sheet(prefix, "");
    if (sheet != null) {
      points(prefix, component, status, sheet);
    }
    return Roster.news(sheet);
  }

  private @org.jspecify.annotations.Nullable Sheet sheet(String prefix, String source) {
    Sheet sheet = roster.at(prefix);
    if (sheet != null) {
      int dash = source.indexOf('-');
      String name = prefix.substring(prefix.lastIndexOf('/') + 1);
      sheet.identify(
          new Identity(source, name, "Shelly", dash < 0 ? "" : source.substring(0, dash)));
    }
    return sheet;
  }

  private static void points(String prefix, String component, JsonNode status, Sheet sheet) {
    for (Leaf leaf : Leaf.of(status, "")) {
      boolean nothing = leaf.value().isNull() && !sheet.has(component + " " + leaf.name());
      if (nothing || !ShellyFields.isValue(component, leaf)) {
        continue;
      }
      String params = Where.child("/params", component);
      Where plain = Where.partial(prefix + "/status/" + component, leaf.pointer());
      boolean heard = status.has(HEARD); // of a sensor behind this device
      Where where =
          Where.partial(prefix + "/events/rpc", params + leaf.pointer())
              .key("time-pointer", heard ? Where.child(params, HEARD) : "/params/ts")
              .also(heard ? plain.key("time-pointer", "/" + HEARD) : plain)
              .available(prefix + "/online", "true", "false");
      put(prefix, component, leaf, where, sheet);
    }
  }

  private static void put(String prefix, String component, Leaf leaf, Where where, Sheet sheet) {
    String name = component + " " + leaf.name();
    String kind = ShellyFields.kind(component);
    int colon = component.indexOf(':');
    String id = colon < 0 ? "0" : component.substring(colon + 1);
    String command =
        switch (kind + " " + leaf.name()) {
          case "switch output" -> call("Switch.Set", id, "on");
          case "light output" -> call("Light.Set", id, "on");
          case "light brightness" -> call("Light.Set", id, "brightness");
          case "cover current_pos" -> call("Cover.GoToPosition", id, "pos");
          case "boolean value" -> call("Boolean.Set", id, "value");
          case "number value" -> call("Number.Set", id, "value");
          default -> "";
        };
    if (command.isEmpty()) {
      sheet.put(name, ShellyFields.meaning(component, leaf), where);
      return;
    }
    where.set(prefix + "/rpc", command);
    Map<String, Object> more =
        leaf.value().isBoolean()
            ? Map.of("states", java.util.List.of("off", "on"))
            : Map.of("write", Map.of("min", 0, "max", 100));
    sheet.put(name, ShellyFields.meaning(component, leaf), where, more);
  }

  private static String call(String method, String id, String parameter) {
    return "{\"id\":1,\"src\":\"arxos\",\"method\":\""
        + method
        + "\",\"params\":{\"id\":"
        + id
        + ",\""
        + parameter
        + "\":{value}}}";
  }

  /// The answer to `Shelly.GetStatus` holds every component; that to `Switch.GetStatus` is one.
  private Heard answered(String topic, JsonNode frame) {
    String source = source(frame);
    Sheet sheet = roster.at(source);
    JsonNode result = frame.path("result");
    if (sheet == null || !result.isObject()) {
      return Roster.NOTHING_NEW;
    }
    int dash = source.indexOf('-');
    sheet.identify(new Identity(source, source, "Shelly", source.substring(0, dash)));
    result
        .properties()
        .forEach(entry -> {
          String component = entry.getKey();
          if (COMPONENT.matcher(component).matches() && entry.getValue().isObject()) {
            answer(topic, source, component, entry.getValue(), sheet);
          }
        });
    return Roster.news(sheet);
  }

  private static void answer(
      String topic, String source, String component, JsonNode status, Sheet sheet) {
    for (Leaf leaf : Leaf.of(status, "")) {
      String name = component + " " + leaf.name();
      if (ShellyFields.isValue(component, leaf) && !leaf.value().isNull() && !sheet.has(name)) {
        String pointer = Where.child("/result", component) + leaf.pointer();
        Where where = Where.partial(topic, pointer).key("when", Map.of("/src", source));
        where.also(
            Where.partial(
                    source + "/events/rpc", Where.child("/params", component) + leaf.pointer())
                .key("time-pointer", "/params/ts"));
        where.also(Where.partial(source + "/status/" + component, leaf.pointer()));
        where.available(source + "/online", "true", "false");
        put(source, component, leaf, where, sheet);
      }
    }
  }
}
