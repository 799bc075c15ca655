package io.arxos.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `arxos bench`: what the product costs.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    version = "Arxos Edge 0.1.0",
    description = "Load programs that measure the real processes.",
    subcommands = {
      WayBench.class,
      CodecBench.class,
      SyncBench.class,
      JournalBench.class,
      IngestBench.class,
      DriversBench.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
