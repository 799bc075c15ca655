package io.arxos.bench;

import io.arxos.driver.Clock;
import io.arxos.driver.ReadingSink.Acceptance;
import io.arxos.gateway.journal.Beginning;
import io.arxos.gateway.journal.BlockDevice;
import io.arxos.gateway.journal.ClosingRule;
import io.arxos.gateway.journal.Header.Birth;
import io.arxos.gateway.journal.IncarnationId;
import io.arxos.gateway.journal.Journal;
import io.arxos.gateway.journal.JournalFolder;
import io.arxos.gateway.journal.JournalWriter;
import io.arxos.gateway.journal.Lane;
import io.arxos.gateway.journal.Opening;
import io.arxos.gateway.journal.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// From the inbox to durable: rate, processor time and bytes that reach the disk, against one
/// synced row per sample in the same database.
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = "Measures the journal: durable samples, processor time, bytes on the disk.")
final class JournalBench implements Callable<Integer> {
  private static final List<Integer> RATES = List.of(50, 500, 2_000, 10_000);
  private static final int OFFER_SAMPLES = 100;
  private static final int IN_FLIGHT_MAX = 150;
  private static final long TICK_NANOS = 20_000_000;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(names = "--seconds", description = "Length of each case (default 10).")
  private int seconds = 10;

  @Option(
      names = "--folder",
      paramLabel = "PATH",
      description = "Where the journal is written; its disk is what is measured.")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  private final Figures figures = new Figures("journal");
  private final MadeSamples load = new MadeSamples();

  /// What was used so far.
  private record Used(long cpuNanos, long device, long own) {
    static Used now(BlockDevice device) {
      return new Used(
          SyncedRows.cpuNanos(),
          device.bytesWritten().orElse(0),
          BlockDevice.ownBytesWritten().orElse(0));
    }

    Used since(Used before) {
      return new Used(cpuNanos - before.cpuNanos, device - before.device, own - before.own);
    }
  }

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory(Files.createDirectories(folder), "arxos-bench-journal");
    var device = BlockDevice.under(data);
    System.err.println("bench: on " + device + "; its counter counts everybody's writes");
    SyncedRows.Result rows = SyncedRows.measure(data.resolve("rows"), seconds);
    var at = new JournalFolder(data.resolve("journal"));
    if (!(at.open(JournalBench::beginning) instanceof Opening.Opened(Journal journal, _))) {
      System.err.println("bench: no journal can be made in " + data);
      return 1;
    }
    try (journal;
        var writer = new JournalWriter(journal, ClosingRule.PROMPT, Clock.system())) {
      journal.tend(); // the ballast belongs to no case
      writer.start();
      flatOut(writer, device, 2); // warm
      for (int rate : RATES) {
        steady(writer, device, rate, rows);
      }
      report("flat out", flatOut(writer, device, seconds), rows);
    }
    figures.add("row per sample", "samples_per_second", rows.perSecond(), "1/s");
    new JournalFolder(data.resolve("journal")).delete();
    System.out.print(json ? figures.json() + "\n" : figures.table());
    return 0;
  }

  /// @param payload bytes of the blocks and their keys
  private record Measured(double samples, double took, Used used, double payload) {}

  private void steady(JournalWriter writer, BlockDevice device, int rate, SyncedRows.Result rows) {
    // The pacing alone, to be taken off.
    Used before = Used.now(device);
    pace(rate, 2, samples -> {});
    double pacing = Used.now(device).since(before).cpuNanos() / (2.0 * rate);
    double payloadBefore = payload(writer);
    long refused = writer.figures().refused();
    before = Used.now(device);
    long begin = System.nanoTime();
    pace(rate, seconds, samples -> writer.offer(Lane.TELEMETRY, samples, false));
    double took = (System.nanoTime() - begin) / 1e9;
    writer.offer(Lane.TELEMETRY, load.take(1), true).join();
    Used used = Used.now(device).since(before);
    double samples = (double) rate * seconds - (writer.figures().refused() - refused);
    Used without = new Used((long) (used.cpuNanos - pacing * samples), used.device, used.own);
    report(
        rate + "/s", new Measured(samples, took, without, payload(writer) - payloadBefore), rows);
  }

  private Measured flatOut(JournalWriter writer, BlockDevice device, int length) {
    double payloadBefore = payload(writer);
    Deque<CompletableFuture<Acceptance>> inFlight = new ArrayDeque<>();
    long samples = 0;
    Used before = Used.now(device);
    long begin = System.nanoTime();
    long end = begin + length * 1_000_000_000L;
    while (System.nanoTime() < end) {
      inFlight.add(writer.offer(Lane.TELEMETRY, load.take(OFFER_SAMPLES), true));
      if (inFlight.size() >= IN_FLIGHT_MAX) {
        samples += inFlight.removeFirst().join() == Acceptance.DURABLE ? OFFER_SAMPLES : 0;
      }
    }
    for (var answer : inFlight) {
      samples += answer.join() == Acceptance.DURABLE ? OFFER_SAMPLES : 0;
    }
    double took = (System.nanoTime() - begin) / 1e9;
    Used used = Used.now(device).since(before);
    return new Measured(samples, took, used, payload(writer) - payloadBefore);
  }

  private void report(String name, Measured measured, SyncedRows.Result rows) {
    double samples = measured.samples();
    double cpu = measured.used().cpuNanos() / 1e3 / samples;
    Figure rate =
        figures
            .add(name, "samples_per_second", samples / measured.took(), "1/s")
            .reference("one synced row per sample", rows.perSecond());
    Figure perSample =
        figures
            .add(name, "cpu_us_per_sample", cpu, "us")
            .reference("one synced row per sample", rows.cpuMicros());
    Figure written =
        figures.add(
            name, "write_amplification", measured.used().own() / measured.payload(), "ratio");
    if (name.equals("flat out")) {
      rate.atLeast(1_000_000);
      written.atMost(2);
    }
    if (name.equals("2000/s")) {
      perSample.atMost(5).ratioAtMost(0.1);
    }
    figures.add(name, "payload_bytes_per_sample", measured.payload() / samples, "B");
    figures.add(name, "own_bytes_per_sample", measured.used().own() / samples, "B");
    figures
        .add(name, "device_bytes_per_sample", measured.used().device() / samples, "B")
        .reference("one synced row per sample", rows.deviceBytes());
  }

  private interface Sink {
    void take(List<Sample> samples);
  }

  /// Offers one sample at a time, as devices do, evenly.
  private void pace(int rate, int length, Sink sink) {
    long begin = System.nanoTime();
    long sent = 0;
    long all = (long) rate * length;
    while (sent < all) {
      long now = System.nanoTime();
      long due = Math.min(all, (now - begin) * rate / 1_000_000_000L + 1);
      for (; sent < due; sent++) {
        sink.take(load.take(1));
      }
      LockSupport.parkNanos(Math.max(TICK_NANOS, 1_000_000_000L / rate));
    }
  }

  private static double payload(JournalWriter writer) {
    var now = writer.figures();
    return now.bytesPerSample() * now.samples();
  }

  private static Beginning beginning() {
    return new Beginning(
        IncarnationId.random(new SecureRandom()),
        new Birth("bench", 0, 1_767_600_000_000_000L, true));
  }
}
