package io.arxos.gateway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Says what is wrong, in sentences.
@Command(
    name = "doctor",
    description = "Look for what is wrong, and say it in sentences; changes nothing.",
    mixinStandardHelpOptions = true,
    subcommands = {DoctorLineCommand.class},
    footer = {
      "",
      "Exit codes: 0 nothing found, 2 usage or configuration, 3 findings, 7 the gateway is busy."
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return StartFailure.CONFIGURATION;
  }
}
