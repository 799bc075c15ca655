package io.arxos.driver.mqtt.vendor;

import io.arxos.driver.Meaning;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the last levels of a first-generation Shelly's topic mean.
///
/// @param on the words for true and false; empty for numbers and texts
/// @param command the levels of the topic that commands go to; empty for none
record ShellyTopic(String quantity, String unit, String on, String off, String command) {
  /// Levels, quantity, unit and words; `#` is a number. Energy is told in watt-minutes, but in
  /// watt-hours where it is called a total.
  private static final List<Rule> RULES =
      List.of(
          rule("relay/#", "switch||on|off"),
          rule("light/#", "switch||on|off"),
          rule("color/#", "switch||on|off"),
          rule("white/#", "switch||on|off"),
          rule("(relay|light|color|white|roller)/(#/)?power", "power|W"),
          rule("(relay|light|color|white|roller)/(#/)?energy", "energy|Wmin"),
          rule("relay/#/overpower_value", "power|W"),
          rule("roller/#", ""),
          rule("roller/#/pos", "|%"),
          rule("roller/#/stop_reason", ""),
          rule("emeter/#/(power)", "power|W"),
          rule("emeter/#/reactive_power", "reactive_power|var"),
          rule("emeter/#/voltage", "voltage|V"),
          rule("emeter/#/current", "current|A"),
          rule("emeter/#/pf", "power_factor|"),
          rule("emeter/#/(energy|returned_energy)", "energy|Wmin"),
          rule("emeter/#/(total|total_returned)", "energy|Wh"),
          rule("input/#", "||1|0"),
          rule("longpush/#", "||1|0"),
          rule("temperature|ext_temperature/#", "temperature|°C"),
          rule("temperature_f|ext_temperature_f/#", "temperature|°F"),
          rule("ext_humidity/#", "humidity|%"),
          rule("ext_switch/#", "||1|0"),
          rule("overtemperature", "problem||1|0"),
          rule("voltage", "voltage|V"),
          rule("adc/#", "voltage|V"),
          rule("sensor/temperature", "temperature|°C"),
          rule("sensor/humidity", "humidity|%"),
          rule("sensor/battery", "battery|%"),
          rule("sensor/lux", "illuminance|lx"),
          rule("sensor/illumination", ""),
          rule("sensor/tilt", "|°"),
          rule("sensor/vibration", "vibration||1|0"),
          rule("sensor/(flood)", "moisture||true|false"),
          rule("sensor/(smoke)", "smoke||true|false"),
          rule("sensor/(motion)", "motion||true|false"),
          rule("sensor/(charger|ext_power)", "plug||true|false"),
          rule("sensor/(state)", "opening||open|close"),
          rule("sensor/concentration", "gas_concentration|ppm"),
          rule("sensor/(gas|alarm_state|self_test|operation)", ""));

  private record Rule(Pattern levels, ShellyTopic meaning) {}

  private static Rule rule(String levels, String meaning) {
    String[] parts = (meaning + "||||").split("\\|", -1);
    var topic = new ShellyTopic(parts[0], parts[1], parts[2], parts[3], "");
    return new Rule(Pattern.compile(levels.replace("#", "\\d{1,2}")), topic);
  }

  /// Empty for what holds no single value: commands, events and states as JSON.
  static Optional<ShellyTopic> of(String levels, MqttMessage message) {
    for (Rule rule : RULES) {
      if (rule.levels().matcher(levels).matches()) {
        return Optional.of(rule.meaning().commanded(levels));
      }
    }
    boolean plain =
        !levels.contains("command")
            && new Payload(message.payload())
                .text()
                .filter(text -> text.length() < 65 && !text.startsWith("{") && !text.isBlank())
                .isPresent();
    boolean known = !levels.equals("online") && !levels.startsWith("input_event");
    return plain && known ? Optional.of(new ShellyTopic("", "", "", "", "")) : Optional.empty();
  }

  private ShellyTopic commanded(String levels) {
    if (quantity.equals("switch")) {
      return new ShellyTopic(quantity, unit, on, off, levels + "/command");
    }
    return levels.endsWith("/pos")
        ? new ShellyTopic(
            quantity, unit, on, off, levels.substring(0, levels.length() - 4) + "/command/pos")
        : this;
  }

  boolean isTemperature() {
    return quantity.equals("temperature");
  }

  Meaning meaning(String levels) {
    String name = levels.startsWith("ext_") ? levels.substring(4) : levels; // a probe, not outdoors
    return on.isEmpty() ? Sense.of(quantity, unit, name) : Sense.truth(quantity, name);
  }

  void words(Where where) {
    if (!on.isEmpty()) {
      where.words(on, off);
    }
    if (unit.equals("%") && quantity.isEmpty()) {
      where.key("no-value", List.of("-1")); // a roller that does not know where it is
    }
  }

  void commandWords(Where where) {
    if (!on.isEmpty()) {
      where.setWords(on, off);
    }
  }

  Map<String, Object> more() {
    return on.isEmpty()
        ? Map.of("write", Map.of("min", 0, "max", 100))
        : Map.of("states", List.of("off", "on"));
  }
}
