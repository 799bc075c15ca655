package io.arxos.chaos;

import io.arxos.stage.Layout;
import io.arxos.stage.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `arxos chaos`: a fault campaign against the real processes.
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    version = "Arxos Edge 0.1.0",
    description = {
      "Runs gateway and cloud under load, breaks what can break, and compares what was",
      "acknowledged with what is stored. Exit 3 when anything is lost or doubled."
    })
public final class Main implements Callable<Integer> {
  private static final int INTERNAL = 1;
  private static final int USAGE = 2;
  private static final int FOUND = 3;
  private static final int END_SECONDS_MAX = 90;
  private static final long CLOUD_DISK_MEMORY_BYTES_MIN = 6L << 30;

  // Held, because the logging library forgets levels of loggers that nobody holds.
  private static final Logger QUIET = Logger.getLogger("com.zaxxer.hikari");

  @Option(names = "--minutes", description = "How long cycles are begun; default 5.")
  private @Nullable Double minutes;

  @Option(names = "--cycles", description = "How many cycles; default: as many as the time allows.")
  private @Nullable Integer cycles;

  @Option(names = "--seed", description = "Of the faults; default: another each time.")
  private long seed = new java.security.SecureRandom().nextInt(1, 1_000_000);

  @Option(names = "--faults", split = ",", description = "Only these, with commas between.")
  private List<String> only = List.of();

  @Option(names = "--rate", description = "Readings per second, 10 to 2000; default 300.")
  private int rate = 300;

  @Option(names = "--record", description = "Writes what was done and seen, one JSON per line.")
  private @Nullable Path recordTo;

  @Option(names = "--repeat", description = "Does again what such a file says.")
  private @Nullable Path repeat;

  @Option(names = "--json", description = "Print the result as one object.")
  private boolean json;

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((e, _, _) -> {
      System.err.println("chaos: " + e);
      return INTERNAL;
    });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    QUIET.setLevel(Level.WARNING);
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String word : only) {
      if (Kind.of(word).isEmpty()) {
        System.err.println("chaos: there is no fault " + word + "; there are: " + words());
        return USAGE;
      }
      kinds.add(Kind.of(word).get());
    }
    if (rate < 10 || rate > 2_000) {
      System.err.println("chaos: --rate is " + rate + "; it must be 10 to 2000");
      return USAGE;
    }
    List<Cycle> given = repeat == null ? List.of() : RecordFile.read(repeat);
    if (kinds.isEmpty()) {
      kinds.addAll(EnumSet.complementOf(EnumSet.of(Kind.GATEWAY_DISK_LIES)));
    }
    Path folder = Files.createTempDirectory("arxos-chaos-");
    // PostgreSQL runs as another user where this one is root.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    return new Run(folder, kinds, given).go();
  }

  private static String words() {
    return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(" "));
  }

  /// One campaign in its folder, from start to end, however that comes.
  private final class Run {
    private final Path folder;
    private final Set<Kind> kinds;
    private final List<Cycle> given;
    private final Report report = new Report(seed);
    private final Thread thread = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);

    Run(Path folder, Set<Kind> kinds, List<Cycle> given) {
      this.folder = folder;
      this.kinds = kinds;
      this.given = given;
    }

    int go() throws IOException, InterruptedException, SQLException {
      Thread end = new Thread(this::interrupted, "end");
      Runtime.getRuntime().addShutdownHook(end);
      Path file = recordTo == null ? folder.resolve("record.ndjson") : recordTo;
      Rig rig = new Rig(folder, Layout.fromSystemProperty(), System.err::println);
      boolean toKeep = true;
      try (var record = new RecordFile(file)) {
        record.note("begin", line -> line.put("seed", seed).put("rate", rate));
        campaign(rig, record);
        toKeep = !report.clean();
      } catch (InterruptedException e) {
        toKeep = false;
        throw e;
      } finally {
        if (toKeep) {
          rig.keepEvidence();
          System.err.println("kept: " + folder);
        }
        rig.close();
        if (!toKeep) {
          Tree.delete(folder);
        }
        ended.countDown();
      }
      tell(file);
      return report.clean() ? 0 : FOUND;
    }

    private void campaign(Rig rig, RecordFile record)
        throws IOException, InterruptedException, SQLException {
      Rig.Possible possible = possible();
      System.err.println("Starting in " + folder + " with seed " + seed);
      rig.start(possible, rate);
      Campaign campaign = new Campaign(rig, record, report, System.err::println, rate);
      campaign.begin();
      Iterator<Cycle> next = given.isEmpty() ? dealt() : given.iterator();
      long until = System.nanoTime() + limit().toNanos();
      while (next.hasNext() && System.nanoTime() < until) {
        campaign.cycle(report.cycles() + 1, next.next());
      }
      campaign.finish();
    }

    /// Cycles or minutes, whatever ends first; a given number of cycles alone has no limit in time
    /// but one that no sane campaign reaches.
    private Duration limit() {
      boolean counted = cycles != null || !given.isEmpty();
      double length = minutes != null ? minutes : counted ? 600 : 5;
      return Duration.ofMillis((long) (length * 60_000));
    }

    private Iterator<Cycle> dealt() {
      Dealer dealer = new Dealer(seed, kinds);
      int count = cycles == null ? Integer.MAX_VALUE : cycles;
      return java.util.stream.Stream.generate(dealer::next).limit(count).iterator();
    }

    /// Leaves out, with a line that says so, what this machine cannot do.
    private Rig.Possible possible() throws IOException, InterruptedException {
      boolean mounts = Disk.possible(folder.resolve("try"));
      boolean memory = CloudDamage.availableBytes() > CLOUD_DISK_MEMORY_BYTES_MIN;
      boolean clocks = FakeClock.at(folder.resolve("try.clock")).isPresent();
      String root = " is not filled: a file system of its own needs root";
      leaveOut(mounts, "the gateway's disk" + root, Kind.GATEWAY_DISK_FULL);
      leaveOut(mounts, "the cloud's disk" + root, Kind.CLOUD_DISK_FULL);
      leaveOut(memory, "the cloud's disk is not filled: that needs memory", Kind.CLOUD_DISK_FULL);
      String absent = "clocks are not stepped: libfaketime is not installed (apt: faketime)";
      leaveOut(clocks, absent, Kind.GATEWAY_CLOCK, Kind.CLOUD_CLOCK);
      return new Rig.Possible(
          seed,
          wanted(Kind.GATEWAY_DISK_FULL) && mounts,
          wanted(Kind.CLOUD_DISK_FULL) && mounts && memory,
          clocks && (wanted(Kind.GATEWAY_CLOCK) || wanted(Kind.CLOUD_CLOCK)));
    }

    private boolean wanted(Kind kind) {
      return given.isEmpty()
          ? kinds.contains(kind)
          : given.stream().flatMap(c -> c.steps().stream()).anyMatch(s -> s.kind() == kind);
    }

    private void leaveOut(boolean can, String line, Kind... which) {
      List<Kind> mine = new ArrayList<>(Arrays.asList(which));
      mine.retainAll(kinds);
      if (!can && !mine.isEmpty()) {
        mine.forEach(kinds::remove);
        report.notDone(line);
      }
    }

    private void tell(Path file) {
      if (json) {
        System.out.println(report.json());
      } else {
        System.out.print(report.text());
      }
      if (!report.clean()) {
        System.err.println("the same again: ./arxos chaos --repeat " + file);
      }
    }

    /// Ctrl-C: the campaign's own thread ends everything.
    private void interrupted() {
      try {
        if (ended.getCount() > 0) {
          thread.interrupt();
          ended.await(END_SECONDS_MAX, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
