package io.arxos.cloud;

import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.history.Audit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Proves that nothing is missing and nothing is there twice.
@Command(
    name = "audit",
    description =
        "Prove that per gateway and lane, what is stored and what is listed as lost together are"
            + " every sample, each once. Exit 3 when they are not.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Override
  public Integer call() throws StartFailure, InterruptedException {
    CloudConfig config = options.load(Map.of());
    return OfflineStore.with(config, store -> Audit.run(store, System.out, json));
  }
}
