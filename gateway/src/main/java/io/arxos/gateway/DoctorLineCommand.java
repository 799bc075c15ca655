package io.arxos.gateway;

import io.arxos.driver.Settings;
import io.arxos.gateway.config.GatewayConfig;
import io.arxos.gateway.config.GatewayFile;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.doctor.LineText;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Listens to the lines for a while. A gateway that runs is asked to do it; otherwise the site's
/// drivers run here, without a write.
@Command(
    name = "line",
    description = "Listen to the lines for a while and say what is wrong on them.",
    mixinStandardHelpOptions = true)
final class DoctorLineCommand implements Callable<Integer> {
  private static final int FINDINGS = 3;
  private static final int UNREACHABLE = 7;
  private static final int BUSY = 409;
  private static final Duration LONGEST = Duration.ofMinutes(60);
  private static final Duration SLACK = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "/etc/arxos/gateway.yaml",
      description = "settings of the gateway, with the site file and the page's port")
  private Path config = Path.of("/etc/arxos/gateway.yaml");

  @Option(
      names = "--site",
      paramLabel = "FILE",
      description = "run the drivers of this site file; no gateway may run on the same lines")
  private @Nullable Path site;

  @Option(names = "--for", paramLabel = "TIME", description = "how long, such as 30s (default)")
  private String length = "30s";

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Override
  public Integer call() throws StartFailure, InterruptedException {
    Duration listening = listening();
    JsonObject result = site == null ? byGateway(listening) : byOwnDrivers(site, listening);
    spec.commandLine().getOut().println(json ? result.encode() : LineText.of(result));
    return result.getJsonArray("findings").isEmpty() ? 0 : FINDINGS;
  }

  private JsonObject byGateway(Duration listening) throws StartFailure, InterruptedException {
    GatewayConfig settings =
        switch (GatewayFile.load(config, System.getenv(), Map.of())) {
          case GatewayFile.Loaded loaded -> loaded.config();
          case GatewayFile.Refused refused -> throw StartFailure.of(refused.problems());
        };
    var uri =
        URI.create(
            "http://%s:%d/api/lines?seconds=%d"
                .formatted(settings.page().host(), settings.page().port(), listening.toSeconds()));
    try (var client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri).timeout(listening.plus(SLACK)).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() == BUSY) {
        throw new StartFailure(UNREACHABLE, "the gateway is being examined already; try again");
      }
      return new JsonObject(answer.body());
    } catch (IOException | DecodeException _) {
      return byOwnDrivers(settings.site(), listening);
    }
  }

  private JsonObject byOwnDrivers(Path file, Duration listening)
      throws StartFailure, InterruptedException {
    Site building =
        switch (SiteCheck.of(file, System.getenv())) {
          case SiteCheck.Checked checked -> checked.site();
          case SiteCheck.Refused refused -> throw StartFailure.of(refused.problems());
        };
    spec.commandLine().getErr().println("the drivers run here, without a write");
    return LineRun.of(building, Protocols.all(), listening);
  }

  private Duration listening() throws StartFailure {
    List<io.arxos.driver.Problem> problems = new ArrayList<>();
    Duration asked =
        Settings.of(Map.of("--for", length), problems::add).duration("--for", Duration.ZERO);
    if (!problems.isEmpty()) {
      throw StartFailure.of(problems);
    }
    if (asked.toSeconds() < 1 || asked.compareTo(LONGEST) > 0) {
      throw new StartFailure(StartFailure.CONFIGURATION, "--for must be 1s to 60m");
    }
    return asked;
  }
}
