package io.arxos.cloud;

import io.arxos.cloud.config.BadConfig;
import io.arxos.cloud.config.CloudConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the settings are; the same for every command.
final class ConfigOptions {
  private static final Path INSTALLED = Path.of("/etc/arxos/cloud.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; default /etc/arxos/cloud.yaml where there is one")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", description = "where the cloud keeps everything")
  private @Nullable String data;

  /// @param flags further ones, by key
  CloudConfig load(Map<String, String> flags) throws StartFailure {
    Map<String, String> all = new HashMap<>(flags);
    if (data != null) {
      all.put("data", data);
    }
    Path file = config != null ? config : Files.exists(INSTALLED) ? INSTALLED : null;
    try {
      return CloudConfig.load(new CloudConfig.Source(file, System.getenv(), all));
    } catch (BadConfig e) {
      throw StartFailure.of(e);
    }
  }
}
