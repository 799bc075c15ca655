package io.arxos.gateway;

import io.arxos.driver.Problem;
import io.arxos.driver.Settings;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.GatewayFile;
import io.arxos.gateway.config.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the gateway until it is told to end.
@Command(
    name = "run",
    description = "Run the gateway until it is told to end.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "/etc/arxos/gateway.yaml",
      description = "settings; a flag wins over ARXOS_… in the environment, that over the file")
  private Path config = Path.of("/etc/arxos/gateway.yaml");

  @Option(names = "--site", paramLabel = "FILE", description = "the site file")
  private @Nullable String site;

  @Option(names = "--data", paramLabel = "DIR", description = "where the gateway keeps everything")
  private @Nullable String data;

  @Option(names = "--cloud", paramLabel = "HOST:PORT", description = "the cloud's gRPC address")
  private @Nullable String cloud;

  @Option(names = "--page-port", paramLabel = "N", description = "port of its page, 0 for any")
  private @Nullable String pagePort;

  @Option(names = "--ca", paramLabel = "FILE", description = "who signs the cloud's certificate")
  private @Nullable String ca;

  @Option(names = "--certificate", paramLabel = "FILE", description = "the gateway's certificate")
  private @Nullable String certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "the gateway's private key")
  private @Nullable String key;

  @Option(
      names = "--simulate-history",
      paramLabel = "TIME",
      description = "first journal such a past, as 3d; simulated buildings with an empty journal")
  private @Nullable String history;

  @Option(names = "--seed", paramLabel = "N", description = "of the simulated past")
  private long seed = 1;

  @Option(names = "--ready-file", paramLabel = "FILE", description = "written when it serves")
  private @Nullable Path readyFile;

  @Option(names = "--exit-with-stdin", description = "end when standard input ends")
  private boolean exitWithStdin;

  @Override
  public Integer call() throws StartFailure, IOException, InterruptedException {
    GatewayConfig settings = settings();
    Site building = building(settings.site());
    Duration past = past(building);
    var ending = new Ending();
    if (exitWithStdin) {
      ending.withStdin();
    }
    try (var gateway = Gateway.start(settings, building, new Gateway.Past(past, seed), ending)) {
      ending.withSignals();
      if (readyFile != null) {
        ReadyFile.write(readyFile, gateway.pagePort());
      }
      ending.await();
    } finally {
      ending.ended();
    }
    return ending.exitCode();
  }

  private GatewayConfig settings() throws StartFailure {
    Map<String, String> flags = new HashMap<>();
    put(flags, "site", site);
    put(flags, "data", data);
    put(flags, "cloud.address", cloud);
    put(flags, "page.port", pagePort);
    put(flags, "cloud.ca", ca);
    put(flags, "cloud.certificate", certificate);
    put(flags, "cloud.key", key);
    return switch (GatewayFile.load(config, System.getenv(), flags)) {
      case GatewayFile.Loaded loaded -> loaded.config();
      case GatewayFile.Refused refused -> throw StartFailure.of(refused.problems());
    };
  }

  private static Site building(Path file) throws StartFailure {
    return switch (SiteCheck.of(file, System.getenv())) {
      case SiteCheck.Checked checked -> checked.site();
      case SiteCheck.Refused refused -> throw StartFailure.of(refused.problems());
    };
  }

  private Duration past(Site building) throws StartFailure {
    if (history == null) {
      return Duration.ZERO;
    }
    List<Problem> problems = new ArrayList<>();
    Duration past =
        Settings.of(Map.of("--simulate-history", history), problems::add)
            .duration("--simulate-history", Duration.ZERO);
    if (building.physicsSpeed() == null) {
      throw new StartFailure(
          StartFailure.CONFIGURATION,
          "--simulate-history is for simulated buildings only: the site has no physics-speed");
    }
    if (!problems.isEmpty()) {
      throw StartFailure.of(problems);
    }
    return past;
  }

  private static void put(Map<String, String> flags, String key, @Nullable String value) {
    if (value != null) {
      flags.put(key, value);
    }
  }
}
