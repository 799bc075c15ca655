package io.arxos.driver.mqtt;

import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.PointBinding;
import io.arxos.driver.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// MQTT: `url`, `client-id`, `version` (auto), `user`, `password-file`, `keep-alive` (15s),
/// `session-expiry` (7d), `receive-maximum` (1000), `share`, `profiles`, `read-only`; with TLS
/// `ca-file`, `certificate-file`, `key-file`, `check-host` (true).
public final class MqttDriverFactory implements DriverFactory {
  private final RandomGenerator random;

  public MqttDriverFactory() {
    this(new Random());
  }

  /// @param random safe for any thread
  MqttDriverFactory(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String protocol() {
    return "mqtt";
  }

  /// There is no question to ask.
  @Override
  public boolean unasked(Settings address) {
    return true;
  }

  @Override
  public String source(Settings address) {
    return ("MQTT " + address.shown("topic") + " " + address.shown("pointer")).strip();
  }

  @Override
  public Driver create(Settings driver, List<PointBinding> bindings) {
    MqttOptions options = MqttOptions.of(driver);
    boolean readOnly = driver.flag("read-only", false);
    List<Path> profiles = profiles(driver);
    driver.done();
    return new MqttDriver(
        options,
        bindings.stream().map(MqttPoint::of).toList(),
        bindings.stream()
            .filter(binding -> binding.writable() && !readOnly)
            .map(PointBinding::point)
            .collect(Collectors.toSet()),
        profiles,
        random);
  }

  private static List<Path> profiles(Settings driver) {
    var files = new ArrayList<Path>();
    for (String text : driver.texts("profiles")) {
      try {
        Path file = Path.of(text);
        Dialects.file(
            file, problem -> driver.problem("profiles", problem.file() + " " + problem.message()));
        files.add(file);
      } catch (InvalidPathException _) {
        driver.problem("profiles", "profiles: \"" + text + "\" is not a path");
      }
    }
    return files;
  }
}
