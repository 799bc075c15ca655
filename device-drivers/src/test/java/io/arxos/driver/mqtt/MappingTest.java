package io.arxos.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Reading;
import io.arxos.driver.Settings;
import io.arxos.driver.Value;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingTest {
  private static final PointId POINT = new PointId("a/b/c");

  private static MqttPoint point(Map<String, Object> address) {
    var problems = new ArrayList<Problem>();
    MqttPoint point =
        MqttPoint.of(
            new PointBinding(
                POINT, Settings.of(address, problems::add), address.containsKey("set-topic")));
    assertEquals(List.of(), problems);
    return point;
  }

  private static Mapping mapped(List<MqttPoint> points) {
    return new Mapping(points, Duration.ZERO);
  }

  private static String hear(Mapping mapping, String topic, String payload) {
    List<Mapping.Told> told =
        mapping.hear(new MqttMessage(topic, payload.getBytes(UTF_8), false, Instant.EPOCH), false);
    if (told == null) {
      return "nobody's";
    }
    return String.join(
        ",",
        told.stream()
            .map(one ->
                switch (one.reading()) {
                  case Reading.Good(var value, var origin) ->
                      value.number() + (origin.retained() ? " old" : "");
                  case Reading.Bad(var kind, var _, var _) -> kind.toString();
                })
            .toList());
  }

  private static Mapping available(String mode) {
    var address = new HashMap<String, Object>();
    address.put("topic", "t");
    address.put("availability", List.of(Map.of("topic", "x"), Map.of("topic", "y")));
    address.put("availability-mode", mode);
    return mapped(List.of(point(address)));
  }

  @Test
  void aTopicThatIsNobodysIsToldFromOneThatSaysNothing() {
    var mapping = mapped(List.of(point(Map.of("topic", "t", "pointer", "/v", "partial", true))));
    assertEquals("nobody's", hear(mapping, "u", "1"));
    assertEquals("", hear(mapping, "t", "{}"));
    assertEquals("1.0", hear(mapping, "t", "{\"v\":1}"));
  }

  @Test
  void everyTopicMustSayThatTheDeviceIsThere() {
    Mapping mapping = available("all");
    assertEquals("1.0", hear(mapping, "t", "1"), "nobody has said that it is not");
    assertEquals("", hear(mapping, "x", "online"));
    assertEquals("DOWN", hear(mapping, "y", "offline"));
    assertEquals("DOWN", hear(mapping, "t", "2"));
    assertEquals("2.0 old", hear(mapping, "y", "{\"state\":\"online\"}"));
    assertEquals("", hear(mapping, "y", "neither word"));
  }

  @Test
  void oneTopicIsEnoughWhereAnyWillDo() {
    Mapping mapping = available("any");
    hear(mapping, "t", "1");
    assertEquals("", hear(mapping, "x", "offline"), "the other has not spoken");
    assertEquals("DOWN", hear(mapping, "y", "offline"));
    assertEquals("1.0 old", hear(mapping, "x", "online"));
  }

  @Test
  void theTopicThatSpokeLastDecides() {
    Mapping mapping = available("latest");
    hear(mapping, "t", "1");
    hear(mapping, "x", "online");
    assertEquals("DOWN", hear(mapping, "y", "offline"));
    assertEquals("1.0 old", hear(mapping, "x", "online"));
  }

  @Test
  void aTemplateFindsTheWordOfAvailability() {
    var mapping =
        mapped(
            List.of(
                point(
                    Map.of(
                        "topic",
                        "t",
                        "availability",
                        List.of(
                            Map.of(
                                "topic", "x",
                                "template",
                                    "{{ 'online' if value_json.up > 0 else 'offline' }}"))))));
    assertEquals("DOWN", hear(mapping, "x", "{\"up\":0}"));
    assertEquals("DOWN", hear(mapping, "t", "5"));
    assertEquals("5.0 old", hear(mapping, "x", "{\"up\":2}"));
  }

  @Test
  void aPointMayBeSaidInSeveralPlaces() {
    var mapping =
        mapped(
            List.of(
                point(
                    Map.of(
                        "topic", "stat/x/POWER",
                        "on", "ON",
                        "off", "OFF",
                        "also",
                            List.of(
                                Map.of(
                                    "topic", "tele/x/STATE",
                                    "pointer", "/POWER",
                                    "partial", true,
                                    "on", "ON",
                                    "off", "OFF"))))));
    assertEquals("1.0", hear(mapping, "stat/x/POWER", "ON"));
    assertEquals("0.0", hear(mapping, "tele/x/STATE", "{\"POWER\":\"OFF\"}"));
    assertEquals("", hear(mapping, "tele/x/STATE", "{}"));
    mapping.remove(POINT);
    assertFalse(mapping.knows("tele/x/STATE"));
  }

  @Test
  void aFilterWithWildcardsIsOnePointsTopic() {
    var mapping = mapped(List.of(point(Map.of("topic", "app/+/dev/7/#"))));
    assertEquals("3.0", hear(mapping, "app/1/dev/7/up", "3"));
    assertEquals("nobody's", hear(mapping, "app/1/dev/8/up", "3"));
    assertTrue(mapping.subscriptions().containsKey("app/+/dev/7/#"));
  }

  // MQTT 5, 4.7: examples of the standard.
  @ParameterizedTest
  @CsvSource({
    "sport/tennis/player1/#,sport/tennis/player1,true",
    "sport/tennis/player1/#,sport/tennis/player1/score/wimbledon,true",
    "sport/#,sport,true",
    "#,sport,true",
    "#,$SYS/x,false",
    "+/monitor/Clients,$SYS/monitor/Clients,false",
    "$SYS/#,$SYS/monitor/Clients,true",
    "sport/tennis/+,sport/tennis/player1,true",
    "sport/tennis/+,sport/tennis/player1/ranking,false",
    "sport/+,sport,false",
    "sport/+,sport/,true",
    "+/+,/finance,true",
    "/+,/finance,true",
    "+,/finance,false"
  })
  void filtersMatchAsTheStandardSays(String filter, String topic, boolean matches) {
    assertEquals(matches, TopicFilter.of(filter).matches(topic));
  }

  @Test
  void valuesAreWrittenInTheDevicesWords() throws Exception {
    Sending words =
        point(Map.of("topic", "t", "set-topic", "s", "set-on", "ON", "set-off", "OFF")).sending();
    assertEquals("ON", new String(words.message(new Value.Bool(true)), UTF_8));
    assertEquals("OFF", new String(words.message(new Value.Num(0)), UTF_8));
    Sending template =
        point(
                Map.of(
                    "topic", "t",
                    "set-topic", "s",
                    "set-template", "{\"p\": {{ (value / 100) | round(2) }} }"))
            .sending();
    assertEquals("{\"p\": 0.55 }", new String(template.message(new Value.Num(55)), UTF_8));
    Sending old =
        point(Map.of("topic", "t", "set-topic", "s", "set-template", "{\"x\":\"{value}\"}"))
            .sending();
    assertEquals("{\"x\":\"a\\\"b\"}", new String(old.message(new Value.Text("a\"b")), UTF_8));
  }
}
