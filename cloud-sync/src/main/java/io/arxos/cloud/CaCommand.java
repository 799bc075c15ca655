package io.arxos.cloud;

import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.Authority;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The installation's own certificate authority.
@Command(
    name = "ca",
    description = "Make the authority, and certificates for gateways and services.",
    mixinStandardHelpOptions = true,
    subcommands = {CaCommand.Init.class, CaCommand.Gateway.class, CaCommand.Service.class})
final class CaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return StartFailure.CONFIGURATION;
  }

  /// One step with the authority's files.
  private interface Step {
    void run(Path keys, Instant now) throws AccessProblem;
  }

  private static int run(ConfigOptions options, Step step) throws StartFailure {
    Path keys = DataFolder.keys(options.load(Map.of()).data());
    try {
      step.run(keys, InstantSource.system().instant());
      return 0;
    } catch (AccessProblem e) {
      throw StartFailure.of(e);
    }
  }

  @Command(
      name = "init",
      description = "Make the authority and the cloud's own certificate in the data folder.",
      mixinStandardHelpOptions = true)
  static final class Init implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Override
    public Integer call() throws StartFailure {
      return run(options, Authority::init);
    }
  }

  @Command(
      name = "gateway",
      description = "Make ca.pem, certificate.pem and key.pem for a gateway.",
      mixinStandardHelpOptions = true)
  static final class Gateway implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(paramLabel = "ID", description = "such as hofgarten-1")
    private String id = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "for the files")
    private Path out = Path.of(".");

    @Override
    public Integer call() throws StartFailure {
      return run(options, (keys, now) -> Authority.open(keys).gateway(id, out, now));
    }
  }

  @Command(
      name = "service",
      description = "Make ca.pem, certificate.pem and key.pem for another cloud service.",
      mixinStandardHelpOptions = true)
  static final class Service implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(paramLabel = "NAME", description = "such as trends")
    private String name = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "for the files")
    private Path out = Path.of(".");

    @Override
    public Integer call() throws StartFailure {
      return run(options, (keys, now) -> Authority.open(keys).service(name, out, now));
    }
  }
}
