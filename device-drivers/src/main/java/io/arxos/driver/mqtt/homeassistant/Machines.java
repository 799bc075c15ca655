package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.DiscoveredPoint;
import java.util.List;

/// What has a state of several words: alarm panels, cleaners, mowers.
final class Machines {
  private static final List<String> PANEL =
      List.of(
          "disarmed",
          "armed_home",
          "armed_away",
          "armed_night",
          "armed_vacation",
          "armed_custom_bypass",
          "pending",
          "triggered",
          "arming",
          "disarming");
  private static final List<String> CLEANER =
      List.of("cleaning", "docked", "paused", "idle", "returning", "error");
  private static final List<String> ORDERS =
      List.of("start", "pause", "stop", "return_to_base", "clean_spot", "locate");
  private static final List<String> MOWER =
      List.of("mowing", "docked", "paused", "returning", "error");

  private Machines() {}

  static void add(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    switch (entity.component()) {
      case "alarm_control_panel" -> {
        entity.config().needed(entity.component(), "state_topic");
        // Read only: arming and disarming needs a person's code.
        new Facet(entity, entity.named())
            .state("state_topic", "value_template")
            .states(PANEL)
            .addTo(points);
      }
      case "vacuum" -> vacuum(entity, points);
      default -> mower(entity, points);
    }
  }

  private static void vacuum(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    new Facet(entity, entity.named("state"))
        .read("state_topic", "{{ value_json.state }}")
        .states(CLEANER)
        .addTo(points);
    new Facet(entity, entity.named("command"))
        .command("command_topic")
        .states(ORDERS.stream().map(key -> order(entity, key)).toList())
        .addTo(points);
    if (entity.config().has("state_topic")) {
      new Facet(entity, entity.named("battery level"))
          .read("state_topic", "{{ value_json.battery_level }}")
          .means("battery", "%")
          .number(true)
          .addTo(points);
      new Facet(entity, entity.named("fan speed"))
          .read("state_topic", "{{ value_json.fan_speed }}")
          .command("set_fan_speed_topic")
          .states(entity.config().texts("fan_speed_list"))
          .addTo(points);
    }
    new Facet(entity, entity.named("battery level"))
        .state("battery_level_topic", "battery_level_template")
        .means("battery", "%")
        .number(true)
        .addTo(points);
  }

  private static String order(Entity entity, String order) {
    return entity.config().text("payload_" + order, order);
  }

  private static void mower(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    new Facet(entity, entity.named("activity"))
        .state("activity_state_topic", "activity_value_template")
        .states(MOWER)
        .addTo(points);
    for (String command : List.of("start_mowing", "pause", "dock")) {
      new Facet(entity, entity.named(command.replace('_', ' ')))
          .command(command + "_command_topic", command + "_command_template")
          .binary("", command, command)
          .sends(command, command)
          .addTo(points);
    }
  }
}
