package io.arxos.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arxos.cloud.access.AccessProblem;
import io.arxos.cloud.access.Authority;
import io.arxos.cloud.store.EmbeddedPostgres;
import io.arxos.cloud.store.Store;
import io.arxos.stage.Layout;
import io.arxos.stage.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
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
  private static final Path HOME = Path.of(System.getProperty("arxos.home", "."));
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
  private final List<Process> children = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("arxos-bench");
    try {
      measure(data);
    } finally {
      for (Process child : children.reversed()) {
        child.getOutputStream().close();
        if (!child.waitFor(60, TimeUnit.SECONDS)) {
          child.destroyForcibly();
        }
      }
    }
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

    Path cloudData = data.resolve("cloud");
    keys(data, cloudData);
    tell("a cloud starts");
    Process cloud = startCloud(data, cloudData);
    int port = awaitPort(data.resolve("ready.json"), cloud);
    Store.Address address = EmbeddedPostgres.running(cloudData).orElseThrow();
    try (var store = Store.connect(address)) {
      tell("the backlog drains");
      var drain = drain(data, journal, port, new SyncWatch(store, samples), cloud);
      tell("stop-and-wait");
      double reference = new StopAndWaitWire().run(port, data.resolve("keys-2"), REFERENCE_SECONDS);
      report(drain, reference);
    }
    figures.add("end", "load_average", loadAverage(), "1");
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

  private Drained drain(Path data, Path journal, int port, SyncWatch watch, Process cloud)
      throws Exception {
    figures.add("drain", "load_average_before", loadAverage(), "1");
    Process gateway =
        start(
            List.of("@" + Layout.fromSystemProperty().config("gateway.jvm")),
            SyncGateway.class.getName(),
            List.of(journal.toString(), data.resolve("keys-1").toString(), Integer.toString(port)),
            data.resolve("gateway.log"));
    watch.follow(gateway.inputReader());
    long before = cpu(cloud);
    long began = watch.awaitBegin(START_SECONDS_MAX);
    long gatewayBefore = ProcessFigures.cpuMicros(gateway.pid());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS_MAX);
    while (!watch.look()) {
      if (System.nanoTime() > end || !gateway.isAlive() || !cloud.isAlive()) {
        throw new IllegalStateException("it does not drain; see the logs in " + data);
      }
      new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    var drained =
        new Drained(
            seconds,
            ProcessFigures.cpuMicros(gateway.pid()) - gatewayBefore,
            cpu(cloud) - before,
            watch.alarmSeconds());
    figures
        .add("drain", "gateway_resident_mib", ProcessFigures.residentMib(gateway.pid()), "MiB")
        .atMost(RESIDENT_MIB_AIM);
    figures.add("drain", "lost", watch.lost(), "1").atMost(0);
    figures.add("drain", "load_average_after", loadAverage(), "1");
    return drained;
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

  private static void keys(Path data, Path cloudData) throws IOException {
    try {
      Authority.init(cloudData.resolve("keys"), Instant.now());
      Authority authority = Authority.open(cloudData.resolve("keys"));
      authority.gateway(SyncGateway.ID, data.resolve("keys-1"), Instant.now());
      authority.gateway(StopAndWaitWire.BUILDING, data.resolve("keys-2"), Instant.now());
    } catch (AccessProblem e) {
      throw new IOException(e.line(), e);
    }
  }

  private Process startCloud(Path data, Path cloudData) throws IOException {
    return start(
        List.of("-Xmx512m"),
        "io.arxos.cloud.Main",
        List.of(
            "run",
            "--config",
            HOME.resolve("config/cloud.yaml").toString(),
            "--data",
            cloudData.toString(),
            "--grpc-port",
            "0",
            "--http-port",
            "0",
            "--ready-file",
            data.resolve("ready.json").toString(),
            "--exit-with-stdin"),
        data.resolve("cloud.log"));
  }

  /// A JVM with the class path of this one and the flags that the product runs with.
  private Process start(List<String> flags, String main, List<String> arguments, Path log)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Process child = new ProcessBuilder(command).redirectError(log.toFile()).start();
    children.add(child);
    return child;
  }

  private static int awaitPort(Path ready, Process cloud) throws Exception {
    for (int i = 0; i < START_SECONDS_MAX * 10 && cloud.isAlive(); i++) {
      if (Files.exists(ready)) {
        return JsonMapper.builder().build().readTree(Files.readString(ready)).path("grpc").asInt();
      }
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
    throw new IllegalStateException(
        "the cloud did not start; see " + ready.resolveSibling("cloud.log"));
  }

  private static long cpu(Process cloud) throws IOException {
    return ProcessFigures.cpuMicros(
        LongStream.concat(LongStream.of(cloud.pid()), ProcessFigures.descendants(cloud.pid())));
  }

  private static double loadAverage() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  private static void tell(String what) {
    System.err.println("bench: " + what);
  }
}
