package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.DiscoveredPoint;
import java.util.List;
import java.util.Set;

/// Lights in their three schemas. Brightness is what the device speaks, usually 0 to 255; colours
/// of several numbers are left out.
final class Lights {
  private static final double BRIGHTNESS_MAX = 255;
  private static final double PERCENT = 100;
  private static final Set<String> DIMMABLE =
      Set.of("brightness", "color_temp", "hs", "xy", "rgb", "rgbw", "rgbww", "white");

  private Lights() {}

  static void add(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    entity.config().needed("light", "command_topic");
    switch (entity.config().text("schema", "basic")) {
      case "json" -> json(entity, points);
      case "template" -> template(entity, points);
      default -> basic(entity, points);
    }
  }

  private static void basic(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    String on = config.text("payload_on", "ON");
    String off = config.text("payload_off", "OFF");
    new Facet(entity, entity.named("light"))
        .state("state_topic", "state_value_template", "value_template")
        .command("command_topic", "command_template")
        .binary("switch", on, off)
        .sends(byBrightness(config) ? Templates.number(scale(config)) : on, off)
        .addTo(points);
    brightness(entity)
        .state("brightness_state_topic", "brightness_value_template")
        .command("brightness_command_topic", "brightness_command_template")
        .addTo(points);
    colorTemperature(entity)
        .state("color_temp_state_topic", "color_temp_value_template")
        .command("color_temp_command_topic", "color_temp_command_template")
        .addTo(points);
    new Facet(entity, entity.named("white"))
        .command("white_command_topic")
        .range(0, config.number("white_scale", BRIGHTNESS_MAX))
        .addTo(points);
    new Facet(entity, entity.named("color mode"))
        .state("color_mode_state_topic", "color_mode_value_template")
        .words()
        .addTo(points);
    new Facet(entity, entity.named("effect"))
        .state("effect_state_topic", "effect_value_template")
        .command("effect_command_topic", "effect_command_template")
        .states(config.texts("effect_list"))
        .addTo(points);
  }

  /// Whether the lamp is switched on by the brightness that it is told.
  private static boolean byBrightness(Config config) {
    return config.text("on_command_type").equals("brightness")
        && (!config.has("brightness_command_topic")
            || config.text("brightness_command_topic").equals(config.text("command_topic")));
  }

  private static double scale(Config config) {
    return config.number("brightness_scale", BRIGHTNESS_MAX);
  }

  private static Facet brightness(Entity entity) {
    double scale = scale(entity.config());
    return new Facet(entity, entity.named("brightness"))
        .means("brightness", scale == PERCENT ? "%" : "1")
        .number(true)
        .range(0, scale);
  }

  private static Facet colorTemperature(Entity entity) {
    Config config = entity.config();
    boolean kelvin = config.flag("color_temp_kelvin", false);
    var facet = new Facet(entity, entity.named("color temperature"));
    facet.means("color_temp", kelvin ? "K" : "mired").number(true);
    return kelvin
        ? facet.range(config.number("min_kelvin", 2000), config.number("max_kelvin", 6535))
        : facet.range(config.number("min_mireds", 153), config.number("max_mireds", 500));
  }

  private static void json(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    List<String> modes = config.texts("supported_color_modes");
    new Facet(entity, entity.named("light"))
        .read("state_topic", "{{ value_json.state }}")
        .write("command_topic", "{\"state\": \"{{ value }}\"}")
        .binary("switch", "ON", "OFF")
        .sends("ON", "OFF")
        .addTo(points);
    if (config.flag("brightness", false) || modes.stream().anyMatch(DIMMABLE::contains)) {
      brightness(entity)
          .read("state_topic", "{{ value_json.brightness }}")
          .write("command_topic", commandOf("brightness"))
          .addTo(points);
    }
    if (config.flag("color_temp", false) || modes.contains("color_temp")) {
      colorTemperature(entity)
          .read("state_topic", "{{ value_json.color_temp }}")
          .write("command_topic", commandOf("color_temp"))
          .addTo(points);
    }
    if (config.flag("effect", false)) {
      new Facet(entity, entity.named("effect"))
          .read("state_topic", "{{ value_json.effect }}")
          .write("command_topic", "{\"state\": \"ON\", \"effect\": {{ value | tojson }}}")
          .states(config.texts("effect_list"))
          .addTo(points);
    }
  }

  /// As a person's turn of the dial: nothing left is off.
  private static String commandOf(String key) {
    return "{% if value > 0 %}{\"state\": \"ON\", \""
        + key
        + "\": {{ value | int }}}"
        + "{% else %}{\"state\": \"OFF\"}{% endif %}";
  }

  private static void template(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    for (String key : List.of("command_on_template", "command_off_template")) {
      if (!config.has(key)) {
        throw new Rejection("light has no " + key);
      }
    }
    String on = "{% set state = 'on' %}" + config.text("command_on_template");
    String off = "{% set state = 'off' %}" + config.text("command_off_template");
    new Facet(entity, entity.named("light"))
        .state("state_topic", "state_template")
        .write("command_topic", "{% if value %}" + on + "{% else %}" + off + "{% endif %}")
        .binary("switch", "on", "off")
        .addTo(points);
    if (config.has("brightness_template")) {
      brightness(entity)
          .state("state_topic", "brightness_template")
          .write("command_topic", "{% set brightness = value | int %}" + on)
          .addTo(points);
    }
    if (config.has("color_temp_template")) {
      colorTemperature(entity)
          .state("state_topic", "color_temp_template")
          .write("command_topic", "{% set color_temp = value | int %}" + on)
          .addTo(points);
    }
    if (config.has("effect_template")) {
      new Facet(entity, entity.named("effect"))
          .state("state_topic", "effect_template")
          .write("command_topic", "{% set effect = value %}" + on)
          .states(config.texts("effect_list"))
          .addTo(points);
    }
  }
}
