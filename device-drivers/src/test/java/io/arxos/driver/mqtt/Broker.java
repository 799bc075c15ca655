package io.arxos.driver.mqtt;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A broker of a test.
interface Broker {
  void start() throws Exception;

  void stop() throws Exception;

  int port();

  static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// In this JVM; speaks 3.1.1 alone and forgets everything when it stops.
  final class Moquette implements Broker {
    private final int port;
    private Server server = new Server();

    Moquette(int port) {
      this.port = port;
    }

    @Override
    public void start() throws Exception {
      var properties = new Properties();
      properties.setProperty("host", "127.0.0.1");
      properties.setProperty("port", Integer.toString(port));
      properties.setProperty("allow_anonymous", "true");
      properties.setProperty("persistence_enabled", "false");
      properties.setProperty("telemetry_enabled", "false");
      server = new Server();
      server.startServer(new MemoryConfig(properties));
    }

    @Override
    public void stop() {
      server.stopServer();
    }

    @Override
    public int port() {
      return port;
    }
  }

  /// A process of its own; speaks 5 and keeps sessions over a restart.
  final class Mosquitto implements Broker {
    private final int port;
    private final Path directory;
    private final List<String> more;
    private Optional<Process> process = Optional.empty();

    /// @param directory for its configuration and its memory
    Mosquitto(int port, Path directory) {
      this(port, directory, List.of());
    }

    /// @param more lines of its configuration, such as a second listener
    Mosquitto(int port, Path directory, List<String> more) {
      this.port = port;
      this.directory = directory;
      this.more = more;
    }

    static Optional<Path> program() {
      String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin";
      return Stream.of(path.split(File.pathSeparator))
          .map(folder -> Path.of(folder, "mosquitto"))
          .filter(Files::isExecutable)
          .findFirst();
    }

    @Override
    public void start() throws Exception {
      Path configuration = directory.resolve("mosquitto.conf");
      var lines =
          new ArrayList<>(
              List.of(
                  "listener " + port + " 127.0.0.1",
                  "allow_anonymous true",
                  "persistence true",
                  "persistence_location " + directory + "/",
                  "max_inflight_messages 0",
                  "user root"));
      lines.addAll(more);
      Files.write(configuration, lines);
      var started =
          new ProcessBuilder(program().orElseThrow().toString(), "-c", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("mosquitto.log").toFile())
              .start();
      process = Optional.of(started);
      io.arxos.driver.Await.until("mosquitto listens", this::listens);
    }

    @Override
    public void stop() throws Exception {
      Process running = process.orElseThrow();
      running.destroy();
      if (!running.waitFor(30, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    }

    @Override
    public int port() {
      return port;
    }

    private boolean listens() {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return true;
      } catch (java.io.IOException _) {
        return false;
      }
    }
  }
}
