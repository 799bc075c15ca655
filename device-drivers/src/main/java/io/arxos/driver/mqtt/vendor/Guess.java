package io.arxos.driver.mqtt.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.Meaning;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import io.arxos.driver.naming.PointNames;
import io.arxos.driver.payload.Payload;
import io.arxos.driver.payload.Scalars;
import io.arxos.driver.payload.Scalars.WithUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whatever is of no known dialect and looks like values: a plain number or truth in a topic of its
/// own, or JSON with some in it. What they mean is guessed by their names, with little confidence.
public final class Guess implements Dialect {
  private static final double CONFIDENCE = 0.3;
  private static final double CONFIDENCE_MAX = 0.5;
  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "ts", "t", "datetime", "date", "last_seen", "lastseen", "epoch");

  /// What devices are told stands under such levels; they say nothing by it.
  private static final Set<String> COMMANDS =
      Set.of("set", "get", "cmd", "cmnd", "command", "commands", "request", "rpc");

  private static final Set<String> TRUTHS = Set.of("true", "false", "on", "off");
  private static final Set<String> NO_VALUES =
      Set.of("id", "mid", "seq", "sequence", "from", "to", "version", "port", "channel", "dpt");
  private static final Pattern TIME_TEXT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ].{5,30}");
  private static final double EPOCH_MIN = 1e9;

  private final Roster roster = new Roster(CONFIDENCE);

  @Override
  public String name() {
    return "guess";
  }

  @Override
  public List<String> filters() {
    return List.of("#");
  }

  @Override
  public Heard hear(MqttMessage message) {
    if (Arrays.stream(message.topic().split("/", -1)).anyMatch(COMMANDS::contains)) {
      return new Heard.NotMine();
    }
    var payload = new Payload(message.payload());
    Optional<String> text = payload.text().map(String::strip).filter(one -> !one.isEmpty());
    if (text.isEmpty()) {
      return new Heard.NotMine();
    }
    Optional<JsonNode> root = payload.json().filter(JsonNode::isContainerNode);
    return root.isPresent()
        ? document(message.topic(), root.get())
        : scalar(message.topic(), text.get());
  }

  private Heard scalar(String topic, String text) {
    int slash = topic.lastIndexOf('/');
    String key = topic.substring(slash + 1);
    String parent = slash <= 0 ? topic : topic.substring(0, slash);
    boolean generic = Words.isGeneric(key);
    String telling = generic ? parent.substring(parent.lastIndexOf('/') + 1) : key;
    Meaning meaning;
    Optional<WithUnit> withUnit = Scalars.withUnit(text);
    Double number = Scalars.number(text);
    if (withUnit.isPresent()) {
      WithUnit said = withUnit.get();
      meaning = Words.meaning(telling, said.unit().code(), said.number());
    } else if (number != null) {
      meaning = Words.meaning(telling, "", number);
    } else if (TRUTHS.contains(text.toLowerCase(Locale.ROOT))) {
      meaning =
          Words.isMode(telling)
              ? Sense.of("mode", "", telling)
              : Words.meaning(telling, "", BooleanNode.TRUE);
    } else {
      return new Heard.NotMine();
    }
    Sheet sheet = roster.at(parent);
    if (sheet != null) {
      sheet.identify(new Identity("", parent, "", ""));
      Where where = moded(Where.topic(topic), number == null ? telling : "");
      sheet.put(key.isEmpty() ? "value" : key, doubted(meaning), where);
    }
    return Roster.news(sheet);
  }

  private Heard document(String topic, JsonNode root) {
    List<Leaf> leaves = Leaf.of(root, "");
    String time = leaves.stream().filter(Guess::isTime).map(Leaf::pointer).findFirst().orElse("");
    List<Leaf> values = leaves.stream().filter(Guess::looksLikeValue).toList();
    if (values.isEmpty()) {
      return new Heard.NotMine();
    }
    Sheet sheet = roster.at(topic);
    if (sheet == null) {
      return Roster.NOTHING_NEW;
    }
    sheet.identify(new Identity("", topic, "", ""));
    for (Leaf leaf : values) {
      Where where = moded(Where.partial(topic, leaf), leaf.value().isTextual() ? leaf.last() : "");
      if (!time.isEmpty()) {
        where.key("time-pointer", time);
      }
      String name = leaf.names().isEmpty() ? "value" : leaf.name();
      String key = inPlace(Words.best(leaf, lastOf(topic)), topic);
      Meaning meaning = Words.meaning(key, leaf.unit(), leaf.value());
      sheet.put(name, doubted(meaning), where);
    }
    return Roster.news(sheet);
  }

  /// The mode off is no false.
  private static Where moded(Where where, String key) {
    return Words.isMode(key) ? where.key("type", "text") : where;
  }

  /// With the equipment that the topic ends with: the supply of a boiler is water, that of an air
  /// handler air.
  private static String inPlace(String key, String topic) {
    String whole = lastOf(topic) + " " + key;
    boolean says = !key.equals(lastOf(topic)) && !PointNames.read(whole).equipmentClass().isEmpty();
    return says ? whole : key;
  }

  private static String lastOf(String topic) {
    return topic.substring(topic.lastIndexOf('/') + 1);
  }

  private static boolean isTime(Leaf leaf) {
    String name = leaf.last().toLowerCase(Locale.ROOT);
    JsonNode value = leaf.value();
    return (TIMES.contains(name) || Words.isMoment(leaf.last()))
        && (TIME_TEXT.matcher(value.asText("")).matches() || epoch(value));
  }

  private static boolean epoch(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue() > EPOCH_MIN;
    }
    Double number = Scalars.number(value.asText("").strip());
    return number != null && number > EPOCH_MIN;
  }

  private static boolean looksLikeValue(Leaf leaf) {
    JsonNode value = leaf.value();
    if (isTime(leaf) || NO_VALUES.contains(leaf.last().toLowerCase(Locale.ROOT))) {
      return false;
    }
    String text = value.asText("").strip();
    return value.isNumber()
        || value.isBoolean()
        || (value.isTextual()
            && (Scalars.number(text) != null
                || Scalars.withUnit(text).isPresent()
                || TRUTHS.contains(text.toLowerCase(Locale.ROOT))));
  }

  private static Meaning doubted(Meaning meaning) {
    return new Meaning(
        meaning.unit(),
        meaning.brickClass(),
        Math.min(CONFIDENCE_MAX, meaning.confidence()),
        meaning.reasons());
  }
}
