package io.arxos.driver.mqtt.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What each component of Home Assistant becomes, and how its messages are read. The messages have
/// the forms of the programs that are named.
class ComponentsTest {
  private static String announced(String component, String body) {
    return "homeassistant/%s/n/o/config {\"dev\":{\"ids\":[\"d\"],\"name\":\"D\"},%s}"
        .formatted(component, body);
  }

  /// Zigbee2MQTT, a radiator valve.
  @Test
  void climateOfAJsonDevice() {
    var ear = new Ear();
    ear.hears(
        announced(
            "climate",
            """
            "name":null,"action_topic":"z/trv","action_template":"{% set values = \
            {None:None,'idle':'idle','heat':'heating','cool':'cooling','fan_only':'fan'} %}\
            {{ values[value_json.running_state] }}","current_temperature_topic":"z/trv",\
            "current_temperature_template":"{{ value_json.local_temperature }}","max_temp":"30",\
            "min_temp":"5","mode_command_topic":"z/trv/set/system_mode",\
            "mode_state_template":"{{ value_json.system_mode }}","mode_state_topic":"z/trv",\
            "modes":["off","heat","auto"],"temperature_command_topic":"z/trv/set/set_point",\
            "temperature_state_template":"{{ value_json.set_point }}",\
            "temperature_state_topic":"z/trv","temperature_unit":"C","temp_step":0.5\
            """));
    assertEquals("Cel Room_Air_Temperature_Sensor", ear.meaning("d/current-temperature"));
    assertEquals("Cel Temperature_Setpoint", ear.meaning("d/target-temperature"));
    assertEquals(
        Map.of("write", Map.of("min", 5.0, "max", 30.0)), ear.point("d/target-temperature").more());
    assertEquals(Map.of("states", List.of("off", "heat", "auto")), ear.point("d/mode").more());
    assertEquals(
        List.of(
            "d/current-temperature = 20.5",
            "d/target-temperature = 21",
            "d/mode = heat",
            "d/action = heating"),
        ear.hears(
            "z/trv {\"local_temperature\":20.5,\"set_point\":21,\"running_state\":\"heat\","
                + "\"system_mode\":\"heat\"}"));
  }

  /// An air conditioner that thinks in Fahrenheit, with one template for all states.
  @Test
  void climateInFahrenheitWithOneTemplateForAll() {
    var ear = new Ear();
    ear.hears(
        announced(
            "climate",
            """
            "name":"AC","temp_unit":"F","val_tpl":"{{ value | trim }}","temp_lo_stat_t":"ac/lo",\
            "temp_lo_cmd_t":"ac/lo/set","temp_hi_stat_t":"ac/hi","temp_hi_cmd_t":"ac/hi/set",\
            "curr_hum_t":"ac/rh","fan_mode_stat_t":"ac/fan","fan_mode_cmd_t":"ac/fan/set",\
            "fan_modes":["auto","low"],"pow_cmd_t":"ac/power/set","act_t":"ac/action\"\
            """));
    assertEquals("[degF]", ear.point("d/ac-heating-setpoint").meaning().unit());
    assertEquals("% Relative_Humidity_Sensor", ear.meaning("d/ac-current-humidity"));
    assertEquals(
        List.of("d/ac-heating-setpoint = 68", "d/ac-cooling-setpoint = 75.5", "d/ac-action = idle"),
        ear.hears("ac/lo  68", "ac/hi 75.5 ", "ac/action idle"));
    assertEquals("ac/power/set", ear.point("d/ac-power").address().get("set-topic"));
  }

  /// Zigbee2MQTT, a lamp.
  @Test
  void lightOfTheJsonSchema() {
    var ear = new Ear();
    ear.hears(
        announced(
            "light",
            """
            "name":null,"schema":"json","brightness":true,"brightness_scale":254,\
            "command_topic":"z/lamp/set","state_topic":"z/lamp","min_mireds":150,\
            "max_mireds":500,"supported_color_modes":["color_temp"]\
            """));
    assertEquals(
        List.of("d/light = true", "d/brightness = 128", "d/color-temperature = 250"),
        ear.hears("z/lamp {\"state\":\"ON\",\"brightness\":128,\"color_temp\":250}"));
    assertEquals(
        Map.of("write", Map.of("min", 0.0, "max", 254.0)), ear.point("d/brightness").more());
  }

