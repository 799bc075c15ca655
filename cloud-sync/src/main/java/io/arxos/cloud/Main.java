package io.arxos.cloud;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the cloud.
@Command(
    name = "arxos cloud",
    description = "Takes in what gateways send, keeps it, shows it, and carries commands back.",
    mixinStandardHelpOptions = true,
    version = "arxos cloud " + Version.TEXT,
    subcommands = {
      RunCommand.class,
      LoginCommand.class,
      CaCommand.class,
      AuditCommand.class,
      ExportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RestoreDrillCommand.class,
      GatewayCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 ok, 1 internal, 2 usage or configuration, 3 check failed, 4 not found,",
      "5 conflict or already running, 7 unreachable."
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
