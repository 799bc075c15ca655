package io.arxos.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `arxos simulate`: the promise, tried in worlds that are made up.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    version = "Arxos Edge 0.1.0",
    description = {
      "Runs the gateway's journal and uplink and the cloud's ingest and history in one thread, in a",
      "made-up world in which disk, network, log, store and clocks fail, and checks after every",
      "step that nothing is lost and nothing doubled. The same seed is the same world."
    })
public final class Main implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--seeds", description = "How many worlds (default: ${DEFAULT-VALUE}).")
  private long seeds = 2_000;

  @Option(names = "--seed", description = "The first; without --seeds the only one.")
  private @Nullable Long seed;

  @Option(names = "--trace", description = "Say every step of the world of --seed.")
  private boolean trace;

  @Option(names = "--break", description = "Break something on purpose: ${COMPLETION-CANDIDATES}.")
  private Mutant broken = Mutant.NOTHING;

  @Option(names = "--counts", description = "Say how often each kind of thing happened.")
  private boolean counts;

  @Option(names = "--threads", description = "Worlds at once (default: ${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    boolean one = seed != null && !spec.commandLine().getParseResult().hasMatchedOption("--seeds");
    long first = seed == null ? 1 : seed;
    if (trace) {
      Seeds.traced(first, broken).trace().forEach(out::println);
    }
    var sum =
        new Seeds(broken, Math.max(1, threads))
            .run(first, one ? 1 : seeds, broken != Mutant.NOTHING);
    if (json) {
      print(sum, first, out);
    } else {
      say(sum, first, out);
    }
    out.flush();
    return sum.failed().isEmpty() ? 0 : 3;
  }

  private void print(Seeds.Sum sum, long first, PrintWriter out) throws Exception {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("seed", first);
    answer.put("seeds", sum.seeds());
    answer.put("accepted", sum.accepted());
    answer.put("stored", sum.stored());
    answer.put("in_ledger", sum.inLedger());
    answer.put("gone_with_a_card", sum.gone());
    answer.put("lost", sum.lost());
    answer.put("doubled", sum.doubled());
    answer.put("violations", sum.failed());
    if (counts) {
      answer.put("counts", sum.counts());
    }
    out.println(
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(answer));
  }

  private void say(Seeds.Sum sum, long first, PrintWriter out) {
    out.printf(
        "%,d worlds from seed %d: %,d readings accepted, %,d stored, %,d in the loss ledger,"
            + " %,d gone with a card, %,d lost, %,d doubled%n",
        sum.seeds(),
        first,
        sum.accepted(),
        sum.stored(),
        sum.inLedger(),
        sum.gone(),
        sum.lost(),
        sum.doubled());
    if (counts) {
      sum.counts().forEach((kind, count) -> out.printf("%,12d  %s%n", count, kind));
    }
    if (!sum.failed().isEmpty()) {
      sum.failed().forEach(out::println);
      out.println(
          "The steps that led to it (again: --seed " + sum.firstFailedSeed() + " --trace):");
      Seeds.traced(sum.firstFailedSeed(), broken).trace().forEach(line -> out.println("  " + line));
    }
  }
}