  /// ESPHome and others with a topic for each value.
  @Test
  void lightOfTheBasicSchema() {
    var ear = new Ear();
    ear.hears(
        announced(
            "light",
            """
            "name":"Strip","stat_t":"l/state","cmd_t":"l/set","pl_on":"1","pl_off":"0",\
            "bri_stat_t":"l/b","bri_cmd_t":"l/b/set","bri_scl":100,"fx_stat_t":"l/fx",\
            "fx_cmd_t":"l/fx/set","fx_list":["none","rain"]\
            """));
    assertEquals("%", ear.point("d/strip-brightness").meaning().unit());
    assertEquals(
        List.of("d/strip-light = true", "d/strip-brightness = 40", "d/strip-effect = rain"),
        ear.hears("l/state 1", "l/b 40", "l/fx rain"));
  }

  @Test
  void lightOfTheTemplateSchema() {
    var ear = new Ear();
    ear.hears(
        announced(
            "light",
            """
            "schema":"template","cmd_t":"t/set","stat_t":"t","cmd_on_tpl":"on,{{ brightness|d }}",\
            "cmd_off_tpl":"off","stat_tpl":"{{ value.split(',')[0] }}",\
            "bri_tpl":"{{ value.split(',')[1] }}\"\
            """));
    assertEquals(List.of("d/light = true", "d/brightness = 77"), ear.hears("t on,77"));
  }

  @Test
  void coverScalesItsPositionToPercent() {
    var ear = new Ear();
    ear.hears(
        announced(
            "cover",
            """
            "name":"Blind","cmd_t":"c/set","stat_t":"c/state","stat_open":"1","stat_clsd":"0",\
            "pos_t":"c/pos","set_pos_t":"c/pos/set","pos_open":255,"pos_clsd":0,\
            "tilt_status_t":"c/tilt","tilt_cmd_t":"c/tilt/set","tilt_min":0,"tilt_max":180\
            """));
    assertEquals("%", ear.point("d/blind-position").meaning().unit());
    assertEquals(
        List.of(
            "d/blind-cover = open",
            "d/blind-cover = closing",
            "d/blind-position = 50.2",
            "d/blind-tilt = 25"),
        ear.hears("c/state 1", "c/state closing", "c/pos 128", "c/tilt 45"));
  }

  @Test
  void valveReportsItsPosition() {
    var ear = new Ear();
    ear.hears(
        announced(
            "valve",
            "\"name\":\"V\",\"cmd_t\":\"v/set\",\"stat_t\":\"v\",\"reports_position\":true"));
    assertEquals("% Position_Sensor", ear.meaning("d/v-position"));
    assertEquals(
        List.of("d/v-position = 30", "d/v-position = 40"),
        ear.hears("v 30", "v {\"state\":\"open\",\"position\":40}"));
  }

  /// Three steps are thirds, as Home Assistant counts them.
  @Test
  void fanStepsBecomePercent() {
    var ear = new Ear();
    ear.hears(
        announced(
            "fan",
            """
            "name":"Vent","cmd_t":"f/set","stat_t":"f","pct_stat_t":"f/p","pct_cmd_t":"f/p/set",\
            "spd_rng_min":1,"spd_rng_max":3,"pr_mode_stat_t":"f/m","pr_mode_cmd_t":"f/m/set",\
            "pr_modes":["auto","smart"],"osc_stat_t":"f/o","osc_cmd_t":"f/o/set\"\
            """));
    assertEquals(
        List.of(
            "d/vent-fan = true",
            "d/vent-speed = 66",
            "d/vent-speed = 100",
            "d/vent-speed = 0",
            "d/vent-preset = auto",
            "d/vent-oscillation = false"),
        ear.hears("f ON", "f/p 2", "f/p 3", "f/p 0", "f/m auto", "f/o oscillate_off"));
  }

  @Test
  void lockIsTrueWhenLockedAndAFaultWhenJammed() {
    var ear = new Ear();
    ear.hears(announced("lock", "\"name\":\"Door\",\"cmd_t\":\"k/set\",\"stat_t\":\"k\""));
    assertEquals(
        List.of(
            "d/door = true",
            "d/door FAULT what the template gives is neither the word for on nor for off",
            "d/door = false"),
        ear.hears("k LOCKED", "k UNLOCKING", "k JAMMED", "k UNLOCKED"));
  }

