package io.arxos.driver.mqtt.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.Meaning;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.payload.Payload;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Devices of LoRaWAN behind a network server: The Things Stack, ChirpStack and the like. What a
/// device means by its bytes is decoded by the server; the values of the decoded payload are the
/// points, with what the network says of the transmission. An envelope is known by its form, in
/// whatever topic it comes.
public final class LoraWan implements Dialect {
  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "datetime", "measured_at", "measurement_time", "ts");
  private static final Pattern BASE64_EUI = Pattern.compile("[A-Za-z0-9+/]{11}=");

  private static final Pattern EVENT = Pattern.compile("/(event/)?(up|status|ack|join|log)$");

  private final Roster roster = new Roster(0.9);

  @Override
  public String name() {
    return "lorawan";
  }

  @Override
  public List<String> filters() {
    return List.of("#");
  }

  @Override
  public Heard hear(MqttMessage message) {
    if (message.payload().length == 0 || message.payload()[0] != '{') {
      return new Heard.NotMine();
    }
    Optional<JsonNode> root = new Payload(message.payload()).json();
    Optional<LoraEnvelope> envelope = root.flatMap(LoraEnvelope::of);
    if (envelope.isEmpty()) {
      return topicSays(message.topic()) && root.isEmpty()
          ? new Heard.Wrong("envelope is not JSON")
          : new Heard.NotMine();
    }
    Sheet sheet = roster.at(device(message.topic()));
    if (sheet != null) {
      understand(message.topic(), root.get(), envelope.get(), sheet);
    }
    return Roster.news(sheet);
  }

  /// ChirpStack says what happened in the last levels of a topic; the device stands before them.
  private static String device(String topic) {
    Matcher event = EVENT.matcher(topic);
    return event.find() ? topic.substring(0, event.start()) : topic;
  }

  private static boolean topicSays(String topic) {
    return (topic.startsWith("v3/") && topic.endsWith("/up"))
        || (topic.startsWith("application/") && topic.endsWith("/event/up"));
  }

  private static void understand(String topic, JsonNode root, LoraEnvelope envelope, Sheet sheet) {
    String name = LoraEnvelope.text(root, envelope.names());
    String model = LoraEnvelope.text(root, envelope.models());
    String id = eui(LoraEnvelope.text(root, envelope.ids()));
    sheet.identify(new Identity(id, name.isEmpty() ? id : name, envelope.vendor(), model));
    String time = LoraEnvelope.first(root, envelope.times());
    String place = LoraEnvelope.first(root, envelope.payloads());
    if (!place.isEmpty()) {
      values(root.at(place), topic, place, time, sheet);
    }
    String text = LoraEnvelope.first(root, envelope.texts());
    if (!text.isEmpty()) {
      new Payload(root.at(text).asText("").getBytes(UTF_8))
          .json()
          .ifPresent(inner -> within(inner, topic, text, time, sheet));
    }
    for (LoraEnvelope.Radio radio : envelope.radio()) {
      String said = LoraEnvelope.first(root, radio.places());
      if (!said.isEmpty()) {
        sheet.put(
            radio.name(),
            Sense.of(radio.quantity(), radio.unit(), radio.name()),
            timed(Where.partial(topic, said), time));
      }
    }
  }

  private static void values(
      JsonNode payload, String topic, String place, String time, Sheet sheet) {
    List<Leaf> leaves = Leaf.of(payload, place);
    String own = deviceTime(leaves);
    for (Leaf leaf : leaves) {
      if (isValue(leaf)) {
        Where where = Where.partial(topic, leaf);
        sheet.put(name(leaf), meaning(leaf), timed(where, own.isEmpty() ? time : own));
      }
    }
  }

  private static void within(JsonNode inner, String topic, String place, String time, Sheet sheet) {
    for (Leaf leaf : Leaf.of(inner, "")) {
      if (isValue(leaf)) {
        Where where = Where.partial(topic, leaf.pointer()).key("within", place);
        sheet.put(name(leaf), meaning(leaf), timed(where, time));
      }
    }
  }

  private static Where timed(Where where, String time) {
    return time.isEmpty() ? where : where.key("time-pointer", time);
  }

  /// Where the device itself says when it measured; empty when it does not.
  private static String deviceTime(List<Leaf> leaves) {
    return leaves.stream()
        .filter(leaf ->
            leaf.names().size() == 1 && TIMES.contains(leaf.last().toLowerCase(Locale.ROOT)))
        .filter(leaf -> leaf.value().asText("").length() >= 10)
        .map(Leaf::pointer)
        .findFirst()
        .orElse("");
  }

  private static boolean isValue(Leaf leaf) {
    return leaf.telling()
        && !leaf.names().isEmpty()
        && !Words.isMoment(leaf.last())
        && leaf.names().stream().noneMatch("history"::equalsIgnoreCase) // of another time
        && !(leaf.names().size() == 1 && TIMES.contains(leaf.last().toLowerCase(Locale.ROOT)));
  }

  private static String name(Leaf leaf) {
    return String.join(".", leaf.names());
  }

  private static Meaning meaning(Leaf leaf) {
    return Words.meaning(Words.best(leaf, leaf.last()), leaf.unit(), leaf.value());
  }

  /// ChirpStack 3 may write an EUI in base64.
  private static String eui(String text) {
    return BASE64_EUI.matcher(text).matches()
        ? HexFormat.of().formatHex(Base64.getDecoder().decode(text))
        : text;
  }
}
