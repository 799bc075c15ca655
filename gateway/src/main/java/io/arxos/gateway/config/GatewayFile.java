package io.arxos.gateway.config;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.YamlSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `gateway.yaml`. A flag wins over the environment, the environment over the file. The name
/// of a variable follows from the key: `page.port` is `ARXOS_PAGE_PORT`.
public final class GatewayFile {
  private static final int PORT_MAX = 65_535;
  private static final long QUOTA_MIB_MIN = 64;
  private static final double CARD_TERABYTES_MAX = 10_000;
  private static final long QUOTA_MIB_MAX = 1L << 20;

  private final Path file;
  private final Map<String, String> environment;
  private final Map<String, String> flags;
  private final List<Problem> problems = new ArrayList<>();

  /// What became of the settings.
  public sealed interface Result {}

  /// It can be used.
  public record Loaded(GatewayConfig config) implements Result {}

  /// It cannot.
  ///
  /// @param problems at least one
  public record Refused(List<Problem> problems) implements Result {}

  private GatewayFile(Path file, Map<String, String> environment, Map<String, String> flags) {
    this.file = file;
    this.environment = environment;
    this.flags = flags;
  }

  /// Reads and checks.
  ///
  /// @param flags key, such as `page.port`, to what the command line says
  public static Result load(Path file, Map<String, String> environment, Map<String, String> flags) {
    return new GatewayFile(file, environment, flags).load();
  }

  private Result load() {
    Settings root = YamlFile.read(file, environment, problems::add);
    if (root == null) {
      return new Refused(problems);
    }
    var config =
        new GatewayConfig(
            path(root, "site"),
            path(root, "data"),
            from(root, "", "trust-clock").flag("trust-clock", false),
            page(root),
            journal(root),
            new GatewayConfig.Control(cycle(root)),
            cloud(root));
    root.done();
    return problems.isEmpty()
        ? new Loaded(config)
        : new Refused(problems.stream().sorted().toList());
  }

  private GatewayConfig.Page page(Settings root) {
    Settings page = section(root, "page");
    var otherwise = GatewayConfig.Page.DEFAULT;
    String host = from(page, "page", "host").text("host", otherwise.host());
    long port = from(page, "page", "port").integer("port", 0, PORT_MAX, otherwise.port());
    page.done();
    return new GatewayConfig.Page(host, (int) port);
  }

  private GatewayConfig.Journal journal(Settings root) {
    Settings journal = section(root, "journal");
    var otherwise = GatewayConfig.Journal.DEFAULT;
    long mib =
        from(journal, "journal", "quota-mib")
            .integer("quota-mib", QUOTA_MIB_MIN, QUOTA_MIB_MAX, otherwise.quotaBytes() >> 20);
    Duration keep = from(journal, "journal", "keep").duration("keep", otherwise.keep());
    var profile =
        from(journal, "journal", "profile")
            .choice("profile", GatewayConfig.Profile.class, otherwise.profile());
    Settings card = from(journal, "journal", "card-terabytes-written");
    double terabytes = card.number("card-terabytes-written", otherwise.cardTerabytesWritten());
    if (!(terabytes >= 0 && terabytes <= CARD_TERABYTES_MAX)) {
      card.problem("card-terabytes-written", "journal.card-terabytes-written must be 0 to 10000");
    }
    journal.done();
    return new GatewayConfig.Journal(mib << 20, keep, profile, terabytes);
  }

  private Duration cycle(Settings root) {
    Settings control = section(root, "control");
    Settings source = from(control, "control", "cycle");
    Duration cycle = source.duration("cycle", GatewayConfig.Control.DEFAULT.cycle());
    if (cycle.toMillis() < 100 || cycle.toMillis() > 10_000) {
      source.problem("cycle", "control.cycle must be 100ms to 10s");
    }
    control.done();
    return cycle;
  }

  private GatewayConfig.@Nullable Cloud cloud(Settings root) {
    Settings cloud = section(root, "cloud");
    Settings source = from(cloud, "cloud", "address");
    String address = source.text("address", "");
    Path ca = path(cloud, "cloud", "ca", address);
    Path certificate = path(cloud, "cloud", "certificate", address);
    Path key = path(cloud, "cloud", "key", address);
    cloud.done();
    if (address.isEmpty()) {
      return null;
    }
    int colon = address.lastIndexOf(':');
    Object port = colon < 1 ? null : YamlSettings.plain(address.substring(colon + 1));
    if (!(port instanceof Long number) || number < 1 || number > PORT_MAX) {
      source.problem(
          "address",
          "cloud.address is \""
              + address
              + "\"; it must be host:port, such as cloud.example.org:8443");
      return null;
    }
    return new GatewayConfig.Cloud(
        address.substring(0, colon), number.intValue(), ca, certificate, key);
  }

  /// A path given in the file is relative to the file; one given elsewhere, to where one stands.
  private Path path(Settings root, String key) {
    Settings source = from(root, "", key);
    String text = source.text(key);
    return source == root ? beside(text) : Path.of(text);
  }

  private Path path(Settings section, String name, String key, String address) {
    Settings source = from(section, name, key);
    if (address.isEmpty()) {
      return Path.of(source.text(key, ""));
    }
    String text = source.text(key);
    Path path = source == section ? beside(text) : Path.of(text);
    if (!text.isEmpty() && !Files.isReadable(path)) {
      source.problem(key, name + "." + key + " names " + path + ", which cannot be read");
    }
    return path;
  }

  private Path beside(String text) {
    return file.toAbsolutePath().normalize().resolveSibling(text).normalize();
  }

  /// The highest source that has a key.
  private Settings from(Settings section, String name, String key) {
    section.has(key);
    String whole = name.isEmpty() ? key : name + "." + key;
    String variable = "ARXOS_" + whole.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    String flag = flags.get(whole);
    if (flag != null) {
      return given("(command line)", key, flag);
    }
    String set = environment.get(variable);
    return set == null ? section : given(variable, key, set);
  }

  private Settings given(String source, String key, String text) {
    Object value = YamlSettings.plain(text);
    return new Settings(
        source, 0, Map.of(key, new Settings.Entry(value == null ? "" : value, 0)), problems::add);
  }

  private Settings section(Settings root, String key) {
    Settings section = root.section(key);
    return section == null
        ? new Settings(root.file(), root.line(), Map.of(), problems::add)
        : section;
  }
}
