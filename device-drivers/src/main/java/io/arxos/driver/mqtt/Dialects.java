package io.arxos.driver.mqtt;

import io.arxos.driver.PointBinding;
import io.arxos.driver.PointId;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.mqtt.dialect.Dialect;
import io.arxos.driver.mqtt.homeassistant.HomeAssistant;
import io.arxos.driver.mqtt.senml.SenmlDialect;
import io.arxos.driver.mqtt.sparkplug.SparkplugDialect;
import io.arxos.driver.mqtt.vendor.Guess;
import io.arxos.driver.mqtt.vendor.LoraWan;
import io.arxos.driver.mqtt.vendor.ProfileFile;
import io.arxos.driver.mqtt.vendor.Shelly;
import io.arxos.driver.mqtt.vendor.Tasmota;
import io.arxos.driver.mqtt.vendor.Zigbee2Mqtt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The dialects that are known here, in one place. One that says most of its devices stands before
/// one that has to conclude it: a topic belongs to the first that made a point of it.
final class Dialects {
  /// The one that gives way to every other.
  static final String GUESS = "guess";

  private record Named(String name, Supplier<Dialect> dialect) {}

  private static final List<Named> ALL =
      List.of(
          new Named("sparkplug", SparkplugDialect::new),
          new Named("homeassistant", HomeAssistant::new),
          new Named("zigbee2mqtt", Zigbee2Mqtt::new),
          new Named("tasmota", Tasmota::new),
          new Named("shelly", Shelly::new),
          new Named("lorawan", LoraWan::new),
          new Named("senml", SenmlDialect::new),
          new Named(GUESS, Guess::new));

  private static final PointId SAMPLE = new PointId("profile/device/point");

  private Dialects() {}

  /// The names of all.
  static List<String> names() {
    return ALL.stream().map(Named::name).toList();
  }

  /// New ones of all, which have heard nothing.
  static List<Dialect> all() {
    return ALL.stream().map(named -> named.dialect().get()).toList();
  }

  /// What an installer has written down in a file. What is wrong is reported, and the result is not
  /// to be used then.
  static Dialect file(Path path, Consumer<Problem> problems) {
    ProfileFile file = ProfileFile.load(path, problems);
    for (Map<String, Object> address : file.samples()) {
      Settings section =
          Settings.of(
              address,
              problem -> problems.accept(new Problem(path.toString(), 0, problem.message())));
      MqttPoint.of(new PointBinding(SAMPLE, section, address.containsKey("set-topic")));
    }
    return file;
  }

  /// A new one, by its name.
  ///
  /// @return empty when nobody has this name, else one
  static List<Dialect> named(String name) {
    Map<String, Supplier<Dialect>> byName = new TreeMap<>();
    ALL.forEach(named -> byName.put(named.name(), named.dialect()));
    Supplier<Dialect> found = byName.get(name);
    return found == null ? List.of() : List.of(found.get());
  }
}
