package io.arxos.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arxos.stage.Layout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `arxos demo`: runs the demo until a person or `--for` ends it.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    version = "Arxos Edge 0.1.0",
    description = "A simulated building, its gateway and its cloud, alive on a page.",
    subcommands = {
      Verbs.Cut.class,
      Verbs.Restore.class,
      Verbs.Kill.class,
      Verbs.Window.class,
      Verbs.Damper.class,
      Verbs.Sensor.class,
      Verbs.Link.class,
      Verbs.Status.class,
      Verbs.Stop.class
    })
public final class Main implements Callable<Integer> {
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int CONFLICT = 5;

  @Option(
      names = "--data",
      description = "Where journal, store and keys live; used again next time.")
  private Path data = Places.defaultData();

  @Option(names = "--port", description = "Port of the page; 0 (the default): any free one.")
  private int port;

  @Option(names = "--fresh", description = "Forget what an earlier demo stored.")
  private boolean fresh;

  @Option(names = "--for", description = "End by itself after this long, such as 60s or 5m.")
  private @Nullable String limit;

  @Option(
      names = "--physics-speed",
      description = "How much faster than the clock the building's physics run (1 to 120).")
  private double physicsSpeed = 30;

  @Option(names = "--seed", description = "Of the simulated building.")
  private long seed = 1;

  @Option(names = "--site", description = "Another site file for the same simulated building.")
  private @Nullable Path site;

  @Option(names = "--json", description = "Print one object with addresses and process ids.")
  private boolean json;

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((e, _, _) -> {
      System.err.println("demo: " + e.getMessage());
      return INTERNAL;
    });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Duration end = limit == null ? null : Durations.parse(limit);
    if (limit != null && end == null) {
      System.err.println(
          "demo: --for is \"" + limit + "\"; it must be a duration such as 60s or 5m");
      return USAGE;
    }
    if (physicsSpeed < 1 || physicsSpeed > 120) {
      System.err.println("demo: --physics-speed is " + physicsSpeed + "; it must be 1 to 120");
      return USAGE;
    }
    Path folder = data.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null
          ? alreadyRunning(folder)
          : run(new Options(folder, port, physicsSpeed, seed, siteFile(), end));
    }
  }

  private Path siteFile() {
    return site == null
        ? Layout.fromSystemProperty().config("sites/hofgarten/site.yaml")
        : site.toAbsolutePath();
  }

  private int run(Options options) throws IOException, InterruptedException {
    if (fresh) {
      Supervisor.forget(options.data());
    }
    Supervisor supervisor;
    try {
      supervisor = new Supervisor(options, Layout.fromSystemProperty(), System.err::println);
    } catch (Places.PortInUse e) {
      System.err.println("demo: " + e.getMessage());
      return CONFLICT;
    }
    Thread end = new Thread(supervisor::close, "end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      System.err.println("Starting in " + options.data());
      Supervisor.Started started = supervisor.start();
      try (ControlServer control = started.control()) {
        new RunningDemo(
                ProcessHandle.current().pid(),
                control.port(),
                supervisor.token(),
                supervisor.page(),
                supervisor.places().sim().control())
            .write(options.data());
        tell(supervisor, options, started.took());
        supervisor.awaitEnd();
      }
      return 0;
    } catch (IOException e) {
      System.err.println("demo: " + e.getMessage());
      return INTERNAL;
    } finally {
      supervisor.close();
      Files.deleteIfExists(RunningDemo.file(options.data()));
    }
  }

  private static int alreadyRunning(Path folder) {
    String where =
        RunningDemo.find(folder)
            .map(demo ->
                "at " + demo.page() + " (a login link: ./arxos demo link" + whichData(folder) + ")")
            .orElse("and is still starting");
    System.err.println("demo: a demo already runs in " + folder + " " + where);
    return CONFLICT;
  }

  private void tell(Supervisor supervisor, Options options, Duration took) throws IOException {
    String link = supervisor.cloudTools().loginLink();
    if (json) {
      ObjectNode object = JsonMapper.builder().build().createObjectNode();
      object.put("page", supervisor.page()).put("login", link);
      object.put("grpc", "127.0.0.1:" + supervisor.places().grpc());
      object.put("gateway_page", "http://127.0.0.1:" + supervisor.places().gatewayPage());
      object.put("data", options.data().toString());
      object.put("service_keys", supervisor.cloudTools().serviceKeys().toString());
      object.put("seconds", took.toMillis() / 1000.0);
      ObjectNode pids = object.putObject("pids");
      pids.put("demo", ProcessHandle.current().pid());
      supervisor.children().forEach((name, child) -> pids.put(name, child.pid()));
      System.out.println(object);
      return;
    }
    System.out.print(
        WELCOME.formatted(
            String.format(Locale.ROOT, "%.0f", took.toMillis() / 1000.0),
            link,
            supervisor.places().gatewayPage(),
            whichData(options.data()),
            supervisor.places().grpc(),
            supervisor.cloudTools().serviceKeys(),
            String.format(Locale.ROOT, "%.0f", physicsSpeed),
            options.data()));
    System.out.flush();
  }

  /// What a verb needs to find this demo; nothing when it is where verbs look by themselves.
  static String whichData(Path data) {
    return data.equals(Places.defaultData().toAbsolutePath().normalize())
        ? ""
        : " --data '" + data + "'";
  }

  private static final String WELCOME =
      """

      The building Hofgarten is alive (after %1$s s).

        Page      %2$s
                  (the link works once; another one: ./arxos demo link%4$s)
        Gateway   http://127.0.0.1:%3$d   its own page, which needs no cloud
        gRPC      127.0.0.1:%5$d
                  (cd %6$s && grpcurl -cacert ca.pem -cert certificate.pem -key key.pem \\
                    -d '{"building":"hofgarten"}' localhost:%5$d arxos.edge.v1.StreamService/Subscribe)

      Three things to try
        1. On the page open Room 101, change its set-point for 30 minutes, and watch the room follow:
           the physics run %7$s times faster than the clock.
        2. ./arxos demo cut%4$s
           ./arxos demo restore%4$s
           The link to the cloud breaks: the building goes on, the page shows the age of what it knows;
           then the gap fills before your eyes.
        3. ./arxos demo kill gateway%4$s
           It comes back by itself, and nothing it acknowledged is lost.
        Also: demo window 103 open, demo damper stuck, demo sensor 102 silent (undone by closed, free, ok)

      Ctrl-C ends everything. It keeps its data in %8$s.
      """;
}
