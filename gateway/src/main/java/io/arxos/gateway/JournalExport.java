package io.arxos.gateway;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.block.Columns;
import io.arxos.driver.Status;
import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.JournalReader;
import io.arxos.gateway.journal.Lane;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Samples out of a journal, as lines.
@Command(
    name = "export",
    description = "Print samples, one a line, in the order in which they were journaled.",
    mixinStandardHelpOptions = true)
final class JournalExport implements Callable<Integer> {
  enum Format {
    ndjson,
    csv
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JournalCommand.Place place = new JournalCommand.Place();

  @Option(names = "--from", description = "from this time on, such as 2026-01-05T08:00:00Z")
  private @Nullable String from;

  @Option(names = "--to", description = "before this time")
  private @Nullable String to;

  @Option(names = "--point", description = "this point; with / at its end all below it")
  private String point = "";

  @Option(names = "--lane", description = "alarm or telemetry (default: both)")
  private @Nullable String lane;

  @Option(
      names = "--format",
      defaultValue = "ndjson",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Format format = Format.ndjson;

  @Option(names = "--out", description = "a file instead of the standard output")
  private @Nullable Path out;

  @Override
  public Integer call() throws StartFailure {
    long fromMicros = micros("--from", from, Long.MIN_VALUE);
    long toMicros = micros("--to", to, Long.MAX_VALUE);
    Lane only = lane();
    try (JournalReader journal = place.open();
        PrintWriter writer = writer()) {
      if (format == Format.csv) {
        writer.println("time,point,value,status,reason,lane,incarnation,sequence");
      }
      for (Held held : journal.incarnations()) {
        for (Lane one : Lane.values()) {
          if (only == null || only == one) {
            var rows = new Rows(held, one, fromMicros, toMicros, writer);
            journal.forEach(held, one, rows::visit);
          }
        }
      }
      writer.flush();
      return writer.checkError() ? StartFailure.INTERNAL : 0;
    } catch (IOException e) {
      throw new StartFailure(StartFailure.INTERNAL, out + " cannot be written: " + e.getMessage());
    }
  }

  private PrintWriter writer() throws IOException {
    return out == null
        ? spec.commandLine().getOut()
        : new PrintWriter(Files.newBufferedWriter(out, StandardCharsets.UTF_8));
  }

  private @Nullable Lane lane() throws StartFailure {
    try {
      return lane == null ? null : Lane.valueOf(lane.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new StartFailure(
          StartFailure.CONFIGURATION, "--lane " + lane + ": it is alarm or telemetry");
    }
  }

  private static long micros(String option, @Nullable String text, long otherwise)
      throws StartFailure {
    if (text == null) {
      return otherwise;
    }
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw new StartFailure(
          StartFailure.CONFIGURATION,
          option + " " + text + ": not a time such as 2026-01-05T08:00:00Z");
    }
  }

  /// Of one lane of one incarnation.
  private final class Rows {
    private final Held held;
    private final Lane of;
    private final long fromMicros;
    private final long toMicros;
    private final PrintWriter writer;

    Rows(Held held, Lane of, long fromMicros, long toMicros, PrintWriter writer) {
      this.held = held;
      this.of = of;
      this.fromMicros = fromMicros;
      this.toMicros = toMicros;
      this.writer = writer;
    }

    void visit(Found found) {
      if (!(found instanceof Stored stored)) {
        return;
      }
      try {
        Columns columns = BlockCodec.decode(stored.payload());
        // A block may begin before what is left of it.
        int first = (int) Math.max(0, held.range(of).first() - stored.first());
        for (int row = first; row < columns.size(); row++) {
          long time = columns.wallMicros(row);
          if (time >= fromMicros && time < toMicros && isAsked(columns.point(row))) {
            writer.println(line(columns, row, stored.first() + row));
          }
        }
      } catch (BadBlock bad) {
        spec.commandLine().getErr().println("a block is damaged and left out; see verify");
      }
    }

    private String line(Columns columns, int row, long sequence) {
      int status = columns.status(row) & Columns.STATUS_MASK;
      var object =
          new JsonObject()
              .put("time", JournalCommand.time(columns.wallMicros(row)))
              .put("point", columns.point(row))
              .put("value", value(columns, row))
              .put("status", status == 0 ? "" : name(Status.values()[status - 1]))
              .put("reason", columns.reason(row))
              .put("lane", name(of))
              .put("incarnation", held.header().incarnation().toString())
              .put("sequence", sequence);
      if (format == Format.ndjson) {
        return object.encode();
      }
      var line = new StringBuilder();
      for (String key : object.fieldNames()) {
        Object value = object.getValue(key);
        line.append(line.isEmpty() ? "" : ",").append(value == null ? "" : quoted(value));
      }
      return line.toString();
    }
  }

  private boolean isAsked(String path) {
    return point.endsWith("/") ? path.startsWith(point) : point.isEmpty() || path.equals(point);
  }

  private static @Nullable Object value(Columns columns, int row) {
    return switch (columns.kind(row)) {
      case NONE -> null;
      case NUMBER -> {
        double number = columns.number(row);
        yield Double.isFinite(number) ? (Object) number : Double.toString(number);
      }
      case INTEGER -> columns.integer(row);
      case BOOLEAN -> columns.bool(row);
      case TEXT -> columns.text(row);
    };
  }

  /// RFC 4180.
  private static String quoted(Object value) {
    String text = value.toString();
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
