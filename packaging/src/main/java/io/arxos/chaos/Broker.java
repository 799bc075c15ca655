package io.arxos.chaos;

import io.arxos.stage.Child;
import io.arxos.stage.Layout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The MQTT broker between the counting device and the gateway: mosquitto where it is installed,
/// otherwise the one of the simulated building.
final class Broker implements AutoCloseable {
  private static final List<Path> MOSQUITTO =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration END_MAX = Duration.ofSeconds(10);

  /// mosquitto ends with its standard input, as our own processes do.
  private static final String ENDS_WITH_STDIN = "\"$0\" -c \"$1\" & read -r _; kill -9 $!";

  private final int port;
  private final AutoCloseable process;

  private Broker(int port, AutoCloseable process) {
    this.port = port;
    this.process = process;
  }

  static Broker start(Path folder, Layout layout) throws IOException, InterruptedException {
    int port = freePort();
    for (Path program : MOSQUITTO) {
      if (Files.isExecutable(program)) {
        return mosquitto(program, folder, port);
      }
    }
    return simulated(folder, layout);
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    process.close();
  }

  private static Broker mosquitto(Path program, Path folder, int port)
      throws IOException, InterruptedException {
    Path settings =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            """
            listener %d 127.0.0.1
            allow_anonymous true
            persistence false
            max_queued_messages 50000
            set_tcp_nodelay true
            """
                .formatted(port));
    Files.createDirectories(folder.resolve("logs"));
    Process process =
        new ProcessBuilder("sh", "-c", ENDS_WITH_STDIN, program.toString(), settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("logs").resolve("mosquitto.log").toFile())
            .start();
    Broker broker =
        new Broker(
            port,
            () -> {
              process.getOutputStream().close();
              if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
              }
            });
    Pause.until(START_MAX, "the broker listens", () -> listens(port));
    return broker;
  }

  private static Broker simulated(Path folder, Layout layout)
      throws IOException, InterruptedException {
    List<String> command =
        layout.java("device-drivers", "io.arxos.driver.sim.SimMain", List.of("-Xmx128m"));
    command.addAll(List.of("--data", folder.resolve("sim").toString(), "--mqtt-port", "0"));
    for (String unused : List.of("coap", "modbus", "pins", "control")) {
      command.addAll(List.of("--" + unused + "-port", "0"));
    }
    Child child =
        new Child(new Child.Plan("sim", command, Map.of(), 1_000), folder, System.err::println);
    child.start();
    Pause.until(START_MAX, "the broker listens", () -> child.ready().isPresent());
    return new Broker(child.ready().orElseThrow().port("mqtt"), () -> child.end(END_MAX));
  }

  private static boolean listens(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
