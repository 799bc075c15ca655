package io.arxos.cloud;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One line per message on stderr.
final class Logs {
  private static final String LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n";
  private static final List<String> TALKATIVE =
      List.of(
          "io.netty",
          "io.grpc",
          "io.vertx",
          "org.apache.kafka",
          "kafka",
          "state.change.logger",
          "org.flywaydb",
          "com.zaxxer.hikari");

  /// Warns at each seek of a record that had been fetched before it.
  private static final Logger SEEKS =
      Logger.getLogger("org.apache.kafka.clients.consumer.internals.SubscriptionState");

  /// Warns of every first start.
  private static final Logger CONTROLLER = Logger.getLogger("org.apache.kafka.controller");

  // Held, because the logging framework forgets levels of loggers that nobody holds.
  private static final List<Logger> HELD = TALKATIVE.stream().map(Logger::getLogger).toList();

  private Logs() {}

  static void setUp() {
    // Kafka also knows Log4j, which is not here; it would say so at each start.
    System.setProperty(
        "log4j2.loggerContextFactory",
        "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
      HELD.forEach(logger -> logger.setLevel(Level.WARNING));
      SEEKS.setLevel(Level.SEVERE);
      CONTROLLER.setLevel(Level.SEVERE);
    }
  }
}
