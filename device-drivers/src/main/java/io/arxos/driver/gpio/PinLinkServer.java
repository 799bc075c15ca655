package io.arxos.driver.gpio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The building's end of the pin link: what a simulated building uses to be wired to GPIO drivers
/// that run on the mock provider. Listens on the loopback address. Safe for any thread.
public final class PinLinkServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PinLinkServer.class);
  private static final int CONNECTIONS_MAX = 8;
  private static final Duration END_MAX = Duration.ofSeconds(2);

  /// Told when a driver changes an output, on a thread of the link, one call at a time per
  /// connection.
  @FunctionalInterface
  public interface OutputListener {
    /// An output has a new level.
    ///
    /// @param pin BCM number
    /// @param high the electrical level
    void changed(int pin, boolean high);
  }

  private final ServerSocket listener;
  private final OutputListener outputs;
  private final Thread acceptor =
      Thread.ofVirtual().name("gpio-link-listener").unstarted(this::accept);
  private final Map<Integer, Boolean> driven = new HashMap<>(); // guarded by itself
  private final ConcurrentMap<Integer, Boolean> seen = new ConcurrentHashMap<>();
  private final Set<PinConnection> connections = ConcurrentHashMap.newKeySet();

  private PinLinkServer(ServerSocket listener, OutputListener outputs) {
    this.listener = listener;
    this.outputs = outputs;
  }

  /// Listens at once.
  ///
  /// @param port 0 for any free one
  public static PinLinkServer listen(int port, OutputListener outputs) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    var server = new PinLinkServer(socket, outputs);
    server.acceptor.start();
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// Drives an input pin of the drivers: told to all that are connected, and to later ones when
  /// they connect.
  public void drive(int pin, boolean high) {
    var line = new PinLine(false, pin, high);
    synchronized (driven) {
      driven.put(pin, high);
      connections.forEach(connection -> connection.send(line));
    }
  }

  /// The last level a driver gave an output pin; empty when none ever did. It stays when the driver
  /// goes, as a relay with a latch would.
  public Optional<Boolean> output(int pin) {
    return Optional.ofNullable(seen.get(pin));
  }

  /// Drivers connected now.
  public int connected() {
    return connections.size();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // closed is what it was to be
    }
    connections.forEach(PinConnection::close);
    try {
      acceptor.join(END_MAX); // the port is free only when nobody waits on it any more
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket socket = listener.accept();
        if (connections.size() >= CONNECTIONS_MAX) {
          socket.close();
        } else {
          Thread.ofVirtual().name("gpio-link-connection").start(() -> serve(socket));
        }
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        log.warn("pin link on port {} takes no more drivers: {}", port(), e.getMessage());
      }
    }
  }

  private void serve(Socket socket) {
    var connection = new PinConnection(socket);
    // In one step with `drive`, so that an older level is never told after a newer one.
    synchronized (driven) {
      connections.add(connection);
      driven.forEach((pin, high) -> connection.send(new PinLine(false, pin, high)));
    }
    if (listener.isClosed()) {
      connection.close();
    }
    try {
      connection.run(this::received);
    } finally {
      connections.remove(connection);
    }
  }

  private void received(PinLine line) {
    if (line.output() && !Boolean.valueOf(line.high()).equals(seen.put(line.pin(), line.high()))) {
      outputs.changed(line.pin(), line.high());
    }
  }
}
