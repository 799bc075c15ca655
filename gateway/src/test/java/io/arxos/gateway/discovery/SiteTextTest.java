package io.arxos.gateway.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SiteTextTest {
  private static final String SITE =
      """
      # The house.
      building: hq   # short

      drivers:
        -   id: broker      # wide hyphens
            protocol: mqtt
            url: tcp://127.0.0.1:1883
      # between the parts

      equipment:
        - id: hall
          class: Room
          system: hvac
          points:
            - id: temp
              class: Temperature_Sensor
              driver: broker
              address: { topic: a/b,
                         pointer: /t }   # in two lines
        # belongs to nobody

      loops: []
      # the end
      """;

  @Test
  void addsWithoutTouchingAByteOfTheRest() {
    String edited =
        edited(
            SITE,
            new Additions(
                List.of(map("id", "bus", "protocol", "modbus")),
                List.of(
                    map("id", "hall", "points", List.of(point("humidity"))),
                    map("id", "room", "class", "Room", "points", List.of(point("temp"))))));
    assertTrue(edited.contains("  -   id: bus\n      protocol: modbus\n# between"), edited);
    assertTrue(
        edited.contains("        pointer: /t }   # in two lines\n      - id: humidity\n"), edited);
    assertTrue(
        edited.contains("  - id: room\n    class: Room\n    points:\n      - id: temp\n"), edited);
    assertEquals(List.of(SITE.split("\n")), without(edited, SITE));
  }

  // Control of the comparison above: a change of the old text is seen.
  @Test
  void theComparisonSeesAChange() {
    List<String> lines = List.of(SITE.split("\n"));
    assertTrue(!lines.equals(without(SITE.replace("# short", "#short"), SITE)));
  }

  @Test
  void linesEndAsTheyDid() {
    String windows = SITE.replace("\n", "\r\n");
    String edited =
        edited(windows, new Additions(List.of(map("id", "bus", "protocol", "modbus")), List.of()));
    assertEquals(edited.replace("\r\n", "\n"), edited.replace("\r", ""));
    assertEquals(edited.lines().count(), edited.split("\r\n").length);
  }

  @Test
  void addsWhatIsMissingAtTheEndEvenWithoutALastLineBreak() {
    String edited =
        edited("building: hq", new Additions(List.of(map("id", "bus")), List.of(map("id", "r"))));
    assertEquals("building: hq\n\ndrivers:\n  - id: bus\n\nequipment:\n  - id: r\n", edited);
  }

  @Test
  void fillsAnEmptyList() {
    var additions = new Additions(List.of(), List.of(map("id", "r")));
    assertEquals(
        "a: 1\nequipment: # none yet\n  - id: r\nb: 2\n",
        edited("a: 1\nequipment: [] # none yet\nb: 2\n", additions));
    assertEquals("equipment:\n  - id: r\n", edited("equipment: [ ]", additions));
  }

  @Test
  void aListOnOneLineIsRefusedWithItsLine() {
    var refused =
        assertInstanceOf(
            SiteText.Refused.class,
            SiteText.insert(
                "a: 1\ndrivers: [{ id: x }]\n", new Additions(List.of(map("id", "y")), List.of())));
    assertTrue(refused.reason().startsWith("line 2: drivers"), refused.reason());
  }

  @Test
  void quotesWhatWouldBeReadAsSomethingElse() {
    assertEquals("'on'", YamlText.flow("on"));
    assertEquals("'12'", YamlText.flow("12"));
    assertEquals("12", YamlText.flow(12L));
    assertEquals("'{{ value_json.x }}'", YamlText.flow("{{ value_json.x }}"));
    assertEquals("'a: b'", YamlText.flow("a: b"));
    assertEquals("'it''s #1'", YamlText.flow("it's #1"));
    assertEquals("\"a\\nb\"", YamlText.flow("a\nb"));
    assertEquals("'${HOME}'", YamlText.flow("${HOME}"));
    assertEquals("zigbee2mqtt/lamp 1", YamlText.flow("zigbee2mqtt/lamp 1"));
    assertEquals("{ a: [1, 'off', true] }", YamlText.flow(map("a", List.of(1, "off", true))));
  }

  private static Map<String, Object> point(String id) {
    return map("id", id, "class", "Sensor", "driver", "broker", "address", map("topic", "x/" + id));
  }

  private static String edited(String text, Additions additions) {
    return assertInstanceOf(SiteText.Edited.class, SiteText.insert(text, additions)).text();
  }

  /// The lines of `edited` that `old` has, in order.
  private static List<String> without(String edited, String old) {
    List<String> left = new ArrayList<>(List.of(old.split("\n")));
    List<String> same = new ArrayList<>();
    for (String line : edited.split("\n")) {
      if (!left.isEmpty() && left.getFirst().equals(line)) {
        same.add(left.removeFirst());
      }
    }
    return same;
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }
}