  @Test
  void numberSelectTextButtonEventUpdate() {
    var ear = new Ear();
    ear.hears(
        announced(
                "number",
                "\"name\":\"Offset\",\"cmd_t\":\"n/set\",\"stat_t\":\"n\",\"min\":-5,\"max\":5,"
                    + "\"unit_of_meas\":\"K\"")
            .replace("/o/", "/o1/"),
        announced(
                "select",
                "\"name\":\"Mode\",\"cmd_t\":\"s/set\",\"stat_t\":\"s\",\"ops\":[\"a\",\"b\"]")
            .replace("/o/", "/o2/"),
        announced("text", "\"name\":\"Label\",\"cmd_t\":\"x/set\",\"stat_t\":\"x\"")
            .replace("/o/", "/o3/"),
        announced("button", "\"name\":\"Restart\",\"cmd_t\":\"b\",\"pl_prs\":\"go\"")
            .replace("/o/", "/o4/"),
        announced("event", "\"name\":\"Key\",\"stat_t\":\"e\",\"evt_typ\":[\"one\",\"two\"]")
            .replace("/o/", "/o5/"),
        announced("update", "\"name\":\"Firmware\",\"stat_t\":\"u\"").replace("/o/", "/o6/"));
    assertEquals(
        List.of(
            "d/offset = -2.5",
            "d/mode = b",
            "d/label = Room 4",
            "d/key = two",
            "d/firmware-installed-version = 1.2.3",
            "d/firmware-latest-version = 1.3.0"),
        ear.hears(
            "n -2.5",
            "s b",
            "x Room 4",
            "e {\"event_type\":\"two\"}",
            "u {\"installed_version\":\"1.2.3\",\"latest_version\":\"1.3.0\"}"));
    assertEquals(Map.of("write", Map.of("min", -5.0, "max", 5.0)), ear.point("d/offset").more());
    assertEquals("b", ear.point("d/restart").address().get("set-topic"));
    assertFalse(ear.point("d/key").writable());
  }

  /// Zigbee2MQTT, a fan with words for its steps and a preset beside them.
  @Test
  void fanWithWordsForItsSteps() {
    var ear = new Ear();
    ear.hears(
        announced(
            "fan",
            """
            "name":null,"stat_t":"z/fan","cmd_t":"z/fan/set/fan_state",\
            "state_value_template":"{{ value_json.fan_state }}","pct_stat_t":"z/fan",\
            "percentage_command_topic":"z/fan/set/fan_mode","percentage_value_template":\
            "{{ {'off':0, 'low':1, 'medium':2, 'high':3, 'on':4}[value_json.fan_mode] | \
            default('None') }}","preset_mode_state_topic":"z/fan","preset_mode_value_template":\
            "{{ value_json.fan_mode if value_json.fan_mode in ['smart'] else 'None' | \
            default('None') }}","preset_modes":["smart"],"speed_range_min":1,"speed_range_max":4\
            """));
    assertEquals(
        List.of("d/fan = true", "d/speed = 50", "d/preset = none"),
        ear.hears("z/fan {\"fan_state\":\"ON\",\"fan_mode\":\"medium\"}"));
    assertEquals(
        List.of("d/fan = true", "d/speed FAULT the template gives no value", "d/preset = smart"),
        ear.hears("z/fan {\"fan_state\":\"ON\",\"fan_mode\":\"smart\"}"));
  }

  /// Zigbee2MQTT takes the action of a remote control apart by regular expressions.
  @Test
  void eventWithATemplateOfManySteps() {
    var ear = new Ear();
    String template =
        """
        {% set patterns = [
        {"pattern": '^(?P<button>(?:button_)?[a-z0-9]+)_(?P<action>(?:press|hold)(?:_release)?)$', \
        "groups": ["button", "action"]},
        {"pattern": '^(?P<actionPrefix>region_)(?P<region>[1-9]|10)_(?P<action>enter|leave)$', \
        "groups": ["actionPrefix", "region", "action"]},
        {"pattern": '^(?P<action>brightness_step)(?:_(?P<direction>up|down))?$', \
        "groups": ["action", "direction"]}
        ] %}
        {% set action_value = value_json.action|default('') %}
        {% set ns = namespace(r=[('action', action_value)]) %}
        {% for p in patterns %}
          {% set m = action_value|regex_findall(p.pattern) %}
          {% if m[0] is undefined %}{% continue %}{% endif %}
          {% for key, value in zip(p.groups, m[0]) %}
            {% set ns.r = ns.r|rejectattr(0, 'eq', key)|list + [(key, value)] %}
          {% endfor %}
        {% endfor %}
        {% if (ns.r|selectattr(0, 'eq', 'actionPrefix')|first) is defined %}
          {% set ns.r = ns.r|rejectattr(0, 'eq', 'action')|list + [('action', \
        ns.r|selectattr(0, 'eq', 'actionPrefix')|map(attribute=1)|first + \
        ns.r|selectattr(0, 'eq', 'action')|map(attribute=1)|first)] %}
        {% endif %}
        {% set ns.r = ns.r + [('event_type', \
        ns.r|selectattr(0, 'eq', 'action')|map(attribute=1)|first)] %}
        {{dict.from_keys(ns.r|rejectattr(0, 'in', ('action', 'actionPrefix'))\
        |reject('eq', ('event_type', None))|reject('eq', ('event_type', '')))|to_json}}\
        """;
    String quoted = template.replace("\"", "\\\"").replace("\n", "\\n");
    ear.hears(
        announced(
            "event",
            "\"name\":\"Action\",\"stat_t\":\"z/remote\",\"event_types\":[\"press\",\"hold\"],"
                + "\"value_template\":\""
                + quoted
                + "\""));
    assertEquals(
        List.of("d/action = press", "d/action = region_enter", "d/action = brightness_step"),
        ear.hears(
            "z/remote {\"action\":\"button_1_press\"}",
            "z/remote {\"action\":\"region_2_enter\"}",
            "z/remote {\"action\":\"brightness_step_up\"}",
            "z/remote {\"battery\":5}"));
  }

