package io.arxos.driver.mqtt.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Announcements that are nonsense, or too many.
class HostileAnnouncementTest {
  private static final int MUTANTS = 300;
  private static final List<String> BODIES =
      List.of(
          "{\"~\":\"a/b\",\"name\":\"x\",\"stat_t\":\"~/s\",\"cmd_t\":\"~/c\",\"avty\":[{\"t\":\"~\","
              + "\"val_tpl\":\"{{ value_json.state }}\"}],\"dev\":{\"ids\":[\"d\",1],\"cns\":"
              + "[[\"mac\",\"aa\"]],\"name\":null},\"val_tpl\":\"{{ value_json['a'].b }}\","
              + "\"exp_aft\":60,\"uniq_id\":\"u\",\"min\":0,\"max\":10,\"ops\":[\"a\",\"b\"]}",
          "{\"dev\":{\"ids\":\"d\"},\"o\":{\"name\":\"n\"},\"cmps\":{\"a\":{\"p\":\"sensor\","
              + "\"stat_t\":\"s\"},\"b\":{\"p\":\"light\",\"cmd_t\":\"c\",\"schema\":\"json\"},"
              + "\"c\":{\"p\":\"cover\",\"pos_t\":\"p\",\"pos_open\":9}}}",
          "{\"curr_temp_t\":\"t\",\"temp_cmd_t\":\"c\",\"temp_stat_tpl\":\"{{ value }}\",\"modes\":"
              + "[\"off\"],\"mode_stat_t\":\"m\",\"temp_unit\":\"F\"}");

  private static MqttMessage message(String topic, byte[] payload) {
    return new MqttMessage(topic, payload, false, Instant.EPOCH);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest(name = "-Dseed={0}")
  @MethodSource("seeds")
  void mutantsNeverThrow(long seed) {
    var random = new SplittableRandom(seed);
    var dialect = new HomeAssistant();
    List<String> components = ConfigTopic.COMPONENTS.stream().sorted().toList();
    int understood = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] payload = BODIES.get(random.nextInt(BODIES.size())).getBytes(UTF_8);
      int changes = random.nextInt(3);
      for (int j = 0; j < changes; j++) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(payload.length) : payload.length;
      String component =
          random.nextInt(4) == 0 ? "device" : components.get(random.nextInt(components.size()));
      String prefix = random.nextBoolean() ? "homeassistant" : "x/y";
      String topic = prefix + "/" + component + "/o" + random.nextInt(5) + "/config";
      Heard heard = dialect.hear(message(topic, Arrays.copyOf(payload, length)));
      assertNotNull(heard);
      understood += heard instanceof Heard.Understood ? 1 : 0;
    }
    assertTrue(understood > MUTANTS / 10, "only " + understood + " were understood");
  }

  @Test
  void moreDevicesThanTheLimitAreRefused() {
    var dialect = new HomeAssistant();
    for (int i = 0; i < Registry.DEVICES_MAX; i++) {
      Heard heard = announce(dialect, "d" + i, "s" + i);
      assertInstanceOf(Heard.Understood.class, heard, "device " + i);
    }
    assertEquals(
        new Heard.Wrong("more than 2000 devices announce themselves"),
        announce(dialect, "another", "another"));
    // Control: a known one may still change, and one that goes makes room.
    assertInstanceOf(Heard.Understood.class, announce(dialect, "d7", "s7"));
    dialect.hear(message("homeassistant/sensor/s7/config", new byte[0]));
    assertInstanceOf(Heard.Understood.class, announce(dialect, "another", "another"));
  }

  private static Heard announce(HomeAssistant dialect, String device, String sensor) {
    String body = "{\"stat_t\":\"t\",\"dev\":{\"ids\":[\"" + device + "\"]}}";
    return dialect.hear(
        message("homeassistant/sensor/" + sensor + "/config", body.getBytes(UTF_8)));
  }

  @Test
  void whatIsTooLongOrTooDeepIsWrong() {
    var dialect = new HomeAssistant();
    String topic = "homeassistant/sensor/o/config";
    assertInstanceOf(
        Heard.Wrong.class, dialect.hear(message(topic, new byte[600 * 1024])), "too long");
    String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
    assertInstanceOf(Heard.Wrong.class, dialect.hear(message(topic, deep.getBytes(UTF_8))));
  }
}
