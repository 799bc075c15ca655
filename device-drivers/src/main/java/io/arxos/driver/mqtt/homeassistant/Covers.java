package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.DiscoveredPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Covers and valves: a state in words, a position and a tilt in percent, whatever the scale of the
/// device.
final class Covers {
  private static final double OPEN = 100;
  private static final double CLOSED = 0;
  private static final List<String> STATES =
      List.of("closed", "open", "opening", "closing", "stopped");

  private Covers() {}

  static void addCover(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    words(entity, "cover").addTo(points);
    var scale = new Scale(entity, "position_closed", CLOSED, "position_open", OPEN);
    var position =
        new Facet(entity, entity.named("position"))
            .state("position_topic", "position_template", "value_template")
            .command("set_position_topic", "set_position_template")
            .means("position", "%")
            .number(true)
            .range(CLOSED, OPEN);
    if (position.readable() && !scale.percent()) {
      position.then(scale.toPercent("(" + fromJson("position") + ")"));
    }
    scale.command(position, "position");
    position.addTo(points);
    tilt(entity, points);
  }

  private static void tilt(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    var scale = new Scale(entity, "tilt_min", CLOSED, "tilt_max", OPEN);
    var tilt =
        new Facet(entity, entity.named("tilt"))
            .state("tilt_status_topic", "tilt_status_template")
            .command("tilt_command_topic", "tilt_command_template")
            .means("percentage", "%")
            .number(true)
            .range(CLOSED, OPEN);
    if (tilt.readable() && !scale.percent()) {
      tilt.then(scale.toPercent("x"));
    }
    scale.command(tilt, "tilt_position");
    tilt.addTo(points);
  }

  /// Some say their position in a JSON object, also without a template.
  private static String fromJson(String key) {
    return "(x | from_json({})).get('" + key + "') if x[:1] == '{' else x";
  }

  /// The state, and the commands that open and close.
  private static Facet words(Entity entity, String noun) throws Rejection {
    Config config = entity.config();
    Map<String, String> words = new LinkedHashMap<>();
    for (String state : STATES) {
      String said = config.text("state_" + state, state);
      if (!said.equals(state)) {
        words.put(said, state);
      }
    }
    var facet =
        new Facet(entity, entity.named(noun))
            .state("state_topic", "value_template", "state_value_template")
            .command("command_topic", "command_template")
            .states(STATES)
            .ownWords(commands(config));
    if (facet.readable() && !words.isEmpty()) {
      var table = new StringBuilder();
      words.forEach((said, state) ->
          table
              .append(table.isEmpty() ? "" : ", ")
              .append(Templates.quoted(said))
              .append(": ")
              .append(Templates.quoted(state)));
      facet.then("{" + table + "}.get(x, x)");
    }
    return facet;
  }

  /// From a state, its number or a truth to the word of the command.
  private static String commands(Config config) {
    return "{%% set value = %s if value in [0, 'closed'] else %s if value in [1, 'open']"
            .formatted(
                Templates.quoted(config.text("payload_close", "CLOSE")),
                Templates.quoted(config.text("payload_open", "OPEN")))
        + " else %s if value in [4, 'stopped'] else value %%}"
            .formatted(Templates.quoted(config.text("payload_stop", "STOP")));
  }

  static void addValve(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    if (!entity.config().flag("reports_position", false)) {
      entity.config().needed("valve", "command_topic");
      words(entity, "valve").addTo(points);
      return;
    }
    var scale = new Scale(entity, "position_closed", CLOSED, "position_open", OPEN);
    var position =
        new Facet(entity, entity.named("position"))
            .state("state_topic", "value_template")
            .command("command_topic", "command_template")
            .means("valve_position", "%")
            .number(true)
            .range(CLOSED, OPEN);
    if (position.readable() && !(scale.percent() && position.atPointer())) {
      position.then(scale.toPercent("(" + fromJson("position") + ")"));
    }
    scale.command(position, "position");
    position.addTo(points);
  }

  /// The device's numbers for nothing and all.
  private record Scale(double closed, double open) {
    Scale(Entity entity, String closedKey, double closed, String openKey, double open) {
      this(entity.config().number(closedKey, closed), entity.config().number(openKey, open));
    }

    boolean percent() {
      return (closed == CLOSED && open == OPEN) || closed == open;
    }

    String toPercent(String number) {
      return percent()
          ? number
          : "((%s | float - %s) * 100 / %s) | round(1)"
              .formatted(number, Templates.number(closed), Templates.number(open - closed));
    }

    /// The command's template knows the percentage by its name, and the device's number as value.
    void command(Facet facet, String name) {
      if (!facet.writable() || (percent() && !facet.hasCommandTemplate())) {
        return;
      }
      String scaled =
          "{%% set value = (value * %s / 100 + %s) | round %%}"
              .formatted(Templates.number(open - closed), Templates.number(closed));
      facet.with("{% set " + name + " = value | int %}" + (percent() ? "" : scaled));
    }
  }
}