  /// `off` is a mode and `2` an option; neither is a truth or a number.
  @Test
  void wordsStayWords() {
    var ear = new Ear();
    ear.hears(
        announced(
            "climate",
            "\"name\":null,\"mode_stat_t\":\"c/m\",\"modes\":[\"off\",\"heat\"],"
                + "\"act_t\":\"c/a\""),
        announced(
                "select",
                "\"name\":\"Step\",\"cmd_t\":\"s/set\",\"stat_t\":\"s\",\"val_tpl\":"
                    + "\"{{ value_json.s }}\",\"ops\":[\"1\",\"2\"]")
            .replace("/o/", "/o2/"));
    assertEquals("text", ear.point("d/mode").address().get("type"));
    assertEquals("text", ear.point("d/action").address().get("type"));
    assertEquals("text", ear.point("d/step").address().get("type"));
    assertEquals(List.of("d/mode = off"), ear.hears("c/m off"));
    assertEquals(List.of("d/step = 2"), ear.hears("s {\"s\":2}"));
    assertEquals(Map.of("Text", 2), ear.types());
  }

  @Test
  void waterHeaterHumidifierSirenVacuumPanelTracker() {
    var ear = new Ear();
    ear.hears(
        announced(
                "water_heater",
                "\"name\":\"Boiler\",\"temp_unit\":\"C\",\"curr_temp_t\":\"w/t\","
                    + "\"temp_cmd_t\":\"w/set\",\"temp_stat_t\":\"w/sp\",\"mode_stat_t\":\"w/m\","
                    + "\"mode_cmd_t\":\"w/m/set\",\"modes\":[\"off\",\"eco\"]")
            .replace("/o/", "/o1/"),
        announced(
                "humidifier",
                "\"name\":\"Air\",\"cmd_t\":\"h/set\",\"stat_t\":\"h\",\"hum_cmd_t\":\"h/rh/set\","
                    + "\"hum_stat_t\":\"h/rh\",\"max_hum\":80,\"min_hum\":30")
            .replace("/o/", "/o2/"),
        announced("siren", "\"name\":\"Horn\",\"cmd_t\":\"i/set\",\"stat_t\":\"i\"")
            .replace("/o/", "/o3/"),
        announced("vacuum", "\"name\":\"Robo\",\"stat_t\":\"r\",\"cmd_t\":\"r/set\"")
            .replace("/o/", "/o4/"),
        announced("alarm_control_panel", "\"name\":\"Panel\",\"stat_t\":\"p\",\"cmd_t\":\"p/set\"")
            .replace("/o/", "/o5/"),
        announced("device_tracker", "\"name\":\"Tag\",\"stat_t\":\"y\",\"pl_home\":\"1\"")
            .replace("/o/", "/o6/"));
    assertEquals(
        List.of(
            "d/boiler-current-temperature = 55.5",
            "d/boiler-target-temperature = 60",
            "d/air-power = true",
            "d/air-target-humidity = 45",
            "d/horn = true",
            "d/horn = false",
            "d/robo-state = docked",
            "d/robo-battery-level = 98",
            "d/panel = armed_away",
            "d/tag = home"),
        ear.hears(
            "w/t 55.5",
            "w/sp 60",
            "h ON",
            "h/rh 45",
            "i {\"state\":\"ON\"}",
            "i OFF",
            "r {\"state\":\"docked\",\"battery_level\":98}",
            "p armed_away",
            "y 1"));
    assertEquals("Cel Hot_Water_Temperature_Setpoint", ear.meaning("d/boiler-target-temperature"));
    assertEquals(
        "Cel Domestic_Hot_Water_Temperature_Sensor", ear.meaning("d/boiler-current-temperature"));
    assertFalse(ear.point("d/panel").writable());
  }
}
