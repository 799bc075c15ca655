package io.arxos.gateway;

import io.arxos.gateway.journal.JournalReader;
import io.arxos.gateway.journal.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks into a journal. Reads only, so that it may run beside the gateway whose journal it is, and
/// on a copy of the folder.
@Command(
    name = "journal",
    description = "Look into a journal, check it, take samples out of it; changes nothing.",
    mixinStandardHelpOptions = true,
    subcommands = {JournalInspect.class, JournalVerify.class, JournalExport.class},
    footer = {
      "",
      "Exit codes: 0 ok, 1 it cannot be read, 2 usage, 3 verify found something, 4 no journal there."
    })
final class JournalCommand implements Callable<Integer> {
  static final int FINDINGS = 3;
  static final int NOT_FOUND = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return StartFailure.CONFIGURATION;
  }

  /// Where the journal lies; every command on one has this.
  static final class Place {
    @Parameters(
        arity = "0..1",
        paramLabel = "FOLDER",
        defaultValue = "/var/lib/arxos",
        description = "the gateway's data, or a copy of its journal (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("/var/lib/arxos");

    Path folder() {
      return JournalReader.isThere(folder) || Files.notExists(folder.resolve("journal"))
          ? folder
          : folder.resolve("journal");
    }

    JournalReader open() throws StartFailure {
      Path path = folder();
      if (!JournalReader.isThere(path)) {
        throw new StartFailure(NOT_FOUND, "there is no journal in " + path);
      }
      try {
        return JournalReader.open(path);
      } catch (StorageException e) {
        throw new StartFailure(
            StartFailure.INTERNAL, "the journal " + path + " cannot be read: " + e.reason());
      }
    }
  }

  /// RFC 3339, UTC.
  static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
