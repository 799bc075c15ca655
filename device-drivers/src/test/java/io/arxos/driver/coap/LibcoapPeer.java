package io.arxos.driver.coap;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// libcoap's own server and client, as processes. In Debian they are the package `libcoap3-bin`.
final class LibcoapPeer {
  static final String IDENTITY = "gateway-1";
  static final String SECRET = "a secret of libcoap";

  private final int port;
  private Optional<Process> process = Optional.empty();

  /// @param port of the plain server; the protected one has the next
  LibcoapPeer(int port) {
    this.port = port;
  }

  static boolean installed() {
    return program("coap-server").isPresent() && program("coap-client").isPresent();
  }

  /// With DTLS where there is one.
  private static Optional<Path> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of("-openssl", "-gnutls", "")
        .flatMap(kind ->
            Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name + kind)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String required(String name) {
    return program(name)
        .orElseThrow(() -> new IllegalStateException("install libcoap3-bin for " + name))
        .toString();
  }

  /// Two neighbouring ports that are free.
  static int freePort() throws IOException {
    while (true) {
      try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
          var next =
              new DatagramSocket(socket.getLocalPort() + 1, InetAddress.getLoopbackAddress())) {
        return next.getLocalPort() - 1;
      } catch (java.net.BindException | IllegalArgumentException _) {
        // the neighbour is taken
      }
    }
  }

  void start() throws Exception {
    var command =
        List.of(
            required("coap-server"), "-A", "127.0.0.1", "-p", "" + port, "-d", "50", "-k", SECRET);
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = Optional.of(started);
    io.arxos.driver.Await.until("libcoap answers", () -> !get("time").isEmpty());
  }

  void stop() throws InterruptedException {
    process.ifPresent(Process::destroyForcibly);
    if (process.isPresent()) {
      process.get().waitFor();
    }
    process = Optional.empty();
  }

  void put(String path, String text) throws Exception {
    client("-m", "put", "-e", text, "coap://127.0.0.1:" + port + "/" + path);
  }

  String get(String path) throws Exception {
    return client("-m", "get", "coap://127.0.0.1:" + port + "/" + path);
  }

  /// What the client prints.
  static String client(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(required("coap-client"), "-B", "5"));
    command.addAll(List.of(arguments));
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(client.getInputStream().readAllBytes()).strip();
    client.waitFor(60, TimeUnit.SECONDS);
    return printed;
  }
}
