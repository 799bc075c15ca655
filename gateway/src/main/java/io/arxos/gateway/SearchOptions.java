package io.arxos.gateway;

import io.arxos.driver.Driver;
import io.arxos.driver.DriverFactory;
import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.driver.naming.Corrections;
import io.arxos.gateway.config.DriverConfig;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.discovery.AdHoc;
import io.arxos.gateway.discovery.ProposedDevice;
import io.arxos.gateway.discovery.Proposer;
import io.arxos.gateway.discovery.Search;
import io.arxos.gateway.sampling.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where to look for devices, and for how long: the options that `discover` and `add` share.
final class SearchOptions {
  private static final Duration LIMIT_MAX = Duration.ofHours(1);

  /// Nodes answer a question to all within five seconds, and it is put twice.
  private static final Duration EVERYBODY_MAX = Duration.ofSeconds(12);

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      split = ",",
      description = "only these; coap without an address asks everybody on the network")
  private List<String> protocols = List.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "how long to look (default ${DEFAULT-VALUE})")
  private String limit = "30s";

  @Option(
      names = "--site",
      paramLabel = "FILE",
      description = "look where its drivers are; devices are added to it")
  @Nullable Path site;

  @Option(names = "--data", paramLabel = "DIR", description = "where corrected names are kept")
  private @Nullable Path data;

  @Option(names = "--broker", paramLabel = "URL", description = "an MQTT broker")
  private List<String> brokers = List.of();

  @Option(names = "--modbus", paramLabel = "HOST:PORT", description = "a Modbus TCP device")
  private List<String> modbus = List.of();

  @Option(names = "--coap", paramLabel = "HOST:PORT", description = "a CoAP device")
  private List<String> coap = List.of();

  @Option(
      names = "--connect",
      paramLabel = "PROTOCOL,KEY=VALUE,…",
      description = "any other driver, by its keys in the site file")
  private List<String> others = List.of();

  private final List<AdHoc> lines = new ArrayList<>();

  /// What was found and what it would be.
  ///
  /// @param building the site as it is; null where there is none yet
  /// @param failed ids of the drivers that could not search
  record Result(@Nullable Site building, List<ProposedDevice> devices, List<String> failed) {}

  /// The drivers of the command line, by the ids that they get in the site file.
  List<AdHoc> lines() {
    return lines;
  }

  Result search() throws StartFailure, InterruptedException, IOException {
    Duration duration = duration();
    Site building = building();
    List<Problem> problems = new ArrayList<>();
    Map<String, Driver> drivers = new LinkedHashMap<>();
    Devices ofSite = null;
    if (building != null) {
      ofSite = Devices.create(building, Protocols.all(), problems::add);
      ofSite
          .running()
          .forEach((id, driver) -> {
            if (wanted(protocolOf(building, id))) {
              drivers.put(id, driver);
            }
          });
    }
    long start = System.nanoTime();
    boolean everybody = adHoc(building, drivers, problems, duration);
    try {
      if (!problems.isEmpty()) {
        throw StartFailure.of(problems);
      }
      if (drivers.isEmpty() && everybody) {
        return new Result(building, List.of(), List.of()); // nobody is there
      }
      if (drivers.isEmpty()) {
        throw new StartFailure(
            StartFailure.CONFIGURATION,
            "there is nowhere to look: name a --site, a --broker, a --modbus or a --coap address, or"
                + " --protocol coap for everybody on the network");
      }
      Search.Found found = Search.run(drivers, duration.minusNanos(System.nanoTime() - start));
      return new Result(building, proposed(building, found), found.failed());
    } finally {
      drivers.values().forEach(Driver::close);
      if (ofSite != null) {
        ofSite.close();
      }
    }
  }

  private List<ProposedDevice> proposed(@Nullable Site building, Search.Found found)
      throws IOException {
    var proposer = new Proposer(building, corrections());
    List<ProposedDevice> devices = new ArrayList<>();
    found
        .byDriver()
        .forEach((id, its) -> its.forEach(device -> devices.add(proposer.propose(device, id))));
    return devices;
  }

  private Corrections corrections() throws IOException {
    return data == null ? Corrections.none() : Corrections.of(data.resolve("names.tsv"));
  }

  /// @return whether everybody on the network was asked
  private boolean adHoc(
      @Nullable Site building,
      Map<String, Driver> drivers,
      List<Problem> problems,
      Duration duration)
      throws InterruptedException {
    List<AdHoc> given = new ArrayList<>();
    brokers.forEach(text -> given.add(AdHoc.broker(text)));
    modbus.forEach(text -> given.add(AdHoc.modbus(text)));
    coap.forEach(text -> given.add(AdHoc.coap(text)));
    others.forEach(text -> given.add(AdHoc.any(text)));
    boolean everybody = protocols.contains("coap") && !asks(given, "coap");
    if (everybody) {
      Duration half = duration.dividedBy(2);
      Duration limit = half.compareTo(EVERYBODY_MAX) < 0 ? half : EVERYBODY_MAX;
      for (DriverFactory factory : Protocols.all()) {
        if (factory.protocol().equals("coap")) {
          factory.everybody(limit).forEach(url -> given.add(AdHoc.coap(url)));
        }
      }
    }
    for (AdHoc each : given) {
      AdHoc own = each.in(building);
      boolean known = building != null && !protocolOf(building, own.id()).isEmpty();
      if (!wanted(own.protocol()) || known) {
        continue; // the site's own driver looks there, and knows what has points
      }
      AdHoc line = own.besides(drivers.keySet());
      Driver driver = line.driver(Protocols.all(), problems::add);
      if (driver != null) {
        drivers.put(line.id(), driver);
        lines.add(line);
      }
    }
    return everybody;
  }

  private static boolean asks(List<AdHoc> given, String protocol) {
    return given.stream().anyMatch(one -> one.protocol().equals(protocol));
  }

  private boolean wanted(String protocol) {
    return protocols.isEmpty() || protocols.contains(protocol);
  }

  private @Nullable Site building() throws StartFailure {
    if (site == null || !Files.exists(site)) {
      return null;
    }
    return switch (SiteCheck.of(site, System.getenv())) {
      case SiteCheck.Checked checked -> checked.site();
      case SiteCheck.Refused refused -> throw StartFailure.of(refused.problems());
    };
  }

  private Duration duration() throws StartFailure {
    List<Problem> problems = new ArrayList<>();
    Duration asked =
        Settings.of(Map.of("--for", limit), problems::add).duration("--for", Duration.ZERO);
    if (asked.isZero() || asked.compareTo(LIMIT_MAX) > 0 || !problems.isEmpty()) {
      throw new StartFailure(
          StartFailure.CONFIGURATION, "--for is \"" + limit + "\"; it must be 1ms to 1h, as 30s");
    }
    return asked;
  }

  private static String protocolOf(Site building, String id) {
    return building.drivers().stream()
        .filter(driver -> driver.id().equals(id))
        .map(DriverConfig::protocol)
        .findFirst()
        .orElse("");
  }
}
