package io.arxos.cloud;

import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.LoginLinks;
import io.arxos.cloud.access.Signer;
import io.arxos.cloud.config.CloudConfig;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints a link that logs one person in.
@Command(
    name = "login",
    description = "Print a link that logs one person in, once, within 24 hours.",
    mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "Operator",
      description = "what the person is called where others see what they did; default Operator")
  private String name = "Operator";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws StartFailure {
    CloudConfig config = options.load(Map.of());
    if (!Files.isDirectory(DataFolder.keys(config.data()))) {
      throw new StartFailure(
          StartFailure.CONFIGURATION,
          "there are no keys in " + config.data() + "; is this the cloud's data folder?");
    }
    String address =
        DataFolder.announced(config.data())
            .orElse("http://" + config.http().host() + ":" + config.http().port());
    try {
      Signer signer = Signer.open(DataFolder.keys(config.data()), "login");
      String token = LoginLinks.make(signer, name, InstantSource.system().instant());
      spec.commandLine().getOut().println(address + "/login?once=" + token);
      return 0;
    } catch (AccessProblem e) {
      throw StartFailure.of(e);
    } catch (IllegalArgumentException e) {
      throw new StartFailure(StartFailure.CONFIGURATION, "--name: " + e.getMessage());
    }
  }
}
