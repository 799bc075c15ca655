package io.arxos.bench;

import io.arxos.cloud.store.Store;
import io.arxos.stage.Layout;
import io.arxos.stage.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How fast a backlog drains, what a sample of it costs, and how long an alarm takes meanwhile: the
/// real uplink and a real cloud (Kafka, PostgreSQL), in processes of their own.
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = {
      "Drains a gateway's backlog into a cloud while samples and alarms go on, and compares with",
      "stop-and-wait of 50 samples per round trip at 20 ms, over the same cloud."
    })
final class SyncBench implements Callable<Integer> {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final int START_SECONDS_MAX = 180;
  private static final int DRAIN_SECONDS_MAX = 1_800;
  private static final double RESIDENT_MIB_AIM = 160;
  private static final int LOOK_MILLIS = 20;
  private static final int REFERENCE_SECONDS = 10;
  private static final double DRAIN_SECONDS_AIM = 120;
  private static final double ALARM_SECONDS_AIM = 2;
  private static final double STOP_AND_WAIT_AIM = 100;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Length of the backlog (default 13000000: 72 hours at 50 a second).")
  private long samples = 13_000_000;

  private final Figures figures = new Figures("sync");

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("arxos-bench");
    measure(data);
    System.out.print(json ? figures.json() + "\n" : figures.table());
    return 0;
  }

  private void measure(Path data) throws Exception {
    Path journal = data.resolve("journal");
    tell("a journal of " + samples + " samples is made");
    backlog(journal);
    figures.add("backlog", "samples", samples, "1");
    figures.add("backlog", "samples_per_block", SyncBacklog.perBlock(), "1");
    figures.add(
        "backlog", "bytes_per_sample", (double) ProcessFigures.bytes(journal) / samples, "B");

    tell("a cloud starts");
    Path stopAndWaitKeys = data.resolve("keys-2");
    var gateways =
        Map.of(SyncGateway.ID, data.resolve("keys-1"), StopAndWaitWire.BUILDING, stopAndWaitKeys);
    try (var cloud = BenchCloud.start(data, gateways, List.of());
        var store = Store.connect(cloud.store())) {
      tell("the backlog drains");
      var drain = drain(data, journal, new SyncWatch(store, samples), cloud);
      tell("stop-and-wait");
      report(drain, new StopAndWaitWire().run(cloud.port(), stopAndWaitKeys, REFERENCE_SECONDS));
    }
    figures.add("end", "load_average", BenchCloud.loadAverage(), "1");
  }

  /// In memory where there is some: a sync for each of a million blocks is not what is measured.
  private void backlog(Path journal) throws IOException {
    Path base = Files.isWritable(MEMORY) ? MEMORY : journal.getParent();
    Path made = Files.createTempDirectory(base, "arxos-bench");
    try {
      new SyncBacklog().write(made.resolve("journal"), samples, Load.nowMicros());
      SyncBacklog.copy(made.resolve("journal"), journal);
    } finally {
      SyncBacklog.delete(made);
    }
  }

  /// @param cpuMicros of gateway and cloud while it drained
  private record Drained(
      double seconds, long gatewayCpuMicros, long cloudCpuMicros, List<Double> alarms) {}

  private Drained drain(Path data, Path journal, SyncWatch watch, BenchCloud cloud)
      throws Exception {
    figures.add("drain", "load_average_before", BenchCloud.loadAverage(), "1");
    Process gateway = startGateway(data, journal, cloud.port());
    try {
      watch.follow(gateway.inputReader());
      long before = cloud.cpuMicros();
      long began = watch.awaitBegin(START_SECONDS_MAX);
      long gatewayBefore = ProcessFigures.cpuMicros(gateway.pid());
      await(watch, () -> gateway.isAlive() && cloud.isAlive(), data);
      double seconds = (System.nanoTime() - began) / 1e9;
      long cpu = ProcessFigures.cpuMicros(gateway.pid()) - gatewayBefore;
      figures
          .add("drain", "gateway_resident_mib", ProcessFigures.residentMib(gateway.pid()), "MiB")
          .atMost(RESIDENT_MIB_AIM);
      figures.add("drain", "lost", watch.lost(), "1").atMost(0);
      figures.add("drain", "load_average_after", BenchCloud.loadAverage(), "1");
      return new Drained(seconds, cpu, cloud.cpuMicros() - before, watch.alarmSeconds());
    } finally {
      end(gateway);
    }
  }

  private static void await(SyncWatch watch, BooleanSupplier alive, Path data) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS_MAX);
    while (!watch.look()) {
      if (System.nanoTime() > end || !alive.getAsBoolean()) {
        throw new IllegalStateException("it does not drain; see the logs in " + data);
      }
      new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void report(Drained drained, double reference) {
    double rate = samples / drained.seconds();
    figures.add("drain", "seconds", drained.seconds(), "s").atMost(DRAIN_SECONDS_AIM);
    figures
        .add("drain", "samples_per_second", rate, "1/s")
        .reference("stop-and-wait", reference)
        .ratioAtLeast(STOP_AND_WAIT_AIM);
    double gateway = (double) drained.gatewayCpuMicros() / samples;
    double cloud = (double) drained.cloudCpuMicros() / samples;
    figures.add("drain", "gateway_cpu_us_per_sample", gateway, "us");
    figures.add("drain", "cloud_cpu_us_per_sample", cloud, "us");
    figures.add("drain", "samples_per_cpu_second", 1e6 / (gateway + cloud), "1/s");
    List<Double> alarms = drained.alarms();
    if (!alarms.isEmpty()) {
      figures.add("alarms", "count", alarms.size(), "1");
      figures.add("alarms", "journaled_to_committed_p50_s", alarms.get(alarms.size() / 2), "s");
      figures
          .add("alarms", "journaled_to_committed_p95_s", alarms.get(alarms.size() * 95 / 100), "s")
          .atMost(ALARM_SECONDS_AIM);
    }
  }

  /// In a process of its own; ends with its input.
  private static Process startGateway(Path data, Path journal, int port) throws IOException {
    var layout = Layout.fromSystemProperty();
    var command = layout.java("packaging", SyncGateway.class.getName(), layout.gatewayFlags());
    command.add(journal.toString());
    command.add(data.resolve("keys-1").toString());
    command.add(Integer.toString(port));
    return new ProcessBuilder(command).redirectError(data.resolve("gateway.log").toFile()).start();
  }

  private static void end(Process gateway) throws IOException, InterruptedException {
    gateway.getOutputStream().close();
    if (!gateway.waitFor(60, TimeUnit.SECONDS)) {
      gateway.destroyForcibly();
    }
  }

  private static void tell(String what) {
    System.err.println("bench: " + what);
  }
}
