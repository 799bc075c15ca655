package io.arxos.bench;

import io.arxos.stage.Layout;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a message of MQTT costs from the broker to durable, against a bare subscriber of the same
/// client library and against mosquitto_sub, with the same broker and the same messages.
@Command(
    name = "drivers",
    mixinStandardHelpOptions = true,
    description = "Measures the drivers: MQTT messages with QoS 1, and reads of Modbus and CoAP.",
    footer = {"", "Needs mosquitto and mosquitto_sub (Debian: mosquitto, mosquitto-clients)."})
final class DriversBench implements Callable<Integer> {
  private static final List<Integer> RATES = List.of(500, 2_000, 10_000);
  private static final int RECEIVE_MAXIMUM = 1_000;
  private static final int AIMED_RATE = 2_000;

  /// What the compiler of a JVM wants to have seen.
  private static final int WARM_MESSAGES = 200_000;

  private static final long WAIT_NANOS_MAX = 60_000_000_000L;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Option(names = "--seconds", description = "Length of each case (default 10).")
  private int seconds = 10;

  @Option(
      names = "--folder",
      paramLabel = "PATH",
      description = "Where the journal is written; its disk is part of what is measured.")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  private final Figures figures = new Figures("drivers");
  private final Layout layout = Layout.fromSystemProperty();

  /// What came of one rate.
  private record Cost(double cpuMicros, long lost, double p50, double p99, double perSecond) {}

  @Override
  public Integer call() throws Exception {
    if (program("mosquitto").isEmpty() || program("mosquitto_sub").isEmpty()) {
      System.err.println(
          "bench: needs mosquitto and mosquitto_sub; apt-get install"
              + " mosquitto mosquitto-clients");
      return 1;
    }
    Path data = Files.createTempDirectory(Files.createDirectories(folder), "arxos-bench-drivers");
    System.err.println(
        "bench: load "
            + Files.readString(Path.of("/proc/loadavg")).strip()
            + "; the broker's in-flight limit is lifted, the subscribers' is "
            + RECEIVE_MAXIMUM);
    int port = freePort();
    Process broker = broker(port, data);
    try (var publisher = new BenchPublisher(port)) {
      Map<Integer, Double> tool = mosquittoSub(publisher, port);
      Map<Integer, Cost> bare = subject(publisher, bareCommand(port));
      Map<Integer, Cost> ours = subject(publisher, driverCommand(port, data));
      RATES.forEach(rate -> report(rate, ours, bare, tool));
      new PolledBench(layout, figures, seconds).run(data);
    } finally {
      broker.destroy();
      broker.waitFor(10, TimeUnit.SECONDS);
    }
    System.out.print(json ? figures.json() + "\n" : figures.table());
    return 0;
  }

  private void report(
      int rate, Map<Integer, Cost> ours, Map<Integer, Cost> bare, Map<Integer, Double> tool) {
    String name = "mqtt " + rate + "/s";
    Cost own = ours.getOrDefault(rate, new Cost(0, 0, 0, 0, 0));
    Cost paho = bare.getOrDefault(rate, new Cost(0, 0, 0, 0, 0));
    Figure cpu =
        figures
            .add(name, "cpu_us_per_message", own.cpuMicros(), "us")
            .reference("bare Paho subscriber", paho.cpuMicros());
    figures
        .add(name, "cpu_us_per_message", own.cpuMicros(), "us")
        .reference("mosquitto_sub", tool.getOrDefault(rate, 0.0));
    figures.add(name, "p50_ms", own.p50(), "ms").reference("bare Paho subscriber", paho.p50());
    Figure slowest =
        figures.add(name, "p99_ms", own.p99(), "ms").reference("bare Paho subscriber", paho.p99());
    figures.add(name, "lost", own.lost(), "1").atMost(0);
    Figure perSecond = figures.add(name, "messages_per_second", own.perSecond(), "1/s");
    figures.add(name, "in_flight_max", RECEIVE_MAXIMUM, "1");
    if (rate == AIMED_RATE) {
      cpu.ratioAtMost(1.6);
      slowest.atMost(60);
    }
    if (rate == RATES.getLast()) {
      perSecond.atLeast(0.98 * rate);
      cpu.atMost(1e6 / rate);
    }
  }

  private List<String> bareCommand(int port) throws IOException {
    List<String> command =
        layout.java("packaging", "io.arxos.bench.PahoSubject", List.of("-Xmx128m"));
    command.addAll(List.of(Integer.toString(port), Integer.toString(RECEIVE_MAXIMUM)));
    return command;
  }

