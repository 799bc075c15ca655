package io.arxos.driver.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arxos.driver.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `arxos sim`: the simulated building as a process of its own.
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description =
        "Runs the simulated building: devices that speak MQTT, CoAP, Modbus and pins on loopback.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:ended as asked", "1:internal error", "2:wrong usage", "5:a port is in use"})
public final class SimMain implements Callable<Integer> {
  private static final int OK = 0;
  private static final int INTERNAL = 1;
  private static final int USAGE = 2;
  private static final int CONFLICT = 5;
  private static final double SPEED_MAX = 600;

  /// Libraries that report every client that comes and goes as news or as an error. Held so that
  /// their levels stay: loggers are otherwise collected.
  private static final List<Logger> QUIET =
      Stream.of("io.moquette", "io.netty", "org.eclipse", "com.digitalpetri")
          .map(Logger::getLogger)
          .toList();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Weather, people, noise (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--physics-speed",
      defaultValue = "30",
      description = "Building seconds per second, up to 600 (${DEFAULT-VALUE}).")
  double physicsSpeed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description =
          "When building time and real time were the same, such as 2026-03-01T08:00:00Z"
              + " (default: the first start that --data remembers, else now).")
  @Nullable Instant start;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Remembers the first start, so that a restarted building goes on.")
  @Nullable Path data;

  @Option(names = "--mqtt-port", defaultValue = "0", description = "0 takes any free port.")
  int mqttPort;

  @Option(names = "--coap-port", defaultValue = "0")
  int coapPort;

  @Option(names = "--modbus-port", defaultValue = "0")
  int modbusPort;

  @Option(names = "--pins-port", defaultValue = "0")
  int pinsPort;

  @Option(names = "--control-port", defaultValue = "0", description = "HTTP, for things to try.")
  int controlPort;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written when everything serves: process id and ports as JSON.")
  @Nullable Path readyFile;

  @Option(names = "--exit-with-stdin", description = "End when standard input ends.")
  boolean exitWithStdin;

  @Spec CommandSpec spec = CommandSpec.create();

  private final InputStream stdin;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean finished;

  SimMain(InputStream stdin) {
    this.stdin = stdin;
  }

  public static void main(String[] args) {
    var main = new SimMain(System.in);
    int code = main.command().execute(args);
    main.finished = true;
    System.exit(code);
  }

  CommandLine command() {
    return new CommandLine(this)
        .setParameterExceptionHandler((mistake, _) -> {
          mistake
              .getCommandLine()
              .getErr()
              .println("sim: " + mistake.getMessage() + "; --help says what there is");
          return USAGE;
        });
  }

  @Override
  public Integer call() throws InterruptedException {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    PrintWriter err = spec.commandLine().getErr();
    if (!(physicsSpeed > 0 && physicsSpeed <= SPEED_MAX)) {
      err.println("sim: --physics-speed is " + physicsSpeed + "; it must be above 0, 600 at most");
      return USAGE;
    }
    Clock clock = Clock.system();
    var ports = new Simulation.Ports(mqttPort, coapPort, modbusPort, pinsPort, controlPort);
    try (var simulation =
        Simulation.start(new Simulation.Plan(seed, agreed(clock), physicsSpeed), ports, clock)) {
      ready(simulation.ports());
      endOnSignal(simulation);
      if (exitWithStdin) {
        Thread.ofPlatform().name("stdin").daemon().start(this::awaitEndOfStdin);
      }
      ended.await();
      return OK;
    } catch (PortTakenException e) {
      err.println("sim: " + e.getMessage());
      return CONFLICT;
    } catch (IOException e) {
      err.println("sim: " + e.getMessage());
      return INTERNAL;
    }
  }

  /// When building time and real time agreed. A first start that cannot be read is as good as none.
  private Instant agreed(Clock clock) throws IOException {
    if (start != null) {
      return start;
    }
    Instant now = Instant.EPOCH.plus(clock.wallMicros(), ChronoUnit.MICROS);
    if (data == null) {
      return now;
    }
    Path file = data.resolve("first-start");
    try {
      return Instant.parse(Files.readString(file).strip());
    } catch (NoSuchFileException | DateTimeException _) {
      replace(file, now.toString());
      return now;
    }
  }

  private void ready(Map<String, Integer> ports) throws IOException {
    if (readyFile == null) {
      spec.commandLine().getErr().println("sim: serving " + ports);
      return;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pid", ProcessHandle.current().pid());
    document.putAll(ports);
    replace(readyFile, new String(Messages.bytes(document), UTF_8));
  }

  /// Whoever reads sees the whole text or none.
  private static void replace(Path file, String text) throws IOException {
    Path whole = file.toAbsolutePath();
    Path half = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.createDirectories(Objects.requireNonNull(whole.getParent()));
      Files.writeString(half, text + "\n");
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IOException("cannot write " + whole + ": " + e.getMessage(), e);
    }
  }

  /// A signal asks us to end, which is no failure: the JVM would report 128 + the signal's number.
  private void endOnSignal(Simulation simulation) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("end")
                .unstarted(() -> {
                  if (!finished && ended.getCount() > 0) {
                    simulation.close();
                    Runtime.getRuntime().halt(OK);
                  }
                }));
  }

  private void awaitEndOfStdin() {
    try {
      byte[] ignored = new byte[256];
      while (stdin.read(ignored) >= 0) {
        // what the parent writes has no meaning; that it lives has
      }
    } catch (IOException _) {
      // a broken pipe is an end, too
    }
    ended.countDown();
  }
}
