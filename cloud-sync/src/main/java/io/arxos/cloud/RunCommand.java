package io.arxos.cloud;

import io.arxos.cloud.config.CloudConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the cloud until it is told to end.
@Command(
    name = "run",
    description = "Run the cloud until it is told to end.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--grpc-port", paramLabel = "N", description = "port for gateways, 0 for any")
  private @Nullable String grpcPort;

  @Option(names = "--http-port", paramLabel = "N", description = "port of the page, 0 for any")
  private @Nullable String httpPort;

  @Option(names = "--ready-file", paramLabel = "FILE", description = "written when it serves")
  private @Nullable Path readyFile;

  @Option(names = "--exit-with-stdin", description = "end when standard input ends")
  private boolean exitWithStdin;

  @Override
  public Integer call() throws StartFailure, IOException, InterruptedException {
    Map<String, String> flags = new HashMap<>();
    if (grpcPort != null) {
      flags.put("grpc.port", grpcPort);
    }
    if (httpPort != null) {
      flags.put("http.port", httpPort);
    }
    CloudConfig config = options.load(flags);
    var ending = new Ending();
    if (exitWithStdin) {
      ending.withStdin();
    }
    // Before the start: what a signal finds half started must be ended too.
    ending.withSignals();
    try (Cloud cloud = Cloud.start(config, ending)) {
      if (readyFile != null) {
        ReadyFile.write(readyFile, cloud.grpcPort(), cloud.httpPort());
      }
      LOG.info("the page is at {}, gateways connect to port {}", cloud.url(), cloud.grpcPort());
      ending.await();
    } finally {
      ending.ended();
    }
    return ending.exitCode();
  }
}
