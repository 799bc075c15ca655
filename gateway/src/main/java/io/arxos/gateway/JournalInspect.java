package io.arxos.gateway;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.JournalReader;
import io.arxos.gateway.journal.Lane;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What is in a journal.
@Command(
    name = "inspect",
    description = "Say what is in a journal: incarnations, lanes, times, gaps, points, hours left.",
    mixinStandardHelpOptions = true)
final class JournalInspect implements Callable<Integer> {
  private static final double MICROS_PER_HOUR = 3.6e9;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JournalCommand.Place place = new JournalCommand.Place();

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(
      names = "--quota-mib",
      defaultValue = "1024",
      description = "the journal's quota, for the hours left (default: ${DEFAULT-VALUE})")
  private long quotaMib = 1024;

  private final Set<String> points = new HashSet<>();

  /// What was seen of a lane of one incarnation.
  private final class Seen {
    private long samples;
    private long fromMicros = Long.MAX_VALUE;
    private long toMicros = Long.MIN_VALUE;

    private void visit(Found found) {
      if (found instanceof Stored stored) {
        samples += stored.last() - stored.first() + 1;
        try {
          var columns = BlockCodec.decode(stored.payload());
          for (int row = 0; row < columns.size(); row++) {
            points.add(columns.point(row));
            fromMicros = Math.min(fromMicros, columns.wallMicros(row));
            toMicros = Math.max(toMicros, columns.wallMicros(row));
          }
        } catch (BadBlock bad) {
          spec.commandLine().getErr().println("a block is damaged; see verify");
        }
      }
    }

    /// Of the time between the first and the last sample; 0 when there is none.
    private double perHour(double quantity) {
      return toMicros > fromMicros ? quantity * MICROS_PER_HOUR / (toMicros - fromMicros) : 0;
    }
  }

  @Override
  public Integer call() throws StartFailure {
    var incarnations = new JsonArray();
    var whole = new JsonObject().put("folder", place.folder().toString());
    double bytesPerHour = 0;
    double samplesPerHour = 0;
    try (JournalReader journal = place.open()) {
      for (Held held : journal.incarnations()) {
        var lanes = new JsonArray();
        for (Lane lane : Lane.values()) {
          var seen = new Seen();
          journal.forEach(held, lane, seen::visit);
          lanes.add(lane(journal, held, lane, seen));
          if (lane == Lane.TELEMETRY && seen.samples > 0) {
            bytesPerHour = seen.perHour(journal.bytes(held, lane));
            samplesPerHour = seen.perHour(seen.samples);
          }
        }
        incarnations.add(incarnation(held).put("lanes", lanes));
      }
      double left = (quotaMib << 20) - journal.bytes();
      whole
          .put("bytes", journal.bytes())
          .put("points", points.size())
          .put("samples_per_second", samplesPerHour / 3600)
          .put("hours_left", bytesPerHour <= 0 ? null : Math.max(0, left / bytesPerHour))
          .put("incarnations", incarnations);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(whole.encode());
    } else {
      print(whole, out);
    }
    return 0;
  }

  private static JsonObject incarnation(Held held) {
    var header = held.header();
    var parent = header.parent();
    return new JsonObject()
        .put("incarnation", header.incarnation().toString())
        .put("start_counter", header.startCounter())
        .put("parent", parent == null ? null : parent.incarnation().toString())
        .put("began", JournalCommand.time(header.birth().wallMicros()))
        .put("clock_synchronised", header.birth().clockSynchronised());
  }

  private static JsonObject lane(JournalReader journal, Held held, Lane lane, Seen seen) {
    var gaps = new JsonArray();
    for (Gone gone : journal.gaps(held, lane)) {
      gaps.add(
          new JsonObject()
              .put("first", gone.first())
              .put("last", gone.last())
              .put("reason", gone.reason())
              .put("from", gone.fromMicros() == 0 ? null : JournalCommand.time(gone.fromMicros()))
              .put("to", gone.toMicros() == 0 ? null : JournalCommand.time(gone.toMicros())));
    }
    return new JsonObject()
        .put("lane", lane.name().toLowerCase(Locale.ROOT))
        .put("first", held.range(lane).first())
        .put("last", held.range(lane).last())
        .put("samples", seen.samples)
        .put("from", seen.samples == 0 ? null : JournalCommand.time(seen.fromMicros))
        .put("to", seen.samples == 0 ? null : JournalCommand.time(seen.toMicros))
        .put("bytes", journal.bytes(held, lane))
        .put("gaps", gaps);
  }

  private static void print(JsonObject whole, PrintWriter out) {
    out.printf(
        "%s: %.1f MiB, %,d points, %.1f samples/s%s%n",
        whole.getString("folder"),
        whole.getLong("bytes") / (double) (1 << 20),
        whole.getInteger("points"),
        whole.getDouble("samples_per_second"),
        whole.getValue("hours_left") == null
            ? ""
            : ", %,.0f hours left".formatted(whole.getDouble("hours_left")));
    for (JsonObject one : objects(whole, "incarnations")) {
      out.printf(
          "%nincarnation %s, start %d, began %s%n",
          one.getString("incarnation"), one.getLong("start_counter"), one.getString("began"));
      for (JsonObject lane : objects(one, "lanes")) {
        out.printf(
            "  %-9s %,d samples, %,d to %,d%s, %,d KiB%n",
            lane.getString("lane"),
            lane.getLong("samples"),
            lane.getLong("first"),
            lane.getLong("last"),
            lane.getString("from") == null
                ? ""
                : ", " + lane.getString("from") + " to " + lane.getString("to"),
            lane.getLong("bytes") >> 10);
        for (JsonObject gap : objects(lane, "gaps")) {
          out.printf(
              "    gone: %,d to %,d, %s to %s: %s%n",
              gap.getLong("first"),
              gap.getLong("last"),
              gap.getString("from"),
              gap.getString("to"),
              gap.getString("reason"));
        }
      }
    }
  }

  private static List<JsonObject> objects(JsonObject parent, String key) {
    return parent.getJsonArray(key).stream().map(JsonObject.class::cast).toList();
  }
}
