package io.arxos.driver.sim;

import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;

/// A real MQTT broker on the loopback address, which is why it asks nobody who they are. Everything
/// is in memory: a client with a persistent session finds its messages again while this process
/// lives and it was away no longer than [#SESSION_HOURS_MAX].
final class MqttBroker implements AutoCloseable {
  static final int SESSION_HOURS_MAX = 12;
  private static final int MESSAGE_BYTES_MAX = 64 * 1024;

  private static final int ATTEMPTS_MAX = 5;

  private final Server server;
  private final int port;

  private MqttBroker(Server server, int port) {
    this.server = server;
    this.port = port;
  }

  /// The broker's own answer to "which free port did you take" comes too early now and then, and is
  /// then 0 for ever: so the free port is looked for here, and again should it be gone by then.
  static MqttBroker start(int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int chosen = port == 0 ? freePort() : port;
      try {
        var server = new Server();
        server.startServer(config(chosen));
        return new MqttBroker(server, chosen);
      } catch (RuntimeException e) {
        if (port != 0 || attempt == ATTEMPTS_MAX) {
          throw new IOException("the MQTT broker cannot listen on port " + chosen, e);
        }
      }
    }
  }

  int port() {
    return port;
  }

  private static IConfig config(int port) {
    var config = new MemoryConfig(new Properties());
    config.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
    config.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
    config.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    config.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
    config.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "immediate");
    config.setProperty(IConfig.PERSISTENT_CLIENT_EXPIRATION_PROPERTY_NAME, SESSION_HOURS_MAX + "h");
    config.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(MESSAGE_BYTES_MAX));
    return config;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    server.stopServer();
  }
}
