package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Discovered;
import io.arxos.driver.DiscoveredPoint;
import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.mqtt.homeassistant.HomeAssistant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is published when a point is written that was found by the discovery of Home Assistant.
class HomeAssistantCommandsTest {
  private final Map<String, MqttPoint> points = new HashMap<>();

  private void announce(String component, String body) {
    byte[] payload = ("{\"dev\":{\"ids\":[\"d\"]}," + body + "}").getBytes(UTF_8);
    var message =
        new MqttMessage("homeassistant/" + component + "/o/config", payload, false, Instant.EPOCH);
    if (!(new HomeAssistant().hear(message) instanceof Heard.Understood(List<Discovered> found))) {
      throw new AssertionError("not understood");
    }
    for (DiscoveredPoint point : found.getFirst().points()) {
      var problems = new ArrayList<Object>();
      Settings address = Settings.of(point.address(), problems::add);
      points.put(
          point.name(),
          MqttPoint.of(new PointBinding(new PointId("a/b/c"), address, point.writable())));
      assertEquals(List.of(), problems, point.name());
    }
  }

  private String sent(String point, Value value) throws BrokerException {
    MqttPoint found = points.get(point);
    if (found == null) {
      throw new AssertionError("no " + point + " among " + points.keySet());
    }
    return found.sending().topic() + " " + new String(found.sending().message(value), UTF_8);
  }

  private static Value of(boolean flag) {
    return new Value.Bool(flag);
  }

  private static Value of(double number) {
    return new Value.Num(number);
  }

  private static Value of(String text) {
    return new Value.Text(text);
  }

  @Test
  void switchSendsItsWords() throws Exception {
    announce("switch", "\"name\":\"S\",\"cmd_t\":\"s/set\",\"pl_on\":\"1\",\"pl_off\":\"0\"");
    assertEquals("s/set 1", sent("S", of(true)));
    assertEquals("s/set 0", sent("S", of(false)));
  }

  /// Shelly's second generation behind a script, zwave-js-ui: the payload is made by a template.
  @Test
  void switchSendsItsTemplate() throws Exception {
    announce(
        "switch",
        "\"name\":\"S\",\"cmd_t\":\"s/rpc\",\"pl_on\":\"true\",\"pl_off\":\"false\",\"cmd_tpl\":"
            + "\"{\\\"method\\\":\\\"Switch.Set\\\",\\\"params\\\":{\\\"id\\\":0,\\\"on\\\":"
            + "{{ value }}}}\"");
    assertEquals(
        "s/rpc {\"method\":\"Switch.Set\",\"params\":{\"id\":0,\"on\":true}}", sent("S", of(true)));
  }

  @Test
  void lightsSendTheirSchema() throws Exception {
    announce("light", "\"schema\":\"json\",\"brightness\":true,\"cmd_t\":\"l/set\"");
    assertEquals("l/set {\"state\": \"OFF\"}", sent("light", of(false)));
    assertEquals("l/set {\"state\": \"ON\", \"brightness\": 128}", sent("brightness", of(128)));
    assertEquals("l/set {\"state\": \"OFF\"}", sent("brightness", of(0)));
    announce(
        "light",
        "\"schema\":\"template\",\"cmd_t\":\"t/set\",\"cmd_off_tpl\":\"off\",\"cmd_on_tpl\":"
            + "\"on{%- if brightness is defined -%},{{ brightness }}{%- endif -%}\","
            + "\"bri_tpl\":\"{{ value }}\"");
    assertEquals("t/set on", sent("light", of(true)));
    assertEquals("t/set off", sent("light", of(false)));
    assertEquals("t/set on,77", sent("brightness", of(77)));
  }

  @Test
  void climateSendsNumbersAndModes() throws Exception {
    announce(
        "climate",
        "\"temp_cmd_t\":\"c/t\",\"mode_cmd_t\":\"c/m\",\"mode_cmd_tpl\":"
            + "\"{% set m = {'off':0,'heat':1} %}{{ m[value] if value in m else 2 }}\","
            + "\"temp_cmd_tpl\":\"{\\\"t\\\":{{ value | float | round(1) }}}\"");
    assertEquals("c/t {\"t\":21.5}", sent("target temperature", of(21.5)));
    assertEquals("c/t {\"t\":21.0}", sent("target temperature", of(21)));
    assertEquals("c/m 1", sent("mode", of("heat")));
    announce("climate", "\"mode_cmd_t\":\"c/m\",\"modes\":[\"off\",\"heat\"]");
    assertEquals("c/m heat", sent("mode", new Value.Int(1)));
    assertEquals("c/m off", sent("mode", of("off")));
  }

  @Test
  void vacuumTakesOrders() throws Exception {
    announce("vacuum", "\"stat_t\":\"v\",\"cmd_t\":\"v/set\",\"pl_ret\":\"home\"");
    assertEquals("v/set start", sent("command", new Value.Int(0)));
    assertEquals("v/set home", sent("command", new Value.Int(3)));
    assertEquals("v/set locate", sent("command", of("locate")));
  }

  @Test
  void coverSendsWordsPositionsAndTheirScale() throws Exception {
    announce(
        "cover",
        "\"cmd_t\":\"c/set\",\"set_pos_t\":\"c/pos\",\"pos_t\":\"c\",\"set_pos_tpl\":"
            + "\"{\\\"position\\\": {{ position }} }\"");
    assertEquals("c/set OPEN", sent("cover", of(true)));
    assertEquals("c/set CLOSE", sent("cover", of(false)));
    assertEquals("c/set STOP", sent("cover", of("STOP")));
    assertEquals("c/set CLOSE", sent("cover", new Value.Int(0)));
    assertEquals("c/set OPEN", sent("cover", of("open")));
    assertEquals("c/set STOP", sent("cover", new Value.Int(4)));
    assertEquals("c/pos {\"position\": 42 }", sent("position", of(42)));
    announce(
        "cover", "\"cmd_t\":\"c/set\",\"set_pos_t\":\"c/pos\",\"pos_t\":\"c\",\"pos_open\":255");
    assertEquals("c/pos 128", sent("position", of(50)));
  }

  @Test
  void fanSendsStepsOfPercent() throws Exception {
    announce("fan", "\"cmd_t\":\"f/set\",\"pct_cmd_t\":\"f/p\",\"spd_rng_max\":3");
    assertEquals("f/p 1", sent("speed", of(33)));
    assertEquals("f/p 2", sent("speed", of(50)));
    assertEquals("f/p 3", sent("speed", of(100)));
  }

  @Test
  void lockButtonSirenSelectNumber() throws Exception {
    announce("lock", "\"name\":\"K\",\"cmd_t\":\"k/set\",\"stat_t\":\"k\"");
    assertEquals("k/set LOCK", sent("K", of(true)));
    assertEquals("k/set UNLOCK", sent("K", of(false)));
    announce("button", "\"name\":\"B\",\"cmd_t\":\"b\",\"cmd_tpl\":\"reboot\"");
    assertEquals("b reboot", sent("B", of(true)));
    announce("siren", "\"name\":\"H\",\"cmd_t\":\"h\"");
    assertEquals("h {\"state\": \"ON\"}", sent("H", of(true)));
    announce("select", "\"name\":\"O\",\"cmd_t\":\"o\",\"ops\":[\"a\",\"b\"]");
    assertEquals("o b", sent("O", of("b")));
    assertEquals("o b", sent("O", new Value.Int(1)));
    announce("number", "\"name\":\"N\",\"cmd_t\":\"n\",\"cmd_tpl\":\"{{ (value * 10) | int }}\"");
    assertEquals("n 215", sent("N", of(21.5)));
  }
}
