package io.arxos.cloud;

import io.arxos.cloud.config.CloudConfig;
import io.arxos.cloud.fleet.Fleet;
import io.arxos.cloud.history.Export;
import io.arxos.cloud.history.HistoryReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints what is stored of a point.
@Command(
    name = "export",
    description = "Print the stored samples of a point, one JSON object per line.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--point", paramLabel = "PATH", required = true, description = "of the point")
  private String point = "";

  @Option(names = "--from", paramLabel = "TIME", description = "RFC 3339; default: the beginning")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "RFC 3339; default: now")
  private @Nullable String to;

  @Override
  public Integer call() throws StartFailure, InterruptedException {
    CloudConfig config = options.load(Map.of());
    InstantSource clock = InstantSource.system();
    var span = new Export.Span(us("--from", from, Instant.EPOCH), us("--to", to, clock.instant()));
    int code =
        OfflineStore.with(
            config,
            store ->
                Export.run(
                    new HistoryReader(store, new Fleet(store), clock), point, span, System.out));
    if (code != 0) {
      System.err.println("there is no point " + point);
    }
    return code;
  }

  private static long us(String option, @Nullable String text, Instant otherwise)
      throws StartFailure {
    try {
      Instant time = text == null ? otherwise : OffsetDateTime.parse(text).toInstant();
      return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    } catch (DateTimeParseException _) {
      throw new StartFailure(
          StartFailure.CONFIGURATION,
          option + " is \"" + text + "\"; it must be a time such as 2026-01-05T08:00:00Z");
    }
  }
}