  private List<String> driverCommand(int port, Path data) throws IOException {
    List<String> command =
        layout.java("packaging", "io.arxos.bench.DriverSubject", List.of("-Xmx128m"));
    command.addAll(
        List.of(site(data).toString(), Integer.toString(port), data.resolve("journal").toString()));
    return command;
  }

  /// Runs a subject through every rate, warmed up first.
  private Map<Integer, Cost> subject(BenchPublisher publisher, List<String> command)
      throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var costs = new LinkedHashMap<Integer, Cost>();
    try (BufferedReader answers = process.inputReader();
        var questions = process.outputWriter()) {
      var asked = new Conversation(answers, questions);
      asked.expectReady();
      heardFirst(publisher, asked);
      publisher.publish(RATES.getLast(), WARM_MESSAGES);
      for (int rate : RATES) {
        settle(asked);
        asked.ask("reset");
        long before = ProcessFigures.cpuMicros(process.pid());
        long begin = System.nanoTime();
        int count = rate * seconds;
        publisher.publish(rate, count);
        String[] said = await(asked, count);
        double took = (System.nanoTime() - begin) / 1e9;
        double cpu = ProcessFigures.cpuMicros(process.pid()) - before;
        long arrived = Long.parseLong(said[0]);
        costs.put(
            rate,
            new Cost(
                cpu / Math.max(1, arrived),
                Math.max(0, count - arrived),
                Double.parseDouble(said[1]),
                Double.parseDouble(said[2]),
                arrived / took));
      }
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    return costs;
  }

  private static void heardFirst(BenchPublisher publisher, Conversation asked) throws Exception {
    long begin = System.nanoTime();
    while (asked.ask("report")[0].equals("0")) {
      if (System.nanoTime() - begin > WAIT_NANOS_MAX) {
        throw new IOException("the subject hears nothing");
      }
      publisher.publish(100, 10);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static void settle(Conversation asked) throws IOException {
    String before = "";
    for (String now = asked.ask("report")[0]; !now.equals(before); now = asked.ask("report")[0]) {
      before = now;
      LockSupport.parkNanos(500_000_000);
    }
  }

  private static String[] await(Conversation asked, int count) throws IOException {
    long begin = System.nanoTime();
    String[] said = asked.ask("report");
    while (Long.parseLong(said[0]) < count && System.nanoTime() - begin < WAIT_NANOS_MAX) {
      LockSupport.parkNanos(20_000_000);
      said = asked.ask("report");
    }
    return said;
  }

  private Map<Integer, Double> mosquittoSub(BenchPublisher publisher, int port) throws Exception {
    Process process =
        new ProcessBuilder(
                program("mosquitto_sub"),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-q",
                "1",
                "-t",
                "bench/#")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var costs = new LinkedHashMap<Integer, Double>();
    try {
      LockSupport.parkNanos(1_000_000_000);
      for (int rate : RATES) {
        long before = ProcessFigures.cpuMicros(process.pid());
        publisher.publish(rate, rate * seconds);
        LockSupport.parkNanos(500_000_000);
        double cpu = ProcessFigures.cpuMicros(process.pid()) - before;
        costs.put(rate, cpu / ((double) rate * seconds));
      }
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    return costs;
  }

  private static Path site(Path data) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        """
        building: bench
        zone: UTC
        gateway: bench-1
        drivers:
          - { id: broker, protocol: mqtt, url: "tcp://127.0.0.1:${BENCH_PORT}", client-id: bench-1, receive-maximum: %d }
        equipment:
          - id: load
            class: Equipment
            system: site
            points:\
        """
            .formatted(RECEIVE_MAXIMUM));
    for (int i = 0; i < BenchPublisher.TOPICS; i++) {
      lines.add(
          "      - { id: p%d, class: Sensor, driver: broker, address: { topic: bench/%d, pointer: /t } }"
              .formatted(i, i));
    }
    return Files.write(data.resolve("site.yaml"), lines);
  }

  private static Process broker(int port, Path data) throws IOException {
    Path settings =
        Files.writeString(
            data.resolve("mosquitto.conf"),
            """
            listener %d 127.0.0.1
            allow_anonymous true
            persistence false
            max_inflight_messages 0
            max_queued_messages 0
            set_tcp_nodelay true
            """
                .formatted(port));
    Process process =
        new ProcessBuilder(program("mosquitto"), "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("mosquitto.log").toFile())
            .start();
    long begin = System.nanoTime();
    while (!listens(port) && System.nanoTime() - begin < WAIT_NANOS_MAX) {
      LockSupport.parkNanos(50_000_000);
    }
    return process;
  }

  private static boolean listens(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Empty when it is not installed.
  private static String program(String name) {
    return Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin")
        .map(where -> Path.of(where, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse("");
  }
}
