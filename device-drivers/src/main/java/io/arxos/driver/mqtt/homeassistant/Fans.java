package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.DiscoveredPoint;
import java.util.List;

/// Fans: on or off, speed in percent, preset, oscillation, direction.
final class Fans {
  private static final double PERCENT = 100;

  private Fans() {}

  static void add(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    config.needed("fan", "command_topic");
    String on = config.text("payload_on", "ON");
    String off = config.text("payload_off", "OFF");
    new Facet(entity, entity.named("fan"))
        .state("state_topic", "state_value_template", "value_template")
        .command("command_topic", "command_template")
        .binary("switch", on, off)
        .sends(on, off)
        .addTo(points);
    speed(entity, points);
    new Facet(entity, entity.named("preset"))
        .state("preset_mode_state_topic", "preset_mode_value_template")
        .noneIsAState()
        .command("preset_mode_command_topic", "preset_mode_command_template")
        .states(config.texts("preset_modes"))
        .addTo(points);
    String turns = config.text("payload_oscillation_on", "oscillate_on");
    String stands = config.text("payload_oscillation_off", "oscillate_off");
    new Facet(entity, entity.named("oscillation"))
        .state("oscillation_state_topic", "oscillation_value_template")
        .command("oscillation_command_topic", "oscillation_command_template")
        .binary("switch", turns, stands)
        .sends(turns, stands)
        .addTo(points);
    new Facet(entity, entity.named("direction"))
        .state("direction_state_topic", "direction_value_template")
        .command("direction_command_topic", "direction_command_template")
        .states(List.of("forward", "reverse"))
        .addTo(points);
    new Facet(entity, entity.named("speed")) // before 2021
        .state("speed_state_topic", "speed_value_template")
        .command("speed_command_topic")
        .states(config.texts("speeds"))
        .addTo(points);
  }

  /// Steps of the device as a percentage, as Home Assistant counts them: with three steps, step 1
  /// is 33 %.
  private static void speed(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    double min = entity.config().number("speed_range_min", 1);
    double max = entity.config().number("speed_range_max", PERCENT);
    var facet =
        new Facet(entity, entity.named("speed"))
            .state("percentage_state_topic", "percentage_value_template")
            .command("percentage_command_topic", "percentage_command_template")
            .means("fan_speed", "%")
            .number(true)
            .range(0, PERCENT);
    double steps = max - min + 1;
    if (max >= min && steps != PERCENT) {
      String below = Templates.number(min - 1);
      String count = Templates.number(steps);
      if (facet.readable()) {
        facet.then(
            "x if x == 'None' else ((x | float - " + below + ") * 100 // " + count + ") | int");
      }
      if (facet.writable()) {
        facet.with(
            "{%% set value = (value * %s / 100 + %s) | round(0, 'ceil') %%}"
                .formatted(count, below));
      }
    }
    facet.addTo(points);
  }
}
