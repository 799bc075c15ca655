package io.arxos.driver.mqtt.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Discovered.Identity;
import io.arxos.driver.Meaning;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.dialect.Heard;
import io.arxos.driver.mqtt.dialect.MqttMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A dialect that an installer has written down: rules in a YAML file, each a topic with named
/// levels, and the points that a message of it holds.
///
/// ```yaml
/// rules:
///   - topic: "sensors/{room}/data"
///     device: "{room}"
///     points:
///       - { name: temperature, pointer: /t, unit: "°C", class: Zone_Air_Temperature_Sensor }
/// ```
public final class ProfileFile implements Dialect {
  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final int RULES_MAX = 500;
  private static final LoadSettings YAML =
      LoadSettings.builder().setMaxAliasesForCollections(50).setAllowDuplicateKeys(false).build();

  private final List<ProfileRule> rules;
  private final Roster roster = new Roster(0.9);

  private ProfileFile(List<ProfileRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// Reads a file; what is wrong is reported, and the result is not to be used then.
  public static ProfileFile load(Path path, Consumer<Problem> problems) {
    Consumer<Problem> named =
        problem -> problems.accept(new Problem(path.toString(), 0, problem.message()));
    var rules = new ArrayList<ProfileRule>();
    try {
      if (Files.size(path) > FILE_BYTES_MAX) {
        throw new IOException("larger than 1 MiB");
      }
      Object root = new Load(YAML).loadFromString(Files.readString(path, UTF_8));
      Settings file = Settings.of(plain(root), named);
      file.text("name", "");
      List<Settings> sections = file.sections("rules");
      sections.stream().limit(RULES_MAX).map(ProfileRule::of).forEach(rules::add);
      if (sections.isEmpty() || sections.size() > RULES_MAX) {
        file.problem("rules", "rules must be a list of 1 to " + RULES_MAX);
      }
      file.done();
    } catch (IOException | RuntimeException e) {
      boolean yaml = e instanceof YamlEngineException;
      named.accept(new Problem("", 0, yaml ? "is not valid YAML" : "cannot be read as a profile"));
    }
    return new ProfileFile(rules);
  }

  @SuppressWarnings("unchecked") // keys of a configuration are texts
  private static Map<String, ?> plain(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("not keys and values");
    }
    return (Map<String, ?>) map;
  }

  /// The addresses that the rules make, with a stand-in for every name, to be checked.
  public List<Map<String, Object>> samples() {
    return rules.stream().flatMap(rule -> rule.samples().stream()).toList();
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public List<String> filters() {
    return rules.stream().map(ProfileRule::filter).distinct().toList();
  }

  @Override
  public Heard hear(MqttMessage message) {
    boolean mine = false;
    for (ProfileRule rule : rules) {
      Map<String, String> names = rule.match(message.topic());
      if (names != null) {
        mine = true;
        reveal(rule, message.topic(), names);
      }
    }
    return mine ? roster.news() : new Heard.NotMine();
  }

  private void reveal(ProfileRule rule, String topic, Map<String, String> names) {
    String device = rule.device(topic, names);
    Sheet sheet = roster.at(device);
    if (sheet == null) {
      return;
    }
    sheet.identify(new Identity(device, device, rule.vendor(), rule.model()));
    for (ProfileRule.Point point : rule.points()) {
      Meaning named = Sense.of(point.quantity(), point.unit(), point.name());
      String brickClass = point.brickClass().isEmpty() ? named.brickClass() : point.brickClass();
      var meaning = new Meaning(named.unit(), brickClass, 1, List.of("as the profile says"));
      String name = ProfileRule.filled(point.name(), names);
      sheet.put(name, meaning, rule.address(point, topic, names), point.writable());
    }
  }
}
