package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.DiscoveredPoint;
import java.util.List;

/// What is on or off: switches, sirens, locks; and what is only pressed.
final class Switches {
  private Switches() {}

  static void add(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    entity.config().needed(entity.component(), "command_topic");
    switch (entity.component()) {
      case "lock" -> lock(entity, points);
      case "button" -> pressed(entity, "payload_press", "PRESS", points);
      case "scene" -> pressed(entity, "payload_on", "ON", points);
      case "siren" -> siren(entity, points);
      default -> onOff(entity, entity.named(), "state_topic", points);
    }
  }

  /// A switch: its words for the state are those of the command unless it says others.
  private static void onOff(
      Entity entity, String name, String stateKey, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    String on = config.text("payload_on", "ON");
    String off = config.text("payload_off", "OFF");
    new Facet(entity, name)
        .state(stateKey, "value_template", "state_value_template")
        .command("command_topic", "command_template")
        .binary("switch", config.text("state_on", on), config.text("state_off", off))
        .sends(on, off)
        .addTo(points);
  }

  /// Speaks JSON when it has no template: `{"state": "ON"}`.
  private static void siren(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    String on = config.text("payload_on", "ON");
    String off = config.text("payload_off", "OFF");
    var facet =
        new Facet(entity, entity.named())
            .state("state_topic", "state_value_template")
            .then("(x | from_json({})).get('state', '') if x[:1] == '{' else x")
            .binary("switch", config.text("state_on", on), config.text("state_off", off))
            .sends(on, off);
    if (config.has("command_template")) {
      facet.command("command_topic", "command_template");
    } else {
      facet.write("command_topic", "{\"state\": {{ value | tojson }}}");
    }
    facet.addTo(points);
  }

  /// True is locked. What is between the two says nothing; a jammed lock is a fault.
  private static void lock(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    String between =
        Templates.quoted(config.text("state_locking", "LOCKING"))
            + ", "
            + Templates.quoted(config.text("state_unlocking", "UNLOCKING"));
    new Facet(entity, entity.named())
        .state("state_topic", "value_template")
        .then("x if x not in [" + between + "]")
        .command("command_topic", "command_template")
        .binary(
            "lock",
            config.text("state_locked", "LOCKED"),
            config.text("state_unlocked", "UNLOCKED"))
        .sends(config.text("payload_lock", "LOCK"), config.text("payload_unlock", "UNLOCK"))
        .addTo(points);
  }

  /// True presses it; false is nothing that could be sent.
  private static void pressed(
      Entity entity, String key, String otherwise, List<DiscoveredPoint> points) throws Rejection {
    String payload = entity.config().text(key, otherwise);
    new Facet(entity, entity.named())
        .command("command_topic", "command_template")
        .binary("", payload, payload)
        .sends(payload, payload)
        .addTo(points);
  }
}
