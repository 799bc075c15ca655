package io.arxos.gateway;

import io.arxos.block.BadBlock;
import io.arxos.block.BlockCodec;
import io.arxos.gateway.journal.Found;
import io.arxos.gateway.journal.Found.Gone;
import io.arxos.gateway.journal.Found.Nothing;
import io.arxos.gateway.journal.Found.Stored;
import io.arxos.gateway.journal.Found.Unreadable;
import io.arxos.gateway.journal.Held;
import io.arxos.gateway.journal.JournalReader;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.StorageException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Reads every block, and says what is wrong and where.
@Command(
    name = "verify",
    description = "Read every block: checksums, density of the sequences, marks against blocks.",
    mixinStandardHelpOptions = true)
final class JournalVerify implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JournalCommand.Place place = new JournalCommand.Place();

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private long blocks;
  private long samples;
  private long gaps;
  private final List<Finding> findings = new ArrayList<>();

  private record Finding(String incarnation, Lane lane, long first, long last, String what) {
    JsonObject json() {
      return new JsonObject()
          .put("incarnation", incarnation)
          .put("lane", lane.name().toLowerCase(Locale.ROOT))
          .put("first", first)
          .put("last", last)
          .put("what", what);
    }

    String line() {
      return "%s %s %,d to %,d: %s"
          .formatted(incarnation, lane.name().toLowerCase(Locale.ROOT), first, last, what);
    }
  }

  @Override
  public Integer call() throws StartFailure {
    try (JournalReader journal = place.open()) {
      for (Held held : journal.incarnations()) {
        for (Lane lane : Lane.values()) {
          verify(journal, held, lane);
        }
      }
    }
    var out = spec.commandLine().getOut();
    if (json) {
      var list = new JsonArray();
      findings.forEach(finding -> list.add(finding.json()));
      out.println(
          new JsonObject()
              .put("sound", findings.isEmpty())
              .put("blocks", blocks)
              .put("samples", samples)
              .put("gaps", gaps)
              .put("findings", list)
              .encode());
    } else {
      findings.forEach(finding -> out.println(finding.line()));
      out.printf(
          "%s: %,d blocks, %,d samples, %,d gap records%n",
          findings.isEmpty() ? "sound" : findings.size() + " findings", blocks, samples, gaps);
    }
    return findings.isEmpty() ? 0 : JournalCommand.FINDINGS;
  }

  private void verify(JournalReader journal, Held held, Lane lane) {
    journal.forEach(held, lane, found -> visit(journal, held, lane, found));
    try {
      if (journal.hasBlockAbove(held, lane)) {
        long last = held.range(lane).last();
        find(held, lane, last + 1, last + 1, "a block above the last synced sequence");
      }
    } catch (StorageException e) {
      find(held, lane, held.range(lane).last() + 1, Long.MAX_VALUE, e.reason());
    }
  }

  private void visit(JournalReader journal, Held held, Lane lane, Found found) {
    switch (found) {
      case Stored stored -> {
        blocks++;
        samples += stored.last() - stored.first() + 1;
        try {
          BlockCodec.decode(stored.payload());
        } catch (BadBlock bad) {
          find(held, lane, stored.first(), stored.last(), String.valueOf(bad.getMessage()));
        }
      }
      case Gone gone when journal.isWrittenDown(held, lane, gone) -> gaps++;
      case Gone gone -> find(held, lane, gone.first(), gone.last(), gone.reason());
      case Unreadable(String reason) ->
          find(held, lane, held.range(lane).first(), held.range(lane).last(), reason);
      case Nothing _ -> {
        // The end.
      }
    }
  }

  private void find(Held held, Lane lane, long first, long last, String what) {
    findings.add(new Finding(held.header().incarnation().toString(), lane, first, last, what));
  }
}
