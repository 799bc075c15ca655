package io.arxos.cloud.log;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// One Kafka broker and controller inside this process, on loopback, with its data in `DATA/kafka`.
public final class EmbeddedKafka implements AutoCloseable {
  // Held, because the logging library forgets levels of loggers that nobody holds.
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("org.apache.kafka"),
          Logger.getLogger("kafka"),
          Logger.getLogger("state.change.logger"));

  private final KafkaRaftServer server;
  private final String bootstrap;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrap) {
    this.server = server;
    this.bootstrap = bootstrap;
  }

  /// Formats the folder when it is new, starts, and returns when the broker takes requests.
  ///
  /// @throws IOException in one line, why it cannot run
  public static EmbeddedKafka start(Path data) throws IOException {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    var folder = data.toAbsolutePath().normalize().resolve("kafka");
    Files.createDirectories(folder);
    int port = freePort();
    var settings = settings(folder, port, freePort());
    try {
      format(folder, settings);
      var server = new KafkaRaftServer(KafkaConfig.fromProps(properties(settings)), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, "127.0.0.1:" + port);
    } catch (Exception e) {
      throw new IOException("Kafka does not start in " + folder + ": " + e.getMessage(), e);
    }
  }

  /// `host:port` for clients.
  public String bootstrap() {
    return bootstrap;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder, Map<String, String> settings) throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try (var quiet = new java.io.PrintStream(java.io.OutputStream.nullOutputStream())) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(folder.toString()))
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName(settings.get("controller.listener.names"))
          .setIgnoreFormatted(true)
          .run();
    }
  }

  private static Map<String, String> settings(Path folder, int port, int controllerPort) {
    var s = new TreeMap<String, String>();
    s.put("process.roles", "broker,controller");
    s.put("node.id", "1");
    s.put("log.dirs", folder.toString());
    s.put("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    s.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
    s.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    s.put("inter.broker.listener.name", "BROKER");
    s.put("controller.listener.names", "CONTROLLER");
    s.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    // After a kill the old registration has to run out first; with the default that is 9 s.
    s.put("broker.session.timeout.ms", "2000");
    s.put("broker.heartbeat.interval.ms", "500");
    s.put("auto.create.topics.enable", "false");
    s.put("group.initial.rebalance.delay.ms", "0");
    s.put("group.min.session.timeout.ms", "1000");
    for (var topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      s.put(topic + ".replication.factor", "1");
      s.put(topic + ".num.partitions", "1");
    }
    s.put("transaction.state.log.min.isr", "1");
    s.put("share.coordinator.state.topic.min.isr", "1");
    small(s);
    return s;
  }

  private static void small(Map<String, String> s) {
    s.put("num.network.threads", "1");
    s.put("num.io.threads", "2");
    s.put("background.threads", "1");
    s.put("num.recovery.threads.per.data.dir", "1");
    s.put("group.coordinator.threads", "1");
    s.put("queued.max.requests", "50");
    s.put("log.cleaner.dedupe.buffer.size", "4194304");
    s.put("log.cleaner.io.buffer.size", "65536");
    s.put("log.index.size.max.bytes", "1048576");
    s.put("log.segment.bytes", "67108864");
    s.put("metadata.log.segment.bytes", "8388608");
    s.put("offsets.topic.segment.bytes", "8388608");
    s.put("log.retention.check.interval.ms", "60000");
  }

  private static java.util.Properties properties(Map<String, String> settings) {
    var properties = new java.util.Properties();
    properties.putAll(settings);
    return properties;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
