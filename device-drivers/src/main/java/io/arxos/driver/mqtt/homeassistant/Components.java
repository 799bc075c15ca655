package io.arxos.driver.mqtt.homeassistant;

import io.arxos.driver.DiscoveredPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the components of Home Assistant measure and take as commands, one by one.
final class Components {
  /// Device classes whose values are words or times.
  private static final Set<String> WORDED = Set.of("date", "enum", "timestamp", "uptime");

  /// A sensor that says one of these measures a number.
  private static final List<String> NUMERIC =
      List.of("unit_of_measurement", "state_class", "suggested_display_precision");

  private Components() {}

  /// @return empty when nothing of it can be read or written
  /// @throws Rejection when the announcement is wrong
  static List<DiscoveredPoint> points(Entity entity) throws Rejection {
    var points = new ArrayList<DiscoveredPoint>();
    switch (entity.component()) {
      case "sensor" -> sensor(entity, points);
      case "binary_sensor" -> binarySensor(entity, points);
      case "number" -> number(entity, points);
      case "select" -> select(entity, points);
      case "text", "date", "time", "datetime" -> text(entity, points);
      case "event" -> event(entity, points);
      case "update" -> update(entity, points);
      case "device_tracker" -> tracker(entity, points);
      case "switch", "siren", "button", "scene", "lock" -> Switches.add(entity, points);
      case "alarm_control_panel", "vacuum", "lawn_mower" -> Machines.add(entity, points);
      case "light" -> Lights.add(entity, points);
      case "climate", "water_heater" -> Climates.add(entity, points);
      case "humidifier" -> Climates.addHumidifier(entity, points);
      case "cover" -> Covers.addCover(entity, points);
      case "valve" -> Covers.addValve(entity, points);
      case "fan" -> Fans.add(entity, points);
      default -> throw new Rejection("component is not known");
    }
    return points;
  }

  private static void sensor(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    config.needed("sensor", "state_topic");
    String deviceClass = config.text("device_class");
    boolean worded = WORDED.contains(deviceClass) || config.has("options");
    var facet = new Facet(entity, entity.named());
    facet
        .state("state_topic", "value_template")
        .means(deviceClass, config.text("unit_of_measurement"))
        .number(!worded && (!deviceClass.isEmpty() || NUMERIC.stream().anyMatch(config::has)))
        .staleAfter(config.number("expire_after", 0));
    if (worded) {
      facet.states(config.texts("options"));
    }
    facet.addTo(points);
  }

  private static void binarySensor(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    config.needed("binary_sensor", "state_topic");
    new Facet(entity, entity.named())
        .state("state_topic", "value_template")
        .binary(
            config.text("device_class"),
            config.text("payload_on", "ON"),
            config.text("payload_off", "OFF"))
        .staleAfter(config.number("expire_after", 0))
        .addTo(points);
  }

  private static void number(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    config.needed("number", "command_topic");
    new Facet(entity, entity.named())
        .state("state_topic", "value_template")
        .command("command_topic", "command_template")
        .means(config.text("device_class"), config.text("unit_of_measurement"))
        .number(true)
        .range(config.number("min", 1), config.number("max", 100))
        .addTo(points);
  }

  private static void select(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    config.needed("select", "command_topic");
    new Facet(entity, entity.named())
        .state("state_topic", "value_template")
        .command("command_topic", "command_template")
        .states(config.texts("options"))
        .addTo(points);
  }

  private static void text(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    entity.config().needed(entity.component(), "command_topic");
    new Facet(entity, entity.named())
        .state("state_topic", "value_template")
        .command("command_topic", "command_template")
        .words()
        .addTo(points);
  }

  /// The type of the event, such as `single` of a button.
  private static void event(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    config.needed("event", "state_topic");
    var facet = new Facet(entity, entity.named()).state("state_topic", "value_template");
    facet.then("(x | from_json({})).get('event_type', '') if x[:1] == '{' else ''");
    facet.states(config.texts("event_types")).addTo(points);
  }

  private static void update(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    entity.config().needed("update", "state_topic");
    new Facet(entity, entity.named("installed version"))
        .state("state_topic", "value_template")
        .then("(x | from_json({})).get('installed_version', '') if x[:1] == '{' else x")
        .words()
        .addTo(points);
    var latest = new Facet(entity, entity.named("latest version"));
    if (entity.config().has("latest_version_topic")) {
      latest.state("latest_version_topic", "latest_version_template");
    } else {
      latest
          .state("state_topic", "value_template")
          .then("(x | from_json({})).get('latest_version', '') if x[:1] == '{' else ''");
    }
    latest.words().addTo(points);
  }

  private static void tracker(Entity entity, List<DiscoveredPoint> points) throws Rejection {
    Config config = entity.config();
    if (!config.has("state_topic") && config.has("json_attributes_topic")) {
      return; // a place on the map only
    }
    config.needed("device_tracker", "state_topic");
    String home = Templates.quoted(config.text("payload_home", "home"));
    String away = Templates.quoted(config.text("payload_not_home", "not_home"));
    String words = "{" + home + ": 'home', " + away + ": 'not_home'}";
    new Facet(entity, entity.named())
        .state("state_topic", "value_template")
        .then(words + ".get(x, x)")
        .words()
        .addTo(points);
  }
}
