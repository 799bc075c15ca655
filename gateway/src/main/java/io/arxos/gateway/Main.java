package io.arxos.gateway;

import io.arxos.gateway.decode.DecodeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the gateway.
@Command(
    name = "arxos gateway",
    description = "Reads a building's devices, keeps it in order, and carries every sample away.",
    mixinStandardHelpOptions = true,
    version = "arxos gateway " + Version.TEXT,
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      JournalCommand.class,
      DecodeCommand.class,
      DiscoverCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 ok, 1 internal, 2 usage or configuration, 3 check failed, 4 not found,",
      "5 conflict or already running."
    })
public final class Main {
  private Main() {}

  /// Runs one command and ends the process.
  public static void main(String[] arguments) {
    Logs.setUp();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((exception, command, _) -> {
          if (exception instanceof StartFailure failure) {
            command.getErr().println(failure.lines());
            return failure.exitCode();
          }
          throw exception;
        });
  }
}
