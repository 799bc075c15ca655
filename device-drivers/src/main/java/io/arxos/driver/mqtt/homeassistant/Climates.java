package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.DiscoveredPoint;
import java.util.List;

/// Thermostats, water heaters and humidifiers: several measured and set values each.
final class Climates {
  private static final String OTHERWISE = "value_template";
  private static final String MIN_TEMP = "min_temp";
  private static final String MAX_TEMP = "max_temp";

  private Climates() {}

  static void add(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    measured(entity, points);
    setpoint(entity, "temperature", "target temperature", points);
    setpoint(entity, "temperature_low", "heating setpoint", points);
    setpoint(entity, "temperature_high", "cooling setpoint", points);
    humidity(entity, points);
    mode(entity, "mode", "mode", "modes", points);
    mode(entity, "fan_mode", "fan mode", "fan_modes", points);
    mode(entity, "swing_mode", "swing mode", "swing_modes", points);
    mode(
        entity, "swing_horizontal_mode", "swing horizontal mode", "swing_horizontal_modes", points);
    mode(entity, "preset_mode", "preset", "preset_modes", points);
    mode(entity, "hold", "hold", "hold_modes", points);
    action(entity, points);
    onOff(entity, "power", points);
    onOff(entity, "aux", points);
    onOff(entity, "away_mode", points);
  }

  private static void measured(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    new Facet(entity, entity.named("current temperature"))
        .state("current_temperature_topic", "current_temperature_template", OTHERWISE)
        .means(isWater(entity) ? "hot_water_temperature" : "current_temperature", unit(entity))
        .number(true)
        .addTo(points);
    new Facet(entity, entity.named("current humidity"))
        .state("current_humidity_topic", "current_humidity_template", OTHERWISE)
        .means("humidity", "%")
        .number(true)
        .addTo(points);
  }

  private static boolean isWater(Entity entity) {
    return entity.component().equals("water_heater");
  }

  private static String unit(Entity entity) {
    String unit = entity.config().text("temperature_unit").strip();
    return switch (unit) {
      case "C", "c" -> "°C";
      case "F", "f" -> "°F";
      default -> unit;
    };
  }

  private static void setpoint(Entity entity, String key, String name, List<DiscoveredPoint> points)
      throws Rejection {
    Config config = entity.config();
    String quantity =
        switch (key) {
          case "temperature_low" -> "current_heating_setpoint";
          case "temperature_high" -> "current_cooling_setpoint";
          default -> isWater(entity) ? "hot_water_setpoint" : "temperature_setpoint";
        };
    var facet =
        new Facet(entity, entity.named(name))
            .state(key + "_state_topic", key + "_state_template", OTHERWISE)
            .command(key + "_command_topic", key + "_command_template")
            .means(quantity, unit(entity))
            .number(true);
    if (config.has(MIN_TEMP) || config.has(MAX_TEMP)) {
      boolean fahrenheit = unit(entity).contains("F");
      facet.range(
          config.number(MIN_TEMP, fahrenheit ? 44.6 : 7),
          config.number(MAX_TEMP, fahrenheit ? 95 : 35));
    }
    facet.addTo(points);
  }

  private static void humidity(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    new Facet(entity, entity.named("target humidity"))
        .state("target_humidity_state_topic", "target_humidity_state_template", OTHERWISE)
        .command("target_humidity_command_topic", "target_humidity_command_template")
        .means("target_humidity", "%")
        .number(true)
        .range(
            entity.config().number("min_humidity", 0), entity.config().number("max_humidity", 100))
        .addTo(points);
  }

  private static void mode(
      Entity entity, String key, String name, String list, List<DiscoveredPoint> points)
      throws Rejection {
    new Facet(entity, entity.named(name))
        .state(key + "_state_topic", key + "_state_template", key + "_value_template", OTHERWISE)
        .command(key + "_command_topic", key + "_command_template")
        .states(entity.config().texts(list))
        .addTo(points);
  }

  /// What it does now: heating, idle, …
  private static void action(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    new Facet(entity, entity.named("action"))
        .state("action_topic", "action_template", OTHERWISE)
        .words()
        .addTo(points);
  }

  private static void onOff(Entity entity, String key, List<DiscoveredPoint> points)
      throws Rejection {
    String on = entity.config().text("payload_on", "ON");
    String off = entity.config().text("payload_off", "OFF");
    new Facet(entity, entity.named(key.replace('_', ' ')))
        .state(key + "_state_topic", key + "_state_template", OTHERWISE)
        .command(key + "_command_topic", key + "_command_template")
        .binary("switch", on, off)
        .sends(on, off)
        .addTo(points);
  }

  static void addHumidifier(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    config.needed("humidifier", "command_topic");
    config.needed("humidifier", "target_humidity_command_topic");
    String on = config.text("payload_on", "ON");
    String off = config.text("payload_off", "OFF");
    new Facet(entity, entity.named("power"))
        .state("state_topic", "state_value_template")
        .command("command_topic", "command_template")
        .binary("switch", on, off)
        .sends(on, off)
        .addTo(points);
    new Facet(entity, entity.named("current humidity"))
        .state("current_humidity_topic", "current_humidity_template")
        .means("humidity", "%")
        .number(true)
        .addTo(points);
    humidity(entity, points);
    mode(entity, "mode", "mode", "modes", points);
    action(entity, points);
  }
}
