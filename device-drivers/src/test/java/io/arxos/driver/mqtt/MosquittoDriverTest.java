package io.arxos.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arxos.driver.Await;
import io.arxos.driver.Driver;
import io.arxos.driver.RecordingSink;
import io.arxos.driver.Value;
import io.arxos.driver.line.Trouble;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Against a broker of MQTT 5 that keeps sessions over a restart. Runs where mosquitto is
/// installed.
@EnabledIf("installed")
final class MosquittoDriverTest extends MqttContract {
  @TempDir private Path directory = Path.of("");

  static boolean installed() {
    return Broker.Mosquitto.program().isPresent();
  }

  // Paho's client of MQTT 5 loses the flag.
  @Override
  protected boolean marksRepeats() {
    return false;
  }

  @Override
  protected boolean marksRetained() {
    return true;
  }

  @Override
  protected Broker broker(int port) {
    return new Broker.Mosquitto(port, directory);
  }

  // MQTT 5, 4.8.2: each message goes to one of those who share.
  @Test
  void membersOfAGroupShareTheMessages() throws Exception {
    var settings = new HashMap<>(settings());
    settings.put("share", "gateways");
    var point = binding(TEMPERATURE, Map.of("topic", "climate", "pointer", "/t"), false);
    var other = new RecordingSink();
    try (Driver one = create(settings, List.of(point))) {
      settings.put("client-id", "gateway-2");
      try (Driver two = create(settings, List.of(point))) {
        one.open(sink);
        two.open(other);
        Await.until(
            "both have heard something",
            () -> {
              publish("climate", "{\"t\":-1}", false);
              return !sink.of(TEMPERATURE).isEmpty() && !other.of(TEMPERATURE).isEmpty();
            });
        for (int i = 1; i <= 20; i++) {
          publish("climate", "{\"t\":" + i + "}", false);
        }
        Await.until("all have come", () -> news(sink).size() + news(other).size() >= 20);
        assertEquals(20, news(sink).size() + news(other).size());
      }
    }
  }

  // Two gateways with one client id take the session from each other; when one goes, the other
  // has it, and whatever was published meanwhile.
  @Test
  void aSessionThatWasTakenIsMadeAgain() throws Exception {
    var point = binding(TEMPERATURE, Map.of("topic", "climate", "pointer", "/t"), false);
    try (Driver first = subscribed(sink, point)) {
      try (Driver second = create(settings(), List.of(point))) {
        second.open(new RecordingSink());
        Await.until("the first loses its session", () -> ends(first) > 0);
      }
      Await.until(
          "it hears again",
          () -> {
            publish("climate", "{\"t\":33}", false);
            return news(sink).contains(new Value.Num(33));
          });
    }
  }

  // A site file that has a broker and no points yet: discovery is how it gets them.
  @Test
  void withoutPointsItIsConnectedAndWell() throws Exception {
    try (Driver driver = create(settings(), List.of())) {
      driver.open(sink);
      Await.until(
          "it is connected",
          () -> driver.lines().getFirst().devices().getFirst().exchanges().answered() > 0);
      assertEquals(0, ends(driver));
      assertEquals(Map.of(), driver.lines().getFirst().devices().getFirst().troubles());
    }
  }

  private static long ends(Driver driver) {
    var broker = driver.lines().getFirst().devices().getFirst();
    return broker.of(Trouble.TAKEN_OVER) + broker.of(Trouble.LOST);
  }

  @Test
  void threeHundredMessagesAreUnderWayAtOnce() throws Exception {
    fillTheWindow(300);
  }

  @Test
  void whatIsPublishedWhileWeAreAwayComesEvenOverARestartOfTheBroker() throws Exception {
    var point = binding(TEMPERATURE, Map.of("topic", "climate", "pointer", "/t"), false);
    try (Driver _ = subscribed(sink, point)) {
      // the broker has a session for us from here on
    }
    publish("climate", "{\"t\":5}", false);
    stopPeer();
    startPeer();
    publish("climate", "{\"t\":6}", false);
    var later = new RecordingSink();
    try (Driver driver = create(settings(), List.of(point))) {
      driver.open(later);
      Await.until("both come", () -> news(later).size() >= 2);
      assertEquals(List.of(new Value.Num(5), new Value.Num(6)), news(later));
    }
  }
}
